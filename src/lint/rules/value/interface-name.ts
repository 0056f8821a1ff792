import { maxInterfaceName, utf8Length } from '../../../../grammar/values/interface-name.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { consequence, nameOfBlock } from './wording.ts';

const id = 'value/interface-name';

/** What is wrong with the name, and what to do about it. */
function fault(name: string): { message: string; label: string; help?: string } {
  if (name === '') return { message: 'is empty', label: 'no name' };
  const alias = /^([^:]+):[^:]*$/.exec(name)?.[1];
  if (alias !== undefined && utf8Length(name) <= maxInterfaceName) {
    return {
      message: `"${name}" is a label, not an interface`,
      label: 'an address label',
      help: `name the interface ${alias}; the label goes to the address: 192.0.2.100/24 dev ${alias} label ${name}`,
    };
  }
  if (utf8Length(name) > maxInterfaceName) {
    return {
      message: `"${name}" is longer than ${maxInterfaceName} characters`,
      label: 'too long from here on',
      help: 'ip -br link lists the names of this host',
    };
  }
  return {
    message: `"${name}" has characters no interface name has`,
    label: 'not a name',
    help: 'ip -br link lists the names of this host',
  };
}

function report(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const { message, label, help } = fault(problem.value);
  const isOwn = problem.statement.parent.path === 'vrrp_instance' && problem.kind === 'bad-argument';
  context.report({
    place: problem.place,
    message: `interface name ${message}, in ${nameOfBlock(problem.statement.parent)}`,
    why: isOwn
      ? 'No Linux interface can have this name. The instance is left without an interface, and keepalived refuses to start VRRP.'
      : `No Linux interface can have this name. ${consequence(problem)}`,
    label,
    ...(help === undefined ? {} : { help }),
  });
}

const instance = (name: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface ${name}
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Names that no network interface of a Linux host can have (IFNAMSIZ, dev_valid_name). */
export const valueInterfaceName = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'Interface name that is longer than 15 characters or has a slash, a colon or a blank in it',
    why: 'No Linux interface can have such a name: the instance is left without an interface, and keepalived refuses to start VRRP.',
    references: [
      'Linux net/core/dev.c: dev_valid_name',
      'keepalived vrrp/vrrp_parser.c: vrrp_int_handler',
      'keepalived issues 638, 1036',
    ],
  },
  bad: [
    { caption: 'Sixteen characters and more', at: '3:30', files: instance('enterprise-uplink0') },
    {
      caption: 'An alias of the old days is a label, not an interface',
      at: '3:15',
      files: instance('eth0:1'),
    },
  ],
  good: [{ files: instance('ens192') }],
  on: {
    problem: {
      'bad-argument': (problem, _node, context) => report(problem, context),
      'bad-entry': (problem, _node, context) => report(problem, context),
    },
  },
});
