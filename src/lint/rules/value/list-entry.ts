import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isCommaList } from '../../words.ts';
import { refusedWords } from '../syntax/walk.ts';
import { optionFinding } from './option-wording.ts';
import { ownerOf, type WordProblem } from './ownership.ts';

const id = 'value/list-entry';

/** The value of an unknown option, or what stands behind a comma: the word before it is reported, and is the mistake. */
function isTold({ statement, word, fault, suggestion, value }: WordProblem, node: NodeModel): boolean {
  if (fault !== 'unknown-option') return false;
  const before = statement.words[statement.words.indexOf(word) - 1];
  if (before === undefined) return false;
  if (isCommaList(before)) return true;
  return suggestion === undefined && !/^[\d/]|:/.test(value) && refusedWords(node).has(before);
}

function report(problem: WordProblem, node: NodeModel, context: RuleContext): void {
  if (ownerOf(problem) === id && !isTold(problem, node))
    context.report({ place: problem.place, ...optionFinding(problem, context) });
}

const instance = (vips: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        ${vips}
    }
}
`;

/** Options of entries of a list, and of keywords with options of their own. */
export const valueListEntry = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'Unknown, repeated or incomplete option in an entry of a list',
    why: 'keepalived passes over what it does not know and leaves out entries it cannot complete: an address, peer or route is missing, or is not as planned.',
    references: [
      'keepalived vrrp/vrrp_ipaddress.c: alloc_ipaddress',
      'keepalived vrrp/vrrp_iproute.c: alloc_route',
    ],
  },
  bad: [
    { caption: 'Two addresses on one line', at: '8:24', files: instance('192.0.2.100/24 192.0.2.101/24') },
    { caption: 'An option without its value', at: '8:24', files: instance('192.0.2.100/24 dev') },
  ],
  good: [{ files: instance('192.0.2.100/24 dev eth0\n        192.0.2.101/24 dev eth0') }],
  on: {
    problem: {
      'bad-argument': (problem, node, context) => report(problem, node, context),
      'bad-entry': (problem, node, context) => report(problem, node, context),
    },
  },
});
