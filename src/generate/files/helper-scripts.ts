import { scriptFolder } from '../plan/scripts.ts';
import type { HostPlan } from '../plan/types.ts';
import type { Templates } from '../template-helpers.ts';
import type { OutputFile } from './types.ts';

/** Restarts a unit for a check that failed. */
export const restartScript = `${scriptFolder}/hacfg_restart`;

/** Where scripts keep what they must remember: gone after a reboot, and of root alone. */
export const stateFolder = '/run/hacfg';

const restartBounds = { most: 3, pause: 60 };

/** The scripts that others call: notify, and restart for checks. */
export function helperScripts(
  host: Pick<HostPlan, 'scripts' | 'notifyScript'>,
  templates: Templates,
): OutputFile[] {
  const restarts = host.scripts.some(
    ({ path, check }) => path !== undefined && 'restart' in check && check.restart !== undefined,
  );
  const script = (path: string, name: string, view: object): OutputFile => ({
    path,
    text: templates.get(`script/${name}`)!(view),
    mode: 0o755,
  });
  return [
    ...(restarts
      ? [
          script(restartScript, 'restart', {
            folder: stateFolder,
            uptime: '/proc/uptime',
            ...restartBounds,
          }),
        ]
      : []),
    ...(host.notifyScript === undefined
      ? []
      : [script(host.notifyScript, 'notify', { folder: stateFolder })]),
  ];
}
