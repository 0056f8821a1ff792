import {
  placeOf,
  type Statement,
  spanOf,
  statementsNamed,
  textOf,
} from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

interface Member {
  readonly name: string;
  readonly place: Place;
  /** The end of the `interfaces` list it stands in, where the daemon complains. */
  readonly end?: Place | undefined;
}

/** `interface eth0`, and the words of `interfaces { }`, in reading order. */
function membersOf(group: Statement): Member[] {
  const lines = group.block?.statements ?? [];
  return lines.flatMap((line) => {
    const keyword = textOf(line.words[0]!);
    if (keyword === 'interface') return line.words.slice(1, 2).map((word) => memberOf(line, word));
    if (keyword !== 'interfaces') return [];
    return (line.block?.statements ?? []).flatMap((entry) =>
      entry.words.map((word) => ({ ...memberOf(entry, word), end: line.block?.close })),
    );
  });
}

function memberOf(line: Statement, word: Statement['words'][number]): Member {
  return { name: textOf(word), place: line.source.origin(spanOf(word)) };
}

function hasInterval(group: Statement): boolean {
  return ['garp_interval', 'gna_interval'].some(
    (keyword) => statementsNamed(group.block, keyword).length > 0,
  );
}

function reportNoInterval(group: Statement, context: RuleContext): void {
  const close = group.block?.close;
  context.report({
    place: placeOf(group),
    message: 'garp_group has neither garp_interval nor gna_interval',
    why: 'keepalived removes the group: its interfaces send gratuitous ARP as fast as they can.',
    label: 'no interval',
    help: 'garp_interval 0.001',
    ...(close === undefined ? {} : { related: [{ place: close, message: 'removed here' }] }),
  });
}

function reportNoInterface(group: Statement, context: RuleContext): void {
  const empty = statementsNamed(group.block, 'interfaces').at(-1);
  context.report({
    place: placeOf(empty ?? group),
    severity: 'warning',
    message:
      empty === undefined
        ? 'garp_group names no interface, so it paces nothing'
        : 'the interfaces block of garp_group is empty, so the group paces nothing',
    label: 'no interface',
    help: 'interface eth0',
    why: 'Gratuitous ARP goes out with the global intervals, or with none.',
  });
}

function reportTwice(member: Member, first: Member, context: RuleContext): void {
  context.report({
    place: member.place,
    message: `${member.name} is in a garp_group already: the first one counts`,
    label: 'ignored here',
    help: `Remove ${member.name} from one of the two groups`,
    related: [
      { place: first.place, message: 'this one counts' },
      ...(member.end === undefined ? [] : [{ place: member.end, message: 'keepalived reports it here' }]),
    ],
  });
}

function check(node: NodeModel, context: RuleContext): void {
  const first = new Map<string, Member>();
  for (const group of node.all('garp_group')) {
    if (group.block === undefined) continue;
    const members = membersOf(group);
    if (!hasInterval(group)) reportNoInterval(group, context);
    else if (members.length === 0) reportNoInterface(group, context);
    for (const member of members) {
      const earlier = first.get(member.name);
      if (earlier !== undefined) reportTwice(member, earlier, context);
      else if (hasInterval(group)) first.set(member.name, member);
    }
  }
}

const instance = `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Groups for the pacing of gratuitous ARP that pace nothing. */
export const vrrpGarpGroup = defineRule({
  id: 'vrrp/garp-group',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A garp_group without interval or interface, or an interface in two of them',
    why: 'An interface is in one group only, the first that names it; keepalived reports the second and ignores it.',
    references: [
      'keepalived vrrp/vrrp_parser.c: garp_group_interface_handler, garp_group_end_handler',
      'keepalived.conf(5): garp_group',
    ],
  },
  bad: [
    { caption: 'How fast?', at: '1:1', files: `garp_group {\n    interface eth0\n}\n\n${instance}` },
    {
      caption: 'eth0 keeps the interval of the first group',
      at: '9:9',
      files: `garp_group {
    garp_interval 0.001
    interface eth0
}

garp_group {
    garp_interval 0.002
    interfaces {
        eth0
        eth1
    }
}

${instance}`,
    },
  ],
  good: [{ files: `garp_group {\n    garp_interval 0.001\n    interface eth0\n}\n\n${instance}` }],
  on: { node: check },
});
