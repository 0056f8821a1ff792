import { compareReleases } from '../../../grammar/vocabulary/releases.ts';
import { baseName } from '../../bundle/paths.ts';
import type { HostEntry } from '../../topology/description.ts';
import type { CheckText } from '../../topology/schema.ts';
import { secondsOf } from '../../topology/schema-values.ts';
import { verbatimLines } from '../../topology/verbatim-lines.ts';
import type { CheckPlan, ProcessPlan, ScriptPlan, TrackFilePlan } from './types.ts';

/**
 * Where scripts go: SELinux lets keepalived run what is here (keepalived_unconfined_script_exec_t), and nobody but
 * root can write there, as enable_script_security demands.
 */
export const scriptFolder = '/usr/libexec/keepalived';

/** What a check of hacfg.yaml is on a host: one of three kinds of definition, or lines. */
export type Definition =
  | { readonly kind: 'script'; readonly script: ScriptPlan }
  | { readonly kind: 'process'; readonly process: ProcessPlan }
  | { readonly kind: 'file'; readonly file: TrackFilePlan }
  | { readonly kind: 'verbatim'; readonly name: string; readonly lines: readonly string[] };

export interface Tracked {
  /** As the first router that tracks it plans it. */
  readonly weight: number;
  readonly interval: number;
}

/** The kernel keeps so many characters of a process's name (proc(5), TASK_COMM_LEN). */
const longestName = 15;

/** A process by the name that the kernel gives it: without the folders of its program. */
function processName(process: string): string {
  return baseName(process);
}

/** Keepalived watches processes itself since 2.0.11; it restarts none, and compares what the kernel keeps of a name. */
export function isWatched(check: CheckText, host: HostEntry): boolean {
  return (
    check.kind === 'process' &&
    check.restart === undefined &&
    check.script !== true &&
    processName(check.process).length <= longestName &&
    compareReleases(host.release, '2.0.11') >= 0
  );
}

export function definitionOf(name: string, check: CheckText, host: HostEntry, tracked: Tracked): Definition {
  if (check.kind === 'verbatim') return { kind: 'verbatim', name, lines: verbatimLines(check.lines) };
  if (check.kind === 'file') {
    const keyword = compareReleases(host.release, '2.1.0') >= 0 ? 'track_file' : 'vrrp_track_file';
    const { file, init = true } = check;
    return { kind: 'file', file: { name, keyword, file, weight: check.weight ?? 0, init } };
  }
  if (check.kind === 'process' && isWatched(check, host)) {
    return {
      kind: 'process',
      process: {
        name,
        process: processName(check.process),
        weight: check.weight ?? tracked.weight,
        quorum: check.quorum,
        delay: seconds(check.delay),
        verbatim: verbatimLines(check.verbatim),
      },
    };
  }
  return { kind: 'script', script: scriptOf(name, check, tracked) };
}

type ScriptCheck = Exclude<CheckText, { kind: 'file' | 'verbatim' }>;

function scriptOf(name: string, check: ScriptCheck, tracked: Tracked): ScriptPlan {
  const { interval, timeout } = timing(check, tracked.interval);
  const path = check.kind === 'command' ? undefined : `${scriptFolder}/check_${name}`;
  const weight = check.weight ?? tracked.weight;
  return {
    name,
    check: planCheck(check, timeout ?? interval),
    path,
    command: check.kind === 'command' ? check.run : `${scriptFolder}/check_${name}`,
    interval,
    timeout,
    fall: check.fall ?? 2,
    rise: check.rise ?? 2,
    weight: weight === 0 ? undefined : weight,
    reverse: check.reverse ?? false,
    user: check.user,
    initFail: check.init_fail ?? false,
    verbatim: verbatimLines(check.verbatim),
  };
}

/** A restart goes on between two runs, and takes its time: they are further apart. */
function timing(check: ScriptCheck, planned: number): Pick<ScriptPlan, 'interval' | 'timeout'> {
  const restarts = 'restart' in check && check.restart !== undefined;
  const interval = seconds(check.interval) ?? Math.max(planned, restarts ? 5 : 1);
  const usual = check.kind === 'command' ? undefined : Math.max(interval, 1);
  return { interval, timeout: seconds(check.timeout) ?? usual };
}

/** The check itself, with its defaults. `limit`: the time that keepalived gives the script. */
function planCheck(check: ScriptCheck, limit: number): CheckPlan {
  const timeout = limit;
  const restart = 'restart' in check ? check.restart : undefined;
  switch (check.kind) {
    case 'nginx':
    case 'apache':
      return { kind: check.kind, timeout, url: check.url ?? 'http://127.0.0.1/', restart };
    case 'haproxy':
      return { kind: check.kind, timeout, socket: check.socket, restart };
    case 'http':
      return {
        kind: check.kind,
        timeout,
        url: check.url,
        status: [check.status ?? []].flat(),
        contains: check.contains,
        restart,
      };
    case 'tcp':
      return { kind: check.kind, timeout, host: check.host ?? '127.0.0.1', port: check.port, restart };
    case 'mysql':
      return {
        kind: check.kind,
        timeout,
        host: check.host,
        port: check.port,
        socket: check.socket,
        defaultsFile: check.defaults_file,
        restart,
      };
    case 'postgresql':
      return { kind: check.kind, timeout, host: check.host, port: check.port, restart };
    case 'redis':
      return {
        kind: check.kind,
        timeout,
        host: check.host ?? '127.0.0.1',
        port: check.port ?? 6379,
        restart,
      };
    case 'process':
      return { kind: check.kind, timeout, process: check.process, restart };
    case 'ping':
      return {
        kind: check.kind,
        timeout,
        targets: check.targets,
        need: Math.min(check.need ?? 1, check.targets.length),
      };
    case 'command':
      return { kind: check.kind, timeout, command: check.run };
  }
}

export function seconds(value: string | number | undefined): number | undefined {
  return value === undefined ? undefined : secondsOf(value);
}
