import type { Place } from '../../grammar/source.ts';
import type { FileFault } from './fault.ts';

/** A value and where it stands. */
export interface Placed<T> {
  readonly value: T;
  readonly place: Place;
}

/** The network a container is in: the host's, one that a file defines with a driver, or one that is not known. */
export type ContainerNetwork = 'host' | 'bridge' | 'lan' | 'unknown';

/** How the process of a container is started. */
export interface ContainerCommand {
  /** shell: through `sh -c`. */
  readonly form: 'exec' | 'shell';
  readonly words: readonly string[];
  readonly place: Place;
}

/** A container that runs keepalived, as far as one file tells. */
export interface Container {
  /** Its name in the file. */
  readonly name: string;
  readonly kind: 'compose' | 'kubernetes' | 'dockerfile';
  readonly place: Place;
  /** Undefined: the file does not decide it, as a Dockerfile does not. */
  readonly network: Placed<ContainerNetwork> | undefined;
  readonly privileged: boolean;
  /** Without the prefix CAP_, in upper case. */
  readonly added: readonly Placed<string>[];
  readonly dropped: readonly Placed<string>[];
  readonly stopSignal: Placed<string> | undefined;
  /** Seconds between the request to stop and the kill. */
  readonly stopTime: Placed<number> | undefined;
  /** Undefined: what the image does. */
  readonly command: ContainerCommand | undefined;
  /** A process of its own passes signals on. */
  readonly hasInit: boolean;
  /** Where the settings of the container stand, and how far they are indented: for text to add. */
  readonly body: { readonly offset: number; readonly indent: string } | undefined;
}

export interface ContainerFile {
  readonly containers: readonly Container[];
  readonly faults: readonly FileFault[];
}

/** What stands beside keepalived and is another program. */
const companions = /exporter|metrics|monitor|config|watch|reload|notif/i;

/** Whether a name of an image or a command speaks of keepalived. */
export function runsKeepalived(texts: readonly (string | undefined)[]): boolean {
  const known = texts.filter((text) => text !== undefined);
  if (known.some((text) => companions.test(text.replace(/\/\S*\.conf\b/g, '')))) return false;
  return known.some((text) => /(?:^|[/_.:@-])keepalived(?:$|[/_.:@-])/i.test(text));
}

/** `CAP_NET_ADMIN` and `net_admin` are NET_ADMIN. */
export function capabilityName(text: string): string {
  return text.toUpperCase().replace(/^CAP_/, '');
}
