import type { SourceText } from '../../grammar/source.ts';
import {
  type Container,
  type ContainerCommand,
  type ContainerFile,
  type ContainerNetwork,
  capabilityName,
  type Placed,
  runsKeepalived,
} from './container.ts';
import { type Piece, placeOfPiece } from './lines.ts';
import { secondsOf } from './unit.ts';
import type { YamlFile } from './yaml.ts';
import { entryOf, faultsOfYaml, pieceOf, piecesOf } from './yaml-facts.ts';
import { isMapping, type YamlEntry, type YamlMapping, type YamlNode } from './yaml-tree.ts';

/** Reads a compose file: the services that run keepalived (Compose Specification). */
export function readCompose(source: SourceText, [file]: readonly YamlFile[]): ContainerFile {
  const faults = faultsOfYaml(source, file);
  const root = file?.root;
  if (faults.length > 0 || !isMapping(root)) return { containers: [], faults };
  // Version 1 of the format has the services at the top.
  const services = entryOf(root, 'services')?.value ?? root;
  const networks = entryOf(root, 'networks')?.value;
  const containers = (isMapping(services) ? services.entries : []).flatMap((entry) =>
    readService(source, entry, isMapping(networks) ? networks : undefined),
  );
  return { containers, faults };
}

function readService(
  source: SourceText,
  { key, keyStart, value }: YamlEntry,
  networks: YamlMapping | undefined,
): Container[] {
  if (!isMapping(value)) return [];
  const get = (name: string) => entryOf(value, name)?.value;
  const image = pieceOf(source, get('image'));
  const commands = ['entrypoint', 'command'].map((name) => readCommand(source, get(name)));
  const words = commands.flatMap((one) => one?.words ?? []);
  const isOurs = runsKeepalived([
    image?.text,
    image === undefined ? key : undefined,
    pieceOf(source, get('container_name'))?.text,
    ...words.slice(0, 1),
    ...(commands.some((one) => one?.form === 'shell') ? words : []),
  ]);
  // With `extends` half of the service stands elsewhere.
  if (!isOurs || get('extends') !== undefined) return [];
  const own = { text: key, offset: keyStart };
  const stopSignal = pieceOf(source, get('stop_signal'));
  return [
    {
      name: key,
      kind: 'compose',
      place: placeOfPiece(source, own),
      network: readNetwork(source, value, own, networks),
      privileged: isTrue(get('privileged')),
      added: capabilities(source, get('cap_add')),
      dropped: capabilities(source, get('cap_drop')),
      stopSignal: placed(source, stopSignal, stopSignal?.text),
      stopTime: readTime(source, get('stop_grace_period')),
      command: commands[0] ?? commands[1],
      hasInit: isTrue(get('init')),
      body: bodyOf(source, value),
    },
  ];
}

export function placed<T>(
  source: SourceText,
  piece: Piece | undefined,
  value: T | undefined,
): Placed<T> | undefined {
  return piece === undefined || value === undefined
    ? undefined
    : { value, place: placeOfPiece(source, piece) };
}

export function isTrue(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && (node.value === true || node.value === 'true' || node.value === 'yes');
}

export function capabilities(source: SourceText, node: YamlNode | undefined): Placed<string>[] {
  return piecesOf(source, node).map((piece) => ({
    value: capabilityName(piece.text),
    place: placeOfPiece(source, piece),
  }));
}

/** The first entry of a block mapping, to write others before it; undefined in `{ }`. */
export function bodyOf(source: SourceText, mapping: YamlMapping): Container['body'] {
  const [first] = mapping.entries;
  if (first === undefined || source.text.charAt(mapping.start) === '{') return undefined;
  const start = source.text.lastIndexOf('\n', first.keyStart - 1) + 1;
  const indent = source.text.slice(start, first.keyStart);
  return /^[ ]*$/.test(indent) ? { offset: start, indent } : undefined;
}

function readTime(source: SourceText, node: YamlNode | undefined): Placed<number> | undefined {
  const piece = pieceOf(source, node);
  return placed(source, piece, piece === undefined ? undefined : secondsOf(piece.text));
}

/** A list is run as it is; a text is divided into words, without a shell (compose-go: ShellCommand). */
function readCommand(source: SourceText, node: YamlNode | undefined): ContainerCommand | undefined {
  const pieces = piecesOf(source, node);
  const [first] = pieces;
  if (first === undefined || node === undefined) return undefined;
  const texts = pieces.map(({ text }) => text);
  const words = node.kind === 'list' ? texts : first.text.split(/\s+/).filter((word) => word !== '');
  const place = source.origin({ start: node.start, end: Math.max(node.start, endOfText(source, node)) });
  return commandOf(words, place);
}

/** `sh -c "..."` is a shell whatever form it is written in. */
export function commandOf(words: readonly string[], place: ContainerCommand['place']): ContainerCommand {
  const isShell = /(?:^|\/)(?:ba|da|a)?sh$/.test(words[0] ?? '') && words[1] === '-c';
  return isShell
    ? { form: 'shell', words: words.slice(2).join(' ').split(/\s+/), place }
    : { form: 'exec', words, place };
}

/** The end of a node without the blanks behind it. */
export function endOfText(source: SourceText, node: YamlNode): number {
  return node.start + source.slice(node).trimEnd().length;
}

const lanDrivers: ReadonlySet<string> = new Set(['macvlan', 'ipvlan']);

function readNetwork(
  source: SourceText,
  service: YamlMapping,
  own: Piece,
  networks: YamlMapping | undefined,
): Placed<ContainerNetwork> {
  const get = (name: string) => entryOf(service, name);
  const mode = get('network_mode') ?? get('net');
  const piece = pieceOf(source, mode?.value);
  if (piece !== undefined) {
    const isOther = /^(?:container|service):|[${]/.test(piece.text);
    const value = piece.text === 'host' ? 'host' : isOther ? 'unknown' : 'bridge';
    return { value, place: placeOfPiece(source, piece) };
  }
  const listed = get('networks');
  const names = namesOf(source, listed?.value);
  const place =
    listed === undefined
      ? placeOfPiece(source, own)
      : placeOfPiece(source, { text: listed.key, offset: listed.keyStart });
  const kinds = (names.length === 0 ? ['default'] : names).map((name) => networkKind(source, name, networks));
  for (const kind of ['host', 'lan', 'unknown'] as const) {
    if (kinds.includes(kind)) return { value: kind, place };
  }
  return { value: 'bridge', place };
}

function namesOf(source: SourceText, node: YamlNode | undefined): string[] {
  return isMapping(node)
    ? node.entries.map(({ key }) => key)
    : piecesOf(source, node).map(({ text }) => text);
}

function networkKind(source: SourceText, name: string, networks: YamlMapping | undefined): ContainerNetwork {
  const network = networks === undefined ? undefined : entryOf(networks, name)?.value;
  if (!isMapping(network)) return name === 'host' ? 'host' : 'bridge';
  if (entryOf(network, 'external') !== undefined) {
    return pieceOf(source, entryOf(network, 'name')?.value)?.text === 'host' ? 'host' : 'unknown';
  }
  const driver = pieceOf(source, entryOf(network, 'driver')?.value)?.text ?? 'bridge';
  if (driver === 'host') return 'host';
  if (lanDrivers.has(driver)) return 'lan';
  return driver === 'bridge' || driver === 'overlay' ? 'bridge' : 'unknown';
}
