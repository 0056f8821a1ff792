import { keywordOf } from '../../../../grammar/configuration.ts';
import type { UnknownKeyword } from '../../../../grammar/problems.ts';
import { blockTable, isKnownIn, keywordSpec, NEWEST } from '../../../../grammar/vocabulary/index.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isExplained } from './explained.ts';
import { isMisplaced, meantByContent } from './misplaced.ts';
import { cascadeAt, cascadeOf, inBlock, lineWith, misreads, nameOfBlock, oneOf } from './naming.ts';
import { notMeantAsKeyword } from './not-a-keyword.ts';
import { isRepeated } from './walk.ts';

/** Blocks with more keywords than this are not listed. */
const MAX_LISTED = 20;

function report(problem: UnknownKeyword, node: NodeModel, context: RuleContext): void {
  const { statement, place } = problem;
  const cascade = cascadeAt(place, node);
  if (isMisplaced(problem) || isRepeated(problem, node) || isExplained(problem, node)) return;
  const suggestions = suggestionsOf(problem);
  const [best] = suggestions;
  const related = cascadeOf(cascade);
  const special = notMeantAsKeyword(statement);
  const help = special?.help ?? (best === undefined ? knownKeywords(problem, node) : spelt(problem, best));
  const fixes = special === undefined ? spellingFix(problem, best) : special.fixes;
  context.report({
    place,
    message: `${special?.message ?? unknown(problem, suggestions, cascade.length > 0)}${misreads(cascade, place)}`,
    ...(cascade.length > 0
      ? {
          why: `keepalived skips the word, not its block: the lines inside count as lines of ${nameOfBlock(statement.parent)}, and its } closes that too early.`,
        }
      : {}),
    help,
    label: special?.label ?? (best === undefined ? 'not a keyword here' : `${best}?`),
    related,
    ...(fixes === undefined ? {} : { fixes }),
  });
}

/** The nearest keywords; of a block that is like none of them, or is in the wrong place, what its lines make of it. */
function suggestionsOf(problem: UnknownKeyword): readonly string[] {
  const { elsewhere, statement } = problem;
  const keyword = keywordOf(statement);
  // The opposite is not meant: no_email_faults by email_faults.
  const suggestions = problem.suggestions.filter(
    (name) => name !== `no_${keyword}` && keyword !== `no_${name}`,
  );
  const meant = suggestions.length === 0 || elsewhere.length > 0 ? meantByContent(problem) : undefined;
  return meant === undefined ? suggestions : [meant];
}

/** The question ends the sentence, unless there is more to say. */
function unknown({ statement }: UnknownKeyword, suggestions: readonly string[], goesOn: boolean): string {
  const question = `did you mean ${oneOf(suggestions)}?`;
  const meant = suggestions.length === 0 ? '' : goesOn ? ` (${question})` : `; ${question}`;
  return `"${keywordOf(statement)}" ${inBlock(statement.parent)} is not a keyword${meant}`;
}

/** The line with the keyword that is near; where that is an old one, its newer form too. */
function spelt({ statement, block }: UnknownKeyword, best: string): string {
  const newer = keywordSpec(block, best)?.deprecated?.replace(/^(\w+) (\w+)$/, '$2 in $1');
  return `${lineWith(statement, 0, best)}${newer === undefined || newer === '' ? '' : `, or what is written for it today: ${newer}`}`;
}

function spellingFix({ place, statement }: UnknownKeyword, best: string | undefined): Fix[] | undefined {
  if (best === undefined || place.source.slice(place.span) !== statement.words[0]!.image) return undefined;
  return [{ title: `Write ${best}`, safety: 'unsafe', edits: [{ place, text: best }] }];
}

function knownKeywords(problem: UnknownKeyword, node: NodeModel): string {
  const release = node.release ?? NEWEST;
  const names = Object.entries(blockTable(problem.block)?.keywords ?? {})
    .filter(([, spec]) => isKnownIn(release, spec) && spec.deprecated === undefined)
    .map(([name]) => name)
    .sort();
  if (names.length === 0 || names.length > MAX_LISTED)
    return problem.statement.block !== undefined
      ? 'Remove the line and its block'
      : 'Remove the line, or begin it with # if it is a remark';
  return `Keywords here: ${names.join(', ')}`;
}

/** Words that no keyword table of their block knows. */
export const syntaxUnknownKeyword = defineRule({
  id: 'syntax/unknown-keyword',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A keyword that keepalived does not know',
    why: 'keepalived logs the word, skips its line and carries on: the setting it was meant to make is simply not there.',
    references: [
      'keepalived lib/parser.c: process_stream',
      'acassen/keepalived#535',
      'acassen/keepalived#2433',
      'acassen/keepalived#542',
    ],
  },
  bad: [
    {
      caption: 'raise for rise',
      at: '5:5',
      files: `vrrp_script chk_web {
    script "/usr/bin/pgrep -x nginx"
    interval 2
    fall 2
    raise 2
}
`,
    },
    {
      caption: 'Two slashes begin no comment',
      at: '5:5',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    // the other node has 150
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      files: `vrrp_script chk_web {
    script "/usr/bin/pgrep -x nginx"
    interval 2
    fall 2
    rise 2
}
`,
    },
  ],
  on: {
    problem: {
      'unknown-keyword': report,
      'more-unknown-keywords': ({ place, count }, node, context) => {
        context.report({
          place,
          message: `${count} more words are not keywords: is ${node.main.path} a keepalived configuration at all?`,
          label: 'the first of them',
        });
      },
    },
  },
});
