import { placeOf, type Statement, textOf, type Word } from '../../../../grammar/configuration.ts';
import { readBoolean } from '../../../../grammar/values/booleans.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { relatedTo, removal, setting } from './settings.ts';

/** Priority of the owner of the addresses (RFC 9568 section 5.2.4). */
const owner = 255;

type Wording = Omit<Finding, 'place'>;

/** A setting that another one of the instance takes the ground from. */
interface Clash {
  readonly keywords: readonly string[];
  /** The words to say when it has no effect here; undefined when all is well. */
  readonly judge: (instance: VrrpInstance, statement: Statement) => Wording | undefined;
}

/** `owner_ignore_adverts` may only be true for an owner, and only false for others (vrrp.c: vrrp_complete_instance). */
function ownerAdverts(instance: VrrpInstance, statement: Statement): Wording | undefined {
  const { name, priority } = instance;
  const asked = booleanOf(statement.words[1]);
  const isOwner = priority.value === owner;
  if (asked === undefined || asked === isOwner) return undefined;
  if (isOwner) {
    return {
      message: `owner_ignore_adverts false does not hold in vrrp_instance ${name}, which has priority 255`,
      why: 'keepalived sets it to true for an owner of the addresses once the instance says anything about it.',
      label: 'set to true',
      help: 'Leave the line out: without strict mode an owner then listens',
    };
  }
  return {
    message: `owner_ignore_adverts has no effect in vrrp_instance ${name}: it is for priority 255, and this is ${priority.value}`,
    why: 'keepalived resets it and listens to the other nodes, as any node must that does not own the addresses.',
    label: 'reset',
    help: 'Remove owner_ignore_adverts',
    ...removal(statement, 'Remove owner_ignore_adverts', 'safe'),
  };
}

/** A flag that may carry a boolean; undefined when the boolean is none. */
function booleanOf(word: Word | undefined): boolean | undefined {
  return word === undefined ? true : readBoolean(textOf(word));
}

function timerExpired({ name, nopreempt }: VrrpInstance, statement: Statement): Wording | undefined {
  if (nopreempt.value) return undefined;
  return {
    message: `${textOf(statement.words[0]!)} has no effect in vrrp_instance ${name} without nopreempt`,
    why: 'A node that preempts takes the VIP back anyway, so keepalived resets it.',
    label: 'reset',
    help: nopreempt.isWritten
      ? 'Make nopreempt hold: state BACKUP and a priority below 255'
      : 'Add nopreempt, on every node, or remove this line',
    ...(nopreempt.isWritten ? { related: relatedTo(nopreempt.statement, 'cleared as well') } : {}),
  };
}

function trackedSource({ name, source }: VrrpInstance): Wording | undefined {
  if (source.value !== undefined) return undefined;
  return {
    message: `track_src_ip has no effect in vrrp_instance ${name}, which sets no source address`,
    why: 'keepalived clears it without a message: the instance does not go to FAULT state when the address it sends from disappears.',
    label: 'nothing to track',
    help: 'Add mcast_src_ip or unicast_src_ip with the address of this node',
    related: relatedTo(source.statement, 'keepalived does not take this address'),
  };
}

function vrf({ name, ...instance }: VrrpInstance): Wording | undefined {
  if (instance.interface.value !== undefined) {
    return {
      message: `vrf has no effect in vrrp_instance ${name}, which has an interface`,
      why: 'An interface is in the VRF it is in; vrf is for unicast instances without one. keepalived drops it.',
      label: 'dropped',
      help: `Remove vrf, and enslave ${instance.interface.value} to the VRF instead`,
      related: relatedTo(instance.interface.statement, 'the interface'),
    };
  }
  if (instance.unicast) return undefined;
  return {
    message: `vrf has no effect in vrrp_instance ${name}, which has no unicast peers`,
    why: 'Multicast leaves by an interface. keepalived drops vrf.',
    label: 'dropped',
    help: 'Add unicast_peer with the addresses of the other nodes',
  };
}

const clashes: readonly Clash[] = [
  { keywords: ['owner_ignore_adverts'], judge: ownerAdverts },
  { keywords: ['timer_expired_backup', 'thread_timer_expired'], judge: timerExpired },
  { keywords: ['track_src_ip'], judge: trackedSource },
  { keywords: ['vrf'], judge: vrf },
];

function check(instance: VrrpInstance, context: RuleContext): void {
  for (const { keywords, judge } of clashes) {
    for (const keyword of keywords) {
      const statement = setting(instance, keyword, context);
      const wording = statement === undefined ? undefined : judge(instance, statement);
      if (wording !== undefined) context.report({ place: placeOf(statement!), ...wording });
    }
  }
}

/** Settings that need another one beside them. */
export const vrrpSettingIgnored = defineRule({
  id: 'vrrp/setting-ignored',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'A setting that has no effect because of the rest of the instance',
    why: 'keepalived takes the line out again when it completes the instance, some of them without a word.',
    references: ['keepalived vrrp/vrrp.c: vrrp_complete_instance'],
  },
  bad: [
    { caption: 'Not an owner', at: '7:5', files: sample({ lines: ['owner_ignore_adverts'] }) },
    { caption: 'nopreempt is missing', at: '7:5', files: sample({ lines: ['timer_expired_backup'] }) },
    { caption: 'No address to look for', at: '7:5', files: sample({ lines: ['track_src_ip'] }) },
  ],
  good: [
    { files: sample({ lines: ['nopreempt', 'timer_expired_backup'] }) },
    { files: sample({ lines: ['mcast_src_ip 192.0.2.11', 'track_src_ip'] }) },
  ],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
