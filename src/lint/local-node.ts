import type { LocalMachine } from '../model/machine.ts';
import type { NodeSource } from '../project/load.ts';
import type { Trouble } from './request.ts';

/** The file that is for this machine: the only one asked for, or the one of the machine's name. */
export function localNode(
  sources: readonly NodeSource[],
  local: LocalMachine | undefined,
): NodeSource | undefined {
  if (local === undefined) return undefined;
  const requested = sources.filter((source) => source.requested);
  return requested.length === 1
    ? requested[0]
    : requested.find(({ hostName }) => hostName === local.hostName);
}

/** Several files, and none that can be told to be for this machine: then its check would be left out unseen. */
export function localTroubles(sources: readonly NodeSource[], local: LocalMachine | undefined): Trouble[] {
  if (local === undefined || sources.length === 0 || localNode(sources, local) !== undefined) return [];
  const names = sources.filter((source) => source.requested).map(({ hostName }) => hostName);
  const message = `none of the files is for this machine, ${local.hostName}: they are for ${names.join(', ')}; name the one that is`;
  return [{ path: '--local', message }];
}
