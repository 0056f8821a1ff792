import {
  placeOf,
  placeOfLine,
  type Statement,
  textOf,
  type Word,
} from '../../../../grammar/configuration.ts';
import { readUnsigned } from '../../../../grammar/values/numbers.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { GlobalStatements } from './statements.ts';

type Policy = 'MTU' | 'ADVERT' | 'size';

interface Said {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly word: Word;
}

function policyOf(word: Word): Policy | undefined {
  const text = textOf(word).toUpperCase();
  if (text === 'MTU' || text === 'ADVERT') return text;
  return readUnsigned(text).fault === undefined ? 'size' : undefined;
}

/** What wins over what (keepalived global_parser.c: vrrp_rx_bufs_policy_handler). */
const rank: readonly Policy[] = ['size', 'MTU', 'ADVERT'];

/** Everything said so far counts: the words add up, over several lines too. */
function check(globals: GlobalStatements, context: RuleContext): void {
  let kept: Said | undefined;
  for (const statement of globals.all('vrrp_rx_bufs_policy')) {
    for (const word of statement.words.slice(1)) {
      const policy = policyOf(word);
      if (policy === undefined) continue;
      const said = { policy, statement, word };
      if (kept === undefined || kept.policy === policy) {
        kept ??= said;
        continue;
      }
      const wins: Said = rank.indexOf(policy) < rank.indexOf(kept.policy) ? said : kept;
      report(wins, wins === said ? kept : said, statement, context);
      kept = wins;
    }
  }
}

function report(wins: Said, loses: Said, at: Statement, context: RuleContext): void {
  const [winner, loser] = [textOf(wins.word), textOf(loses.word)];
  context.report({
    place: placeOf(loses.statement, loses.word),
    message: `vrrp_rx_bufs_policy has both ${winner} and ${loser}: ${winner} counts`,
    label: 'ignored',
    help: `vrrp_rx_bufs_policy ${winner}`,
    related: [
      { place: placeOf(wins.statement, wins.word), message: 'this one counts' },
      ...(at === loses.statement ? [] : [{ place: placeOfLine(at), message: 'decided here' }]),
    ],
  });
}

const globals = (policy: string) => `global_defs {
    router_id lb1
    vrrp_rx_bufs_policy ${policy}
}
`;

/** Two ways to size a buffer at once. */
export const globalReceiveBufferPolicy = defineRule({
  id: 'global/receive-buffer-policy',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'vrrp_rx_bufs_policy with two policies, or with a policy and a size',
    why: 'keepalived reports it and goes on with one of the two: a size wins over MTU, and MTU over ADVERT.',
    references: ['keepalived core/global_parser.c: vrrp_rx_bufs_policy_handler'],
  },
  bad: [{ caption: 'ADVERT does not count', at: '3:29', files: globals('MTU ADVERT') }],
  good: [{ files: globals('ADVERT') }],
  on: { node: (node, context) => check(new GlobalStatements(node, context), context) },
});
