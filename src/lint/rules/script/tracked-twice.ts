import { placeOfLine } from '../../../../grammar/configuration.ts';
import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { NodeModel, Tracked } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { removeStatement } from '../syntax/edits.ts';
import { lineNumber } from '../syntax/naming.ts';
import { trackedIn } from './tracking.ts';

/** Before it a second entry was tracked like the first. */
const DROPPED_SINCE = '2.0.0';

function sameSetting(first: Tracked, second: Tracked): boolean {
  return first.weight.value === second.weight.value && first.reverse === second.reverse;
}

function checkList(owner: string, entries: readonly Tracked[], context: RuleContext): void {
  for (const tracked of entries) {
    if (tracked.dropped !== 'repeated') continue;
    const first = entries.find((one) => one.kind === tracked.kind && one.name === tracked.name);
    if (first !== undefined) report(owner, first, tracked, context);
  }
}

function report(owner: string, first: Tracked, second: Tracked, context: RuleContext): void {
  const isDropped = compareReleases(context.target ?? NEWEST, DROPPED_SINCE) >= 0;
  const isSame = sameSetting(first, second);
  const edit = isSame ? removeStatement(second.statement) : undefined;
  const list = trackedIn[second.kind];
  const line = lineNumber(first.place);
  context.report({
    place: second.place,
    ...(isSame || !isDropped ? { severity: 'warning' as const } : {}),
    message: isSame
      ? `${list} of ${owner} lists ${second.name} twice, here and on line ${line}`
      : `${list} of ${owner} lists ${second.name} twice: weight ${first.weight.value} of line ${line} counts, weight ${second.weight.value} does not`,
    why: isDropped
      ? 'keepalived reports the second entry and leaves it out.'
      : 'Releases before 2.0.0 track both, so that every failure counts twice.',
    label: isSame ? 'the same again' : 'left out',
    help: 'Remove one of the two lines',
    related: [{ place: placeOfLine(first.statement), message: 'the entry that counts' }],
    ...(edit === undefined
      ? {}
      : { fixes: [{ title: `Remove the second ${second.name}`, safety: 'safe' as const, edits: [edit] }] }),
  });
}

function check(node: NodeModel, context: RuleContext): void {
  for (const instance of node.instances)
    checkList(`vrrp_instance ${instance.name}`, instance.tracked, context);
  for (const group of node.syncGroups) checkList(`vrrp_sync_group ${group.name}`, group.tracked, context);
}

const node = (entries: string) => `vrrp_script chk_nginx {
    script "/usr/bin/pgrep -x nginx"
    interval 2
    fall 2
    rise 2
    weight -20
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_script {
        ${entries}
    }
}
`;

/** The same object twice in one track_* list. */
export const scriptTrackedTwice = defineRule({
  id: 'script/tracked-twice',
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'The same script, interface, file, process or BFD session twice in one track list',
    why: 'keepalived takes the first entry and leaves the second out: its weight never counts.',
    references: ['keepalived vrrp/vrrp_track.c: alloc_track_script, alloc_track_if'],
  },
  bad: [
    {
      caption: 'The priority drops by 20, not by 40',
      at: '20:9',
      files: node('chk_nginx\n        chk_nginx weight -40'),
    },
    { caption: 'One line too many', at: '20:9', files: node('chk_nginx\n        chk_nginx') },
  ],
  good: [{ files: node('chk_nginx weight -40') }],
  on: { node: check },
});
