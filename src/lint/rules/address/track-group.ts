import {
  argumentOf,
  keywordOf,
  placeOf,
  type Statement,
  spanOf,
  statementsNamed,
  textOf,
} from '../../../../grammar/configuration.ts';
import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { trackGroupExamples } from './track-group-examples.ts';

/** First release that says of an empty group that it is one. */
const EMPTY_REPORTED_SINCE = '2.2.8';

const staticLists = ['static_ipaddress', 'static_routes', 'static_rules'];

function memberWords(group: Statement) {
  const [list] = statementsNamed(group.block, 'group');
  return (list?.block?.statements ?? []).flatMap((line) => line.words.map((word) => ({ line, word })));
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
      related: ends.map((place) => ({ place, message: 'ends here' })),
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

/** What an entry says of the group it follows; undefined: nothing. */
function groupWord(entry: Statement) {
  const at = entry.words.findIndex((word, index) => index > 0 && textOf(word) === 'track_group');
  return at === -1 ? undefined : entry.words[at + 1];
}

function hasWord(entry: Statement, ...words: readonly string[]): boolean {
  return entry.words.some((word, index) => index > 0 && words.includes(textOf(word)));
}

/** Addresses have an interface in any case; a rule can be followed by the one packets come in on. */
function lacksInterface(entry: Statement, list: Statement): boolean {
  if (keywordOf(list) === 'static_ipaddress') return false;
  return !hasWord(entry, 'dev', keywordOf(list) === 'static_rules' ? 'iif' : 'oif');
}

function checkEntry(
  entry: Statement,
  list: Statement,
  groups: readonly Statement[],
  context: RuleContext,
): void {
  const word = groupWord(entry);
  if (word === undefined) return;
  const name = textOf(word);
  const entryName = keywordOf(entry);
  const place = entry.source.origin(spanOf(word));
  const group = groups.find((one) => argumentOf(one) === name);
  const statements = list.parent.statements;
  if (group === undefined || statements.indexOf(group) > statements.indexOf(list)) {
    context.report({
      place,
      message: `${entryName} of ${keywordOf(list)} follows track_group ${name}, which is ${group === undefined ? 'not defined' : 'defined only further down'}`,
      why: 'keepalived looks the name up while it reads the entry, reports it, and keeps the entry without a group.',
      label: 'not known at this point',
      help: `Put track_group ${name} { ... } above ${keywordOf(list)}`,
      related:
        group === undefined ? [] : [{ place: placeOf(group, group.words[1]), message: 'defined here' }],
    });
  } else if (hasWord(entry, 'no_track')) {
    context.report({
      place,
      severity: 'warning',
      message: `${entryName} of ${keywordOf(list)} has both track_group ${name} and no_track`,
      why: 'no_track wins, with a line in the log only: no instance follows the entry.',
      label: 'does not count',
      help: `Remove no_track, or track_group ${name}`,
    });
  } else if (lacksInterface(entry, list)) {
    context.report({
      place,
      message: `${entryName} of ${keywordOf(list)} has track_group ${name}, but no interface that could go down`,
      why: 'The instances of a group follow the interface of the entry. keepalived reports the word and ignores it.',
      label: 'no interface to follow',
      help: `Name the interface: ${keywordOf(list) === 'static_rules' ? 'iif eth0' : 'dev eth0'}`,
    });
  }
}

function check(node: NodeModel, context: RuleContext): void {
  const groups = node.all('track_group');
  for (const group of groups) {
    if (group.words.length === 2 && group.block !== undefined) checkGroup(group, node, context);
  }
  for (const list of staticLists.flatMap((keyword) => node.all(keyword))) {
    for (const entry of list.block?.statements ?? []) checkEntry(entry, list, groups, context);
  }
}

/** Instances that were to follow static addresses, routes and rules, and do not. */
export const addressTrackGroup = defineRule({
  id: 'address/track-group',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A track_group without instances, or a static entry that cannot be followed by one',
    why: 'keepalived removes the group or the reference to it: when the static address or route goes, no instance notices.',
    references: [
      'keepalived vrrp/vrrp_static_track.c: static_track_group_init',
      'keepalived vrrp/vrrp_parser.c: static_track_group_end_handler',
    ],
  },
  ...trackGroupExamples,
  on: { node: check },
});
