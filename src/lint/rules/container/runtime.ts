import type { Container, ContainerFile } from '../../../bundle/container.ts';
import type { HostFile, HostFiles } from '../../../bundle/host-file.ts';
import { contentOf } from '../../../bundle/parsers.ts';
import type { Finding, Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { commandOf, nameOf, stopOf } from './process.ts';
import { containerRuntimeExamples } from './runtime-examples.ts';

function isContainerFile(file: HostFile): file is HostFile<'compose' | 'dockerfile' | 'manifest'> {
  return file.kind === 'compose' || file.kind === 'dockerfile' || file.kind === 'manifest';
}

function check(files: HostFiles, _node: NodeModel, context: RuleContext): void {
  const contents = files.all.filter(isContainerFile).flatMap((file): ContainerFile[] => {
    const content = contentOf(file);
    return content === undefined ? [] : [content];
  });
  for (const container of contents.flatMap(({ containers }) => containers)) {
    for (const finding of [
      ...networkOf(container),
      ...capabilitiesOf(container),
      ...commandOf(container),
      ...stopOf(container),
    ]) {
      context.report(finding);
    }
  }
}

/** A line that goes before the others of the container. */
function lineFix(container: Container, line: string): Fix[] {
  const { body, place } = container;
  if (body === undefined) return [];
  const at = place.source.origin({ start: body.offset, end: body.offset });
  return [
    { title: `Add ${line}`, safety: 'unsafe', edits: [{ place: at, text: `${body.indent}${line}\n` }] },
  ];
}

function networkOf(container: Container): Finding[] {
  const { network, kind } = container;
  if (network === undefined || network.value === 'host' || network.value === 'unknown') return [];
  const line = kind === 'compose' ? 'network_mode: host' : 'hostNetwork: true';
  if (network.value === 'lan')
    return [
      {
        place: network.place,
        severity: 'info',
        message: `${nameOf(container)} runs keepalived with a card of its own on the network`,
        why: 'The VIP is then an address of the container, not of the host: only what runs in the same container answers on it.',
        label: 'not the network of the host',
        help: `${line}, when the VIP is to be the host's`,
      },
    ];
  return [
    {
      place: network.place,
      message: `${nameOf(container)} runs keepalived in a network of its own`,
      why: 'Advertisements do not leave the bridge, and the VIP is set inside the container, where nobody reaches it: every node is master.',
      label: 'not the network of the host',
      help: kind === 'compose' ? `${line}, without ports: and networks:` : line,
      fixes: container.place === network.place ? lineFix(container, line) : [],
    },
  ];
}

function capabilitiesOf(container: Container): Finding[] {
  const { added, dropped, privileged, kind } = container;
  if (kind === 'dockerfile' || privileged) return [];
  const has = (name: string) => added.some(({ value }) => value === name || value === 'ALL');
  const isDropped = (name: string) => dropped.some(({ value }) => value === name || value === 'ALL');
  // NET_RAW is given to every container unless somebody takes it away.
  const missing = [
    ...(has('NET_ADMIN') ? [] : ['NET_ADMIN']),
    ...(!has('NET_RAW') && isDropped('NET_RAW') ? ['NET_RAW'] : []),
  ];
  if (missing.length === 0) return [];
  const line =
    kind === 'compose'
      ? `cap_add: [${missing.join(', ')}]`
      : `securityContext: { capabilities: { add: [${missing.join(', ')}] } }`;
  const effect = missing.includes('NET_ADMIN')
    ? 'keepalived may not add the VIP to an interface, and holds it in its log only.'
    : 'keepalived may not open the raw socket that advertisements go through.';
  return [
    {
      place: added[0]?.place ?? container.place,
      message: `${nameOf(container)} runs keepalived without the capability ${missing.join(' and ')}`,
      why: effect,
      label: `${missing.join(' and ')} is missing`,
      help: line,
      fixes: kind === 'compose' && added.length === 0 ? lineFix(container, line) : [],
    },
  ];
}

/** keepalived in a container. */
export const containerRuntime = defineRule({
  id: 'container/runtime',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A container of keepalived without the network, the rights or the end it needs',
    why: "keepalived must be in the host's network, be allowed to change it, and be told when it ends: else there is no VIP, or it stays behind.",
    references: [
      'acassen/keepalived#2201',
      'acassen/keepalived#672',
      'Compose Specification: network_mode, cap_add, stop_grace_period',
    ],
  },
  ...containerRuntimeExamples,
  on: { files: check },
});
