import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hosts, listed, placeIn, relatedBeside, replacing, routerName } from './members.ts';

/** Settings that state MASTER takes away from an instance, as written there. */
function cancelled({ instance }: RouterMember): string[] {
  const lost = [];
  if (instance.nopreempt.origin === 'corrected') lost.push('nopreempt');
  if (instance.preemptDelay.origin === 'corrected' && !instance.nopreempt.isWritten)
    lost.push('preempt_delay');
  return lost;
}

function report(masters: readonly RouterMember[], router: VirtualRouter, context: RuleContext): void {
  const strongest = masters.reduce((best, member) =>
    member.instance.priority.value > best.instance.priority.value ? member : best,
  );
  const others = masters.filter((member) => member !== strongest);
  const place = placeIn(others[0]!.instance, others[0]!.instance.state);
  const lost = [...new Set(masters.flatMap(cancelled))];
  const edits = others.flatMap(({ instance }) => replacing(instance.state, 'BACKUP'));
  context.report({
    place,
    message: `state MASTER is set on ${hosts(masters)} for ${routerName(router)}: priority alone decides who is master`,
    ...(lost.length === 0
      ? {}
      : {
          why: `state MASTER also switches off ${listed(lost)} on the node that states it. It does not make a node master: the election goes by priority.`,
        }),
    label: `${strongest.node.name} states MASTER too`,
    help: listed(others.map(({ node }) => `state BACKUP on ${node.name}`)),
    related: relatedBeside(
      place,
      masters.map(({ node, instance }) => ({
        place: placeIn(instance, instance.state),
        message: `${node.name}, priority ${instance.priority.value}`,
      })),
    ),
    ...(edits.length === others.length
      ? { fixes: [{ title: 'State BACKUP on all but one node', safety: 'unsafe' as const, edits }] }
      : {}),
  });
}

const node = (state: string, priority: number) => `vrrp_instance VI_1 {
    state ${state}
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Several nodes that call themselves MASTER. */
export const clusterBothMaster = defineRule({
  id: 'cluster/both-master',
  severity: 'warning',
  scope: 'cluster',
  fix: 'unsafe',
  docs: {
    summary: 'Several nodes of a virtual router state MASTER',
    why: 'Two nodes cannot both be master, and state does not make one: after the start each node waits and the higher priority wins. Mostly it shows that a file was copied and not adapted, so look at priority and addresses too.',
    references: [
      'RFC 9568 section 6.4.1',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#2546',
    ],
  },
  bad: [
    {
      caption: 'The file of the master, copied to the backup',
      at: 'lb2.conf:2:11',
      files: { 'lb1.conf': node('MASTER', 110), 'lb2.conf': node('MASTER', 100) },
    },
  ],
  good: [
    { files: { 'lb1.conf': node('MASTER', 110), 'lb2.conf': node('BACKUP', 100) } },
    {
      caption: 'BACKUP everywhere: what nopreempt needs',
      files: { 'lb1.conf': node('BACKUP', 110), 'lb2.conf': node('BACKUP', 100) },
    },
  ],
  on: {
    router: (router, _cluster, context) => {
      const masters = router.members.filter(
        ({ instance: { state } }) => state.value === 'MASTER' && state.isWritten,
      );
      if (masters.length > 1) report(masters, router, context);
    },
  },
});
