import {
  argumentOf,
  placeOf,
  type Statement,
  spanOf,
  statementsNamed,
  textOf,
} from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

/** First release that says of an empty group that it is one. */
const EMPTY_REPORTED_SINCE = '2.2.8';

function memberWords(group: Statement) {
  const [list] = statementsNamed(group.block, 'group');
  return (list?.block?.statements ?? []).flatMap((line) => line.words.map((word) => ({ line, word })));
}

/** The static entries that name a group. */
function namedBy(name: string, node: NodeModel): Place[] {
  return ['static_ipaddress', 'static_routes', 'static_rules']
    .flatMap((list) => node.all(list))
    .flatMap(({ block }) => block?.statements ?? [])
    .flatMap((entry) => {
      const at = entry.words.findIndex((word) => textOf(word) === 'track_group') + 1;
      const word = at === 0 ? undefined : entry.words[at];
      return word !== undefined && textOf(word) === name ? placeOf(entry, word) : [];
    });
}

/** A group without members, or with names of no instance. */
function checkGroup(group: Statement, node: NodeModel, context: RuleContext): void {
  const name = argumentOf(group) ?? '';
  const members = memberWords(group);
  const known = new Set(node.instances.map((instance) => instance.name));
  const unknown = members.filter(({ word }) => !known.has(textOf(word)));
  if (members.length === 0) {
    const isReported = compareReleases(context.target ?? NEWEST, EMPTY_REPORTED_SINCE) >= 0;
    const list = statementsNamed(group.block, 'group').at(0);
    const ends = [group.block?.close, list?.block?.close].flatMap((place) => place ?? []);
    context.report({
      place: placeOf(group, group.words[1]),
      ...(isReported || list !== undefined ? {} : { severity: 'warning' as const }),
      message: `track_group ${name} has no members: ${list === undefined ? 'there is no group block in it' : 'its group block is empty'}`,
      label: 'no instances',
      help: `group { ${node.instances[0]?.name ?? 'VI_1'} } inside track_group ${name}`,
      related: [
        ...ends.map((place) => ({ place, message: 'ends here' })),
        ...namedBy(name, node).map((place) => ({ place, message: 'names it, and does not find it' })),
      ],
    });
  }
  for (const { line, word } of unknown) {
    context.report({
      place: line.source.origin(spanOf(word)),
      severity: 'warning',
      message: `track_group ${name} lists ${textOf(word)}, but there is no vrrp_instance of that name`,
      why:
        unknown.length === members.length
          ? 'keepalived removes the group, with a line in its log only.'
          : 'keepalived leaves the name out, with a line in its log only.',
      label: 'no such vrrp_instance',
      help: `Instances of this node: ${[...known].join(', ')}`,
    });
  }
}

function check(node: NodeModel, context: RuleContext): void {
  const groups = node.all('track_group');
  for (const group of groups) {
    if (group.words.length === 2 && group.block !== undefined) checkGroup(group, node, context);
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

static_ipaddress {
    198.51.100.11/24 dev eth1 track_group uplinks
}
`;

const group = (members: string) => `track_group uplinks {
${members}}

${instance}`;

/** Groups that static addresses, routes and rules name in vain. */
export const routingEmptyTrackGroup = defineRule({
  id: 'routing/empty-track-group',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A track_group without instances, or with names of none',
    why: 'keepalived removes the group: when the interface of a static address or route goes down, no instance notices.',
    references: [
      'keepalived vrrp/vrrp_static_track.c: static_track_group_init',
      'keepalived vrrp/vrrp_parser.c: static_track_group_end_handler',
    ],
  },
  bad: [
    { caption: 'The names must stand in a group block', at: '1:13', files: group('') },
    { caption: 'A name of no instance', at: '3:9', files: group('    group {\n        VI_2\n    }\n') },
  ],
  good: [{ files: group('    group {\n        VI_1\n    }\n') }],
  on: { node: check },
});
