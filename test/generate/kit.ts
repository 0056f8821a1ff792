import { SourceText } from '../../grammar/source.ts';
import type { Severity } from '../../src/diagnostics/diagnostic.ts';
import { type Generated, runGenerate } from '../../src/generate/run.ts';

/** What `hacfg gen` makes of a hacfg.yaml. */
export function generateFrom(
  text: string,
  { env = {}, failLevel = 'info' }: { env?: Record<string, string>; failLevel?: Severity } = {},
): Promise<Generated> {
  return runGenerate({ topology: new SourceText('/cluster/hacfg.yaml', text), env, root: '/out', failLevel });
}

/** The keepalived.conf of every host that has one. Throws when hacfg.yaml or the result has a fault. */
export async function configurationsOf(
  text: string,
  options: Parameters<typeof generateFrom>[1] = {},
): Promise<Map<string, string>> {
  const made = await generateFrom(text, { failLevel: 'warning', ...options });
  if (made.kind !== 'done') throw new Error(made.report.diagnostics.map(({ message }) => message).join('\n'));
  return new Map(
    made.hosts.flatMap(({ host, files }) => {
      const file = files.find(({ path }) => path === '/etc/keepalived/keepalived.conf');
      return file === undefined ? [] : [[host, file.text] as const];
    }),
  );
}
