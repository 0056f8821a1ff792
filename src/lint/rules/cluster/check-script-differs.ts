import type { Place, SourceText } from '../../../../grammar/source.ts';
import type { HostFile } from '../../../bundle/host-file.ts';
import { baseName } from '../../../bundle/paths.ts';
import type { Cluster } from '../../../model/cluster.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { checkedNode } from '../check-script/sample.ts';

/** A check of a node with the script that it runs. */
interface Check {
  readonly name: string;
  readonly node: NodeModel;
  readonly file: HostFile;
}

function checksOf(node: NodeModel): Check[] {
  return node.scriptUses.flatMap(({ role, definition, file, script }) =>
    role === 'check' && definition !== undefined && file !== undefined && script?.language !== 'binary'
      ? [{ name: definition.name, node, file }]
      : [],
  );
}

/** A line of a script that does something. */
interface Line {
  /** Without what differs from host to host. */
  readonly text: string;
  readonly place: Place;
}

const address = /\b(?:\d{1,3}\.){3}\d{1,3}\b|\b[\da-f]*(?::[\da-f]*){2,}:[\da-f]+\b/gi;
/** What is written into a log decides nothing. */
const isTalk = /^(?:echo|printf|logger|log)\b[^|]*$/;

function linesOf(source: SourceText, hosts: readonly string[]): Line[] {
  const lines: Line[] = [];
  for (let number = 1; number <= source.lineStarts.length; number++) {
    const span = source.lineSpan(number);
    const written = source.slice(span);
    const text = written.trim();
    if (text === '' || text.startsWith('#') || isTalk.test(text)) continue;
    const plain = hosts.reduce((rest, host) => rest.replaceAll(host, ''), text);
    const start = span.start + written.indexOf(text);
    lines.push({
      text: plain.replace(address, '').replace(/\s+/g, ' '),
      place: { source, span: { start, end: start + text.length } },
    });
  }
  return lines;
}

/** The first lines that say different things; the last line where one script goes on and the other ends. */
function difference(one: readonly Line[], other: readonly Line[]): readonly [Line, Line] | undefined {
  const at = one.findIndex(({ text }, index) => text !== other[index]?.text);
  if (at === -1 && one.length === other.length) return undefined;
  const [first, second] = at === -1 ? [one.at(-1), other[one.length]] : [one[at], other[at] ?? other.at(-1)];
  return first === undefined || second === undefined ? undefined : [first, second];
}

function compare(first: Check, second: Check, hosts: readonly string[], context: RuleContext): void {
  const name = baseName(first.file.path);
  if (name !== baseName(second.file.path) || first.file.source.path === second.file.source.path) return;
  const lines = difference(linesOf(first.file.source, hosts), linesOf(second.file.source, hosts));
  if (lines === undefined) return;
  const [here, there] = [second.node.name, first.node.name];
  context.report({
    place: lines[1].place,
    message: `${name}, which vrrp_script ${first.name} runs, is another script on ${here} than on ${there}`,
    label: `the first line that is not that of ${there}`,
    help: `The same ${name} on ${there} and ${here}, if the difference is not meant`,
    related: [{ place: lines[0].place, message: `on ${there}` }],
  });
}

/** Compares the script of each check with that of the first node that has the check. */
function check({ nodes }: Cluster, context: RuleContext): void {
  const firsts = new Map<string, Check>();
  // lb10 before lb1, which is a part of it.
  const hosts = nodes.map(({ name }) => name).sort((a, b) => b.length - a.length);
  for (const one of nodes.flatMap(checksOf)) {
    const first = firsts.get(one.name);
    if (first === undefined) firsts.set(one.name, one);
    else if (first.node !== one.node) compare(first, one, hosts, context);
  }
}

const script = (port: number) =>
  `#!/bin/sh\n# checks redis\nexec /usr/bin/redis-cli -h localhost -p ${port} PING\n`;
const pair = (one: string, other: string) => ({
  'lb1/keepalived.conf': checkedNode(),
  'lb1/check.sh': one,
  'lb2/keepalived.conf': checkedNode().replace('priority 100', 'priority 90'),
  'lb2/check.sh': other,
});

/** A check that is not the same on two nodes, though it has the same name and the same file. */
export const clusterCheckScriptDiffers = defineRule({
  id: 'cluster/check-script-differs',
  severity: 'info',
  scope: 'cluster',
  docs: {
    summary: 'A check script of one name that does different things on the nodes of a cluster',
    why: 'The nodes judge themselves by different measures: one keeps the VIP where the other would give it up. Often the script was corrected on one node only.',
    references: [
      'keepalived.conf(5): vrrp_script',
      'keepalived vrrp/vrrp_track.c: process_script_update_priority',
    ],
  },
  bad: [
    {
      caption: 'One of the ports is wrong',
      at: 'lb2/check.sh:3:1',
      files: pair(script(6379), script(6397)),
    },
  ],
  good: [
    { files: pair(script(6379), script(6379)) },
    {
      caption: 'Addresses, remarks and blanks may differ',
      files: pair(
        '#!/bin/sh\n# of lb1\nexec /usr/bin/curl -fsm 2 http://192.0.2.11/\n',
        '#!/bin/sh\n\nexec  /usr/bin/curl -fsm 2 http://192.0.2.12/\n',
      ),
    },
  ],
  on: { cluster: check },
});
