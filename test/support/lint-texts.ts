import { dirname } from 'node:path/posix';
import { SourceText } from '../../grammar/source.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import { type Environment, isEnvironmentName } from '../../src/bundle/environment.ts';
import { parseBaseline } from '../../src/diagnostics/baseline.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { compareDiagnostics } from '../../src/diagnostics/diagnostic-set.ts';
import { Linter } from '../../src/lint/engine.ts';
import { readVariants } from '../../src/lint/pipeline.ts';
import type { ExampleFiles, Rule, StaleEntry } from '../../src/lint/rule.ts';
import { suppress } from '../../src/lint/suppress.ts';
import { groupIntoClusters } from '../../src/model/cluster.ts';
import type { Machine } from '../../src/model/machine.ts';
import { findRealServers } from '../../src/model/real-servers.ts';
import { knownAddressesIn } from '../../src/project/addresses/host-files.ts';
import { BundleOfTexts } from './bundle-texts.ts';
import { hostOf } from './read.ts';

/** Lints configurations and the files around them, given as text: the host of `web1.conf` is web1, of `web1/keepalived.conf` too. */
export function lintTexts(
  files: ExampleFiles,
  rules: readonly Rule[],
  options: {
    release?: ReleaseName | undefined;
    configId?: string;
    machine?: Machine | undefined;
    modes?: Readonly<Record<string, number>>;
  } = {},
): Diagnostic[] {
  const byName = typeof files === 'string' ? { 'keepalived.conf': files } : files;
  const bundle = new BundleOfTexts(byName, options.modes);
  const environment = environmentIn(byName['hacfg.yaml']);
  const nodes = bundle.mains.flatMap((path) => {
    const folder = dirname(path);
    const name = folder === '.' ? path.replace(/\.conf$/, '') : folder.split('/')[0]!;
    const around = bundle.filesOf(path);
    const addresses = knownAddressesIn(around);
    const input = { name, main: bundle.source(path), host: hostOf(byName), ...options };
    return readVariants({ ...input, files: around, addresses, environment }).map((variant) => variant.node);
  });
  const clusters = groupIntoClusters(nodes);
  // Rules that run on request only have examples, too.
  const optional = rules.filter((rule) => rule.isOptional).map(({ id }) => id);
  const settings = { rules, target: options.release, settings: { optional } };
  const hosts = bundle.hosts();
  const scope = {
    nodes,
    clusters,
    hostFiles: [...nodes, ...hosts].flatMap((host) => host.files.all),
    isJudged: () => true,
  };
  const linter = new Linter(settings);
  const found = [
    ...nodes.flatMap((node) => linter.node(node)),
    ...clusters.flatMap((cluster) => linter.cluster(cluster)),
    ...linter.run(clusters),
    ...linter.realServers(findRealServers(nodes, hosts)),
    ...linter.staleEntries(staleEntriesIn(byName['baseline.json'])),
  ];
  return suppress(found, scope, settings).sort(compareDiagnostics);
}

/** Every entry of a baseline.json: the findings of an example are not compared with it. */
function staleEntriesIn(text: string | undefined): StaleEntry[] {
  if (text === undefined) return [];
  const baseline = parseBaseline('baseline.json', text);
  if (typeof baseline === 'string') throw new Error(`baseline.json ${baseline}`);
  const { source } = baseline;
  return baseline.entries.map((entry) => ({ entry, place: { source, span: entry.span } }));
}

/** `environment:` of a hacfg.yaml; nothing else of it is read here. */
function environmentIn(text: string | undefined): Environment | undefined {
  const match = /^environment: (\w+)$/m.exec(text ?? '');
  if (text === undefined || match === null || !isEnvironmentName(match[1]!)) return undefined;
  const start = match.index + 'environment: '.length;
  const place = { source: new SourceText('hacfg.yaml', text), span: { start, end: start + match[1].length } };
  return { name: match[1], multicast: /^multicast: true$/m.test(text), place };
}

/** `FILE:LINE:COLUMN`; without the file when there is but one. */
export function positionOf(diagnostic: Diagnostic, files: ExampleFiles): string {
  const { source, span } = diagnostic.place;
  const { line, column } = source.position(span.start);
  return typeof files === 'string' ? `${line}:${column}` : `${source.path}:${line}:${column}`;
}
