import { placeOfLine } from '../../../../grammar/configuration.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { nameOfBlock, shown, typeThis } from './wording.ts';

const id = 'value/vrid-range';

const help =
  'virtual_router_id 51, or another number from 1 to 255: the same on all nodes of this virtual router, used by no other on the network';

const why =
  'The VRID is one byte of every advertisement. Without a valid one the VRRP process refuses to start: no instance of this node runs, the healthy ones neither.';

function reportValue(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const isNumber = problem.fault === 'out-of-range';
  context.report({
    place: problem.place,
    message: isNumber
      ? `virtual_router_id ${shown(problem)} in ${nameOfBlock(problem.statement.parent)} is outside 1-255`
      : `virtual_router_id "${problem.value}" in ${nameOfBlock(problem.statement.parent)} is not a whole number, 1-255`,
    why,
    label: 'must be 1-255',
    help,
    ...typeThis(problem),
  });
}

function reportMissing(instance: VrrpInstance, context: RuleContext): void {
  if (instance.all('virtual_router_id').length > 0) return;
  context.report({
    place: placeOfLine(instance.statement),
    message: `vrrp_instance ${instance.name} has no virtual_router_id`,
    why,
    help,
    label: 'no virtual_router_id inside',
  });
}

/** The VRID is needed, and is one byte without the value 0 (RFC 9568 section 5.2.3). */
export const valueVridRange = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'virtual_router_id missing or outside 1-255',
    why,
    references: [
      'RFC 9568 section 5.2.3',
      'keepalived vrrp/vrrp_parser.c: vrrp_vrid_handler, vrrp/vrrp.c: chk_min_cfg',
    ],
  },
  bad: [
    {
      caption: 'More than one byte',
      at: '4:23',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 300
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'No VRID at all',
      at: '1:1',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: {
    problem: { 'bad-argument': (problem, _node, context) => reportValue(problem, context) },
    instance: (instance, _node, context) => reportMissing(instance, context),
  },
});
