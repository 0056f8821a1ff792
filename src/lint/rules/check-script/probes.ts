import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { ScriptUse } from '../../../model/node.ts';
import { searchIn } from './process-search.ts';
import { repairsIn, serviceAction, testedService } from './services.ts';

/** The best sign of life of a web server. */
export const webProbe = 'curl -fsS -m 2 -o /dev/null http://127.0.0.1/';

/** A name that can be typed as it stands. */
export const plain = /^[\w.@-]+$/;
const containers: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl']);

/** Looks for a process by its name. */
export function processProbe(process: string): string {
  return `exec /usr/bin/pgrep -x ${process}`;
}

/** Asks whether a service runs by what starts it. */
function unitProbe({ program }: ShellCommand, service: string): string {
  if (containers.has(program)) return `[ "$(${program} inspect -f '{{.State.Running}}' ${service})" = true ]`;
  // `nginx` by itself: the server is called, not a unit.
  return program === service ? processProbe(service) : `exec /usr/bin/systemctl is-active --quiet ${service}`;
}

/** A test of the service that a repair brings up again. */
export function probeFor(repair: ShellCommand): string {
  const service = serviceAction(repair)?.service ?? '';
  return plain.test(service) ? unitProbe(repair, service) : processProbe('nginx');
}

/** A test of what a script looks at or repairs; of nginx, as an example, when that cannot be told. */
export function probeIn({ commands }: ScriptUse): string {
  for (const command of commands) {
    const service = testedService(command);
    if (service !== undefined && plain.test(service))
      return /^(?:systemctl|service)$/.test(command.program)
        ? unitProbe(command, service)
        : processProbe(service);
    const process = searchIn(command)?.process;
    if (process !== undefined && plain.test(process)) return processProbe(process);
  }
  const [repair] = repairsIn(commands);
  return repair === undefined ? processProbe('nginx') : probeFor(repair);
}
