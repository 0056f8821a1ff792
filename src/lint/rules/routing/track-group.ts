import { argumentOf, placeOf, type Statement, textOf, type Word } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { type Entry, firstOf, isRule, nameOfEntry, readEntry } from './entry.ts';
import { entry as sample } from './sample.ts';

const staticLists = ['static_ipaddress', 'static_routes', 'static_rules'];

/** The groups by name, and where top-level blocks stand: names are looked up while the file is read. */
interface Groups {
  readonly byName: ReadonlyMap<string, Statement>;
  readonly position: ReadonlyMap<Statement, number>;
}

function groupsOf(node: NodeModel): Groups {
  const { statements } = node.configuration.root;
  return {
    // Of two groups of a name keepalived skips the second.
    byName: new Map([...node.all('track_group')].reverse().map((group) => [argumentOf(group) ?? '', group])),
    position: new Map(statements.map((statement, at) => [statement, at])),
  };
}

function reportUnknown(entry: Entry, value: Word, late: Statement | undefined, context: RuleContext): void {
  const name = textOf(value);
  context.report({
    place: placeOf(entry.statement, value),
    message:
      late === undefined
        ? `${nameOfEntry(entry)} names track_group ${name}, which is not defined`
        : `track_group ${name} is defined below ${nameOfEntry(entry)}, which names it`,
    label: late === undefined ? 'not defined' : 'not known yet',
    help:
      late === undefined
        ? `track_group ${name} { group { VI_1 } } above ${entry.list}`
        : `Move track_group ${name} above ${entry.list}`,
    related: late === undefined ? [] : [{ place: placeOf(late, late.words[1]), message: 'defined here' }],
  });
}

function checkOptions(entry: Entry, value: Word, context: RuleContext): void {
  const noTrack = entry.options.get('no_track');
  const devices = isRule(entry) ? ['dev', 'iif'] : ['dev', 'oif'];
  // An address without dev goes to the default interface.
  if (entry.list !== 'static_ipaddress' && firstOf(entry, devices) === undefined) {
    context.report({
      place: placeOf(entry.statement, value),
      message: `${nameOfEntry(entry)} has a track_group, but no interface that could go down`,
      label: 'nothing to watch',
      help: `Add ${isRule(entry) ? 'iif' : 'dev'} INTERFACE`,
    });
  } else if (noTrack !== undefined) {
    context.report({
      place: placeOf(entry.statement, noTrack.word),
      severity: 'warning',
      message: `${nameOfEntry(entry)} has both track_group and no_track`,
      why: 'no_track wins, and a configuration test does not mention it: the instances of the group do not watch the entry.',
      label: 'wins over track_group',
      help: 'Remove one of the two',
      related: [{ place: placeOf(entry.statement, value), message: 'without effect' }],
    });
  }
}

function checkEntry(entry: Entry, groups: Groups, context: RuleContext): void {
  const value = entry.options.get('track_group')?.value;
  if (value === undefined) return;
  const group = groups.byName.get(textOf(value));
  const at = groups.position.get(entry.statement.parent.owner!) ?? 0;
  if (group === undefined || (groups.position.get(group) ?? 0) > at) {
    reportUnknown(entry, value, group, context);
  } else checkOptions(entry, value, context);
}

function check(node: NodeModel, context: RuleContext): void {
  if (!isFrom(context, '2.0.3')) return;
  let groups: Groups | undefined;
  for (const list of staticLists.flatMap((keyword) => node.all(keyword))) {
    for (const statement of list.block?.statements ?? []) {
      if (!statement.words.some((word) => textOf(word) === 'track_group')) continue;
      const entry = node.lostEntries.has(statement) ? undefined : readEntry(statement, context);
      groups ??= groupsOf(node);
      if (entry !== undefined) checkEntry(entry, groups, context);
    }
  }
}

const group = 'track_group uplink {\n    group {\n        VI_1\n    }\n}\n\n';
const route = '198.51.100.0/24 via 192.0.2.1';

/** Static entries that are not watched by the group they name. */
export const routingTrackGroup = defineRule({
  id: 'routing/track-group',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A track_group of a static entry that is not there yet, or has nothing to watch',
    why: 'keepalived reports it and goes on without: when the interface fails, the instances of the group stay as they are.',
    references: [
      'keepalived vrrp/vrrp_static_track.c: static_track_group_find, static_track_group_init',
      'keepalived vrrp/vrrp_iproute.c: alloc_route',
    ],
  },
  bad: [
    {
      caption: 'Not defined',
      at: '2:56',
      files: sample('static_routes', `${route} dev eth0 track_group uplink`),
    },
    {
      caption: 'No interface',
      at: '8:47',
      files: sample('static_routes', `${route} track_group uplink`, group),
    },
    {
      caption: 'The two say the opposite',
      at: '8:63',
      files: sample('static_routes', `${route} dev eth0 track_group uplink no_track`, group),
    },
  ],
  good: [{ files: sample('static_routes', `${route} dev eth0 track_group uplink`, group) }],
  on: { node: check },
});
