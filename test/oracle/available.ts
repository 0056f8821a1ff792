import { findDaemon } from './daemon.ts';
import { Sandbox } from './sandbox.ts';

/** Why the daemon cannot be asked on this machine; undefined: it can. */
export async function unavailable(): Promise<string | undefined> {
  const daemon = findDaemon();
  if (typeof daemon === 'string') return daemon;
  const needs = { interfaces: [], vrfs: [], users: [], groups: [], programs: [], files: [] };
  try {
    const setup = { needs, folders: [], daemon: daemon.path, secondsEach: 1 };
    (await Sandbox.open(setup)).close();
    return undefined;
  } catch (error) {
    return `no namespaces to run keepalived in: ${error instanceof Error ? error.message : String(error)}`;
  }
}
