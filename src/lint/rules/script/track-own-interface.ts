import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { Tracked, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { removeStatement } from '../syntax/edits.ts';

/** First release that says so; before it the entry was taken without a word. */
const REPORTED_SINCE = '2.0.0';

function report(tracked: Tracked, instance: VrrpInstance, context: RuleContext): void {
  const isReported = compareReleases(context.target ?? NEWEST, REPORTED_SINCE) >= 0;
  const isWeighted = tracked.weight.value !== 0;
  const edit = removeStatement(tracked.statement);
  const own = instance.interface;
  const isUntracked = instance.dontTrackPrimary.value;
  context.report({
    place: tracked.place,
    ...(isReported || isWeighted ? {} : { severity: 'info' as const }),
    message: isWeighted
      ? `track_interface of vrrp_instance ${instance.name} gives its own interface ${tracked.name} a weight, which never counts`
      : `track_interface of vrrp_instance ${instance.name} names its own interface ${tracked.name}, which is tracked anyway`,
    why: why(tracked.name, isReported, isWeighted, isUntracked),
    label: 'its own interface',
    help: isUntracked
      ? 'Remove dont_track_primary to have the interface tracked, or remove this entry'
      : `Remove ${tracked.name} from track_interface`,
    ...(own.place === undefined ? {} : { related: [{ place: own.place, message: 'its interface' }] }),
    ...(edit === undefined || isUntracked
      ? {}
      : { fixes: [{ title: `Remove ${tracked.name}`, safety: 'safe' as const, edits: [edit] }] }),
  });
}

function why(name: string, isReported: boolean, isWeighted: boolean, isUntracked: boolean): string {
  const said = isReported
    ? 'keepalived reports the entry and leaves it out; keepalived -t fails for it. '
    : '';
  if (isUntracked) {
    return `${said}dont_track_primary says the opposite, and wins: with ${name} down the node stays as it is.`;
  }
  return isWeighted
    ? `${said}With ${name} down the instance is in FAULT state, whatever the weight.`
    : `${said}The instance goes to FAULT state when ${name} goes down, with or without the entry.`;
}

const instance = (name: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_interface {
        ${name}
    }
}
`;

/** An instance that lists its own interface in track_interface. */
export const scriptTrackOwnInterface = defineRule({
  id: 'script/track-own-interface',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'track_interface lists the interface of the instance itself',
    why: 'The interface is tracked anyway; keepalived leaves the entry out.',
    references: [
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#2649',
      'acassen/keepalived#1371',
      'acassen/keepalived#921',
    ],
  },
  bad: [{ caption: 'eth0 is watched without this entry', at: '11:9', files: instance('eth0') }],
  good: [{ caption: 'The other side of the router', files: instance('eth1') }],
  on: {
    instance: (one, _node, context) => {
      for (const tracked of one.tracked) {
        if (tracked.dropped === 'own-interface') report(tracked, one, context);
      }
    },
  },
});
