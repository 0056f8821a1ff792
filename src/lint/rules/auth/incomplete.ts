import { argumentOf, placeOf, type Statement, statementsNamed } from '../../../../grammar/configuration.ts';
import type { BadArgument } from '../../../../grammar/problems.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf } from '../value/ownership.ts';
import { replacement } from '../value/wording.ts';

const id = 'auth/incomplete';

function reportType(problem: BadArgument, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const { suggestion, value } = problem;
  const isCase = suggestion?.toLowerCase() === value.toLowerCase();
  context.report({
    place: problem.place,
    message: `auth_type "${value}" is no type that keepalived knows: it is PASS or AH, in upper case`,
    label: suggestion === undefined ? 'PASS or AH' : `did you mean ${suggestion}?`,
    help: /^no/i.test(value)
      ? 'Remove the authentication block on all nodes: without it there is none'
      : `auth_type ${suggestion ?? 'PASS'}`,
    ...(isCase ? replacement(problem, suggestion, 'unsafe') : {}),
  });
}

/** The statements of all authentication blocks: keepalived takes them together. */
function inAuthentication(instance: VrrpInstance, keyword: string): Statement[] {
  return instance.all('authentication').flatMap((block) => statementsNamed(block.block, keyword));
}

function check(instance: VrrpInstance, context: RuleContext): void {
  // VRRPv3 has no such authentication, whole or not; auth_hmac takes its place.
  if (instance.version.value === 3 || instance.authentication.hmac !== undefined) return;
  const [type] = inAuthentication(instance, 'auth_type');
  const [pass] = inAuthentication(instance, 'auth_pass');
  if ((type === undefined) === (pass === undefined)) return;
  // A type that is none is found as such; whether a password is missing with it cannot be told.
  if (type !== undefined && !/^(?:pass|ah|hmac)$/i.test(argumentOf(type) ?? '')) return;
  const given = type ?? pass!;
  const [has, lacks] = type === undefined ? ['auth_pass', 'auth_type'] : ['auth_type', 'auth_pass'];
  context.report({
    place: placeOf(given),
    message: `authentication of vrrp_instance ${instance.name} has ${has} but no ${lacks}`,
    label: `without ${lacks} it has no effect`,
    help: type === undefined ? 'auth_type PASS' : 'auth_pass with up to 8 characters, the same on all nodes',
  });
}

const node = (lines: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    authentication {
${lines}    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Half an authentication. */
export const authIncomplete = defineRule({
  id,
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'auth_type without auth_pass, auth_pass without auth_type, or an unknown auth_type',
    why: 'keepalived then sends no authentication at all. A node whose block is complete drops such advertisements: both become master.',
    references: [
      'keepalived vrrp/vrrp_parser.c: vrrp_auth_type_handler',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#1138',
    ],
  },
  bad: [
    { caption: 'No type: the password is ignored', at: '8:9', files: node('        auth_pass k33pAl1v\n') },
    {
      caption: 'No authentication is no type',
      at: '8:19',
      files: node('        auth_type none\n'),
    },
    {
      caption: 'Types are in upper case',
      at: '8:19',
      files: node('        auth_type pass\n        auth_pass k33pAl1v\n'),
    },
  ],
  good: [{ files: node('        auth_type PASS\n        auth_pass k33pAl1v\n') }],
  on: {
    instance: (instance, _node, context) => check(instance, context),
    problem: { 'bad-argument': (problem, _node, context) => reportType(problem, context) },
  },
});
