import { keywordOf } from '../../../../grammar/configuration.ts';
import type { RouterMember } from '../../../model/cluster.ts';
import { defineRule } from '../../rule.ts';
import { differenceIn, hosts, routerName } from './members.ts';
import { typeOn, worded } from './mismatch.ts';

const versionOf = ({ instance }: RouterMember) => instance.version;

/** The line that gives every deviant the version of the others, or takes away what sets it apart. */
function helpFor(
  right: number,
  reference: readonly RouterMember[],
  deviants: readonly RouterMember[],
): string {
  const [deviant] = deviants;
  const { statement } = deviant!.instance.version;
  if (statement === undefined) return typeOn(`version ${right} in the vrrp_instance`, deviants);
  return `${typeOn(`${keywordOf(statement)} ${right}`, deviants)}, or version ${versionOf(deviant!).value} on ${hosts(reference)}`;
}

const node = (globals: string, priority: number) => `global_defs {
${globals}    enable_script_security
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** VRRPv2 on one node, VRRPv3 on another. */
export const clusterVersionMismatch = defineRule({
  id: 'cluster/version-mismatch',
  severity: 'error',
  scope: 'cluster',
  docs: {
    summary: 'Nodes of a virtual router that speak different versions of VRRP',
    why: 'A node drops advertisements of the other version, so no node hears the other: both become master and hold the VIP.',
    references: [
      'RFC 9568 section 7.1',
      'keepalived vrrp/vrrp.c: vrrp_check_packet',
      'acassen/keepalived#1490',
    ],
  },
  bad: [
    {
      caption: 'vrrp_version added to one node',
      at: 'lb2.conf:2:18',
      files: { 'lb1.conf': node('', 110), 'lb2.conf': node('    vrrp_version 3\n', 100) },
    },
  ],
  good: [
    {
      files: {
        'lb1.conf': node('    vrrp_version 3\n', 110),
        'lb2.conf': node('    vrrp_version 3\n', 100),
      },
    },
    {
      caption: 'Version 2 is the default for IPv4',
      files: { 'lb1.conf': node('', 110), 'lb2.conf': node('    vrrp_version 2\n', 100) },
    },
  ],
  on: {
    router: (router, _cluster, context) => {
      const difference = differenceIn(router.members, (member) => versionOf(member).value);
      if (difference === undefined) return;
      const { reference, deviants } = difference;
      context.report({
        ...worded({
          what: 'the VRRP version',
          of: routerName(router),
          difference,
          known: versionOf,
          textOf: (member) => String(versionOf(member).value),
        }),
        help: helpFor(versionOf(reference[0]!).value, reference, deviants),
      });
    },
  },
});
