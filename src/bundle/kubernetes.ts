import type { SourceText } from '../../grammar/source.ts';
import { bodyOf, capabilities, commandOf, endOfText, isTrue, placed } from './compose.ts';
import {
  type Container,
  type ContainerFile,
  type ContainerNetwork,
  type Placed,
  runsKeepalived,
} from './container.ts';
import { placeOfPiece } from './lines.ts';
import type { YamlFile } from './yaml.ts';
import { entryOf, faultsOfYaml, pieceOf, piecesOf } from './yaml-facts.ts';
import { isMapping, type YamlMapping } from './yaml-tree.ts';

/** Reads a manifest: the containers of its pods that run keepalived. */
export function readManifest(source: SourceText, documents: readonly YamlFile[]): ContainerFile {
  const faults = documents.flatMap((file) => faultsOfYaml(source, file));
  if (faults.length > 0) return { containers: [], faults: faults.slice(0, 1) };
  const pods = documents.flatMap(({ root }) => (isMapping(root) ? podsOf(root, undefined) : []));
  return { containers: pods.flatMap((pod) => containersOf(source, pod)), faults };
}

interface Pod {
  readonly spec: YamlMapping;
  readonly metadata: YamlMapping | undefined;
}

/** The `spec` with containers: of a Pod, or of the template in a DaemonSet, a Deployment or a List. */
function podsOf(mapping: YamlMapping, metadata: YamlMapping | undefined): Pod[] {
  const own = entryOf(mapping, 'metadata')?.value;
  const spec = entryOf(mapping, 'spec')?.value;
  const items = entryOf(mapping, 'items')?.value;
  const listed = items?.kind === 'list' ? items.items : [];
  const inside = listed.flatMap((item) => (isMapping(item) ? podsOf(item, undefined) : []));
  if (!isMapping(spec)) return inside;
  const known = isMapping(own) ? own : metadata;
  if (entryOf(spec, 'containers') !== undefined) return [...inside, { spec, metadata: known }];
  const template = entryOf(spec, 'template')?.value ?? entryOf(spec, 'jobTemplate')?.value;
  return [...inside, ...(isMapping(template) ? podsOf(template, known) : [])];
}

function containersOf(source: SourceText, { spec, metadata }: Pod): Container[] {
  const list = entryOf(spec, 'containers')?.value;
  const items = list?.kind === 'list' ? list.items : [];
  return items.flatMap((item) => (isMapping(item) ? readContainer(source, item, spec, metadata) : []));
}

function readContainer(
  source: SourceText,
  item: YamlMapping,
  spec: YamlMapping,
  metadata: YamlMapping | undefined,
): Container[] {
  const get = (name: string) => entryOf(item, name)?.value;
  const name = pieceOf(source, get('name'));
  const image = pieceOf(source, get('image'));
  const command = get('command') ?? get('args');
  const words = piecesOf(source, command).map(({ text }) => text);
  if (!runsKeepalived([image?.text, name?.text, words[0]]) || (command === undefined && image === undefined))
    return [];
  const security = get('securityContext');
  const own = isMapping(security) ? security : undefined;
  const caps = own === undefined ? undefined : entryOf(own, 'capabilities')?.value;
  const list = (key: string) => (isMapping(caps) ? capabilities(source, entryOf(caps, key)?.value) : []);
  const grace = pieceOf(source, entryOf(spec, 'terminationGracePeriodSeconds')?.value);
  const place = placeOfPiece(source, name ?? image ?? { text: '', offset: item.start });
  return [
    {
      name: name?.text ?? image?.text ?? '',
      kind: 'kubernetes',
      place,
      network: readNetwork(source, spec, metadata, place),
      privileged: own !== undefined && isTrue(entryOf(own, 'privileged')?.value),
      added: list('add'),
      dropped: list('drop'),
      stopSignal: undefined,
      stopTime: placed(source, grace, grace === undefined ? undefined : Number(grace.text)),
      command:
        command === undefined || words.length === 0
          ? undefined
          : commandOf(words, source.origin({ start: command.start, end: endOfText(source, command) })),
      hasInit: false,
      body: bodyOf(source, spec),
    },
  ];
}

/** Annotations that put further cards into a pod (Multus and the like). */
const extraCards = /networks|multus|macvlan|cni/i;

function readNetwork(
  source: SourceText,
  spec: YamlMapping,
  metadata: YamlMapping | undefined,
  place: Container['place'],
): Placed<ContainerNetwork> {
  const hostNetwork = entryOf(spec, 'hostNetwork');
  if (isTrue(hostNetwork?.value)) return { value: 'host', place };
  const annotations = metadata === undefined ? undefined : entryOf(metadata, 'annotations')?.value;
  const hasCards = isMapping(annotations) && annotations.entries.some(({ key }) => extraCards.test(key));
  const written = pieceOf(source, hostNetwork?.value);
  // A template of Helm fills it in.
  const isOpen = written !== undefined && /[{$]/.test(written.text);
  const at = written === undefined ? place : placeOfPiece(source, written);
  return { value: hasCards ? 'lan' : isOpen ? 'unknown' : 'bridge', place: at };
}
