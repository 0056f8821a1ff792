import { isOfHost } from '../../../../grammar/preprocess/definitions.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { type Difference, differenceIn, groupedBy, hosts, relatedBeside, routerName } from './members.ts';

/** What is compared: the type and the first 8 bytes of the password. */
function keyOf({ instance }: RouterMember): string {
  const { type, pass } = instance.authentication;
  return `${type.value} ${pass.value ?? ''}`;
}

function typeOf({ instance }: RouterMember): string {
  const { type } = instance.authentication;
  return type.value === 'none' ? 'none' : `auth_type ${type.value}`;
}

/** Why a node that has an authentication block sends none. */
function reasonOf({ instance }: RouterMember): string {
  const { dropped } = instance.authentication;
  if (dropped === 'strict') return ': vrrp_strict switches it off';
  if (dropped === 'no-pass') return ': there is no auth_pass';
  return '';
}

/** The password, or what there is of the authentication in its place. */
function placeOf({ instance }: RouterMember): Place {
  const { written, writtenType, dropped } = instance.authentication;
  const strict = dropped === 'strict' ? instance.strict.place : undefined;
  return strict ?? written.place ?? writtenType.place ?? instance.place;
}

function placeOfType({ instance }: RouterMember): Place {
  const { writtenType, dropped } = instance.authentication;
  const strict = dropped === 'strict' ? instance.strict.place : undefined;
  return strict ?? writtenType.place ?? instance.place;
}

/** Types differ: say which, the passwords do not matter then. */
function reportTypes({ reference, deviants }: Difference, router: VirtualRouter, context: RuleContext): void {
  const place = placeOfType(deviants[0]!);
  const values = [...groupedBy(deviants, typeOf), reference].map(
    (group) => `${typeOf(group[0]!)} on ${hosts(group)}`,
  );
  context.report({
    place,
    message: `authentication differs for ${routerName(router)}: ${values.join(', ')}`,
    label: `${typeOf(deviants[0]!)}${reasonOf(deviants[0]!)}`,
    help: 'Give all nodes the same auth_type and auth_pass, or none of them an authentication block',
    related: relatedBeside(
      place,
      [...reference, ...deviants].map((member) => ({
        place: placeOfType(member),
        message: `${member.node.name}: ${typeOf(member)}${reasonOf(member)}`,
      })),
    ),
  });
}

function reportPasswords(
  { reference, deviants }: Difference,
  router: VirtualRouter,
  context: RuleContext,
): void {
  const place = placeOf(deviants[0]!);
  context.report({
    place,
    message: `auth_pass of ${hosts(deviants)} for ${routerName(router)} is not that of ${hosts(reference)}`,
    label: `not the password of ${hosts(reference)}`,
    help: `Give ${hosts([...reference, ...deviants])} the same auth_pass; its first 8 bytes are what counts`,
    related: relatedBeside(
      place,
      [...reference, ...deviants].map((member) => ({
        place: placeOf(member),
        message: `the password of ${member.node.name}`,
      })),
    ),
  });
}

const node = (authentication: string, priority: number) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
${authentication}}
`;
const password = (text: string) => `    authentication {
        auth_type PASS
        auth_pass ${text}
    }
`;

/** Nodes that refuse each other's password. */
export const clusterAuthMismatch = defineRule({
  id: 'cluster/auth-mismatch',
  severity: 'error',
  scope: 'cluster',
  docs: {
    summary: 'Nodes of a virtual router that do not authenticate alike',
    why: 'A node drops advertisements that do not carry its own kind of authentication and password, so none hears the other: both become master and hold the VIP.',
    references: [
      'RFC 2338 section 5.3.10',
      'keepalived vrrp/vrrp.c: vrrp_check_packet',
      'acassen/keepalived#2433',
    ],
  },
  bad: [
    {
      caption: 'Passwords that differ in the eighth character',
      at: 'lb2.conf:12:19',
      files: { 'lb1.conf': node(password('k33pAlv1'), 110), 'lb2.conf': node(password('k33pAlv2'), 100) },
    },
    {
      caption: 'A password on one node only',
      at: 'lb2.conf:1:15',
      files: { 'lb1.conf': node(password('k33pAlv1'), 110), 'lb2.conf': node('', 100) },
    },
  ],
  good: [
    { files: { 'lb1.conf': node(password('k33pAlv1'), 110), 'lb2.conf': node(password('k33pAlv1'), 100) } },
    {
      caption: 'It may be the same',
      files: {
        'lb1.conf': node(password('k33pAlv1'), 110),
        'lb2.conf': node(password('${_ENV VRRP_PASS}'), 100),
      },
    },
  ],
  on: {
    router: (router, _cluster, context) => {
      const { members } = router;
      const version = members[0]!.instance.version.value;
      // Only VRRPv2 authenticates so; nodes of different versions do not hear each other anyway.
      if (members.some(({ instance }) => instance.version.value !== version)) return;
      if (members.some(({ instance }) => instance.authentication.hmac !== undefined)) return;
      const byType = differenceIn(members, typeOf);
      if (byType !== undefined) return reportTypes(byType, router, context);
      // One that the host alone knows may be the same.
      if (members.some(({ instance }) => isOfHost(instance.authentication.written.value ?? ''))) return;
      const byPassword = differenceIn(members, keyOf);
      if (byPassword !== undefined) reportPasswords(byPassword, router, context);
    },
  },
});
