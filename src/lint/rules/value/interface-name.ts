import { keywordOf } from '../../../../grammar/configuration.ts';
import { maxInterfaceName, utf8Length } from '../../../../grammar/values/interface-name.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { consequence, lineWith, nameOfValue, whereabouts } from './wording.ts';

const id = 'value/interface-name';

const refused = 'The instance is left without an interface, and keepalived refuses to start VRRP.';
const madeUp =
  'keepalived ignores it and makes up another, such as vrrp.51, which scripts and firewall rules do not know.';

/** The keyword or option in front of the name; a list has none. */
function nameOfName(problem: WordProblem): string {
  const name = nameOfValue(problem);
  return problem.kind === 'bad-entry' && problem.option === undefined ? 'interface' : name;
}

/** What is wrong with the name, and what to do about it. */
function fault(problem: WordProblem): { message: string; label: string; help?: string } {
  const name = problem.value;
  if (name === '') return { message: 'is empty', label: 'no name' };
  const alias = /^([^:]+):[^:]*$/.exec(name)?.[1];
  if (alias !== undefined && utf8Length(name) <= maxInterfaceName) {
    return {
      message: 'is a label, not an interface',
      label: 'an address label',
      help: withLabel(problem, alias),
    };
  }
  if (utf8Length(name) > maxInterfaceName) {
    return {
      message: `is longer than ${maxInterfaceName} characters`,
      label: 'too long from here on',
      help: 'ip -br link lists the names of this host',
    };
  }
  return {
    message: 'has characters that no interface name has',
    label: 'not a name',
    help: 'ip -br link lists the names of this host',
  };
}

/** The line with the interface; the label belongs to the address. */
function withLabel(problem: WordProblem, alias: string): string {
  const { statement, word, value, kind } = problem;
  const line = lineWith(statement, word, alias);
  const isAddress = kind === 'bad-entry' && /ipaddress/.test(statement.parent.path);
  if (!isAddress) return `${line}; the label goes to the address: ADDRESS/LENGTH dev ${alias} label ${value}`;
  const hasLabel = statement.words.some((one) => one.image === 'label');
  return hasLabel ? line : lineWith(statement, word, `${alias} label ${value}`);
}

function report(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const { message, label, help } = fault(problem);
  const { kind, statement } = problem;
  const isMade = kind === 'bad-argument' && /^use_(?:vmac|ipvlan)$/.test(keywordOf(statement));
  const isOwn = kind === 'bad-argument' && statement.parent.path === 'vrrp_instance' && !isMade;
  context.report({
    place: problem.place,
    message: `${nameOfName(problem)} "${problem.value}" ${whereabouts(problem)} ${message}`,
    why: `No Linux interface can have this name. ${isMade ? madeUp : isOwn ? refused : consequence(problem)}`,
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
