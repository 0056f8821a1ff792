import { keywordOf, placeOf, type Statement, spanOf } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hasTypographicCharacter, isOnTemplateLine } from '../../words.ts';
import { needsOneName } from './block-names.ts';
import { inBlock } from './naming.ts';

function extraName(statement: Statement, context: RuleContext): void {
  const words = statement.words.slice(1);
  const place = statement.source.origin({ start: words[1]!.startOffset, end: spanOf(words.at(-1)!).end });
  if (isOnTemplateLine(place)) return;
  const keyword = keywordOf(statement);
  const names = words.map((word) => word.image).join(' ');
  context.report({
    place,
    message: `${keyword} takes one name, not ${words.length}: "${names}"`,
    help: `${keyword} ${words.map((word) => word.image).join('_')} {`,
    label: 'one name too many',
  });
}

function missingName(statement: Statement, place: Place, context: RuleContext): void {
  const keyword = keywordOf(statement);
  context.report({
    place,
    message: `${keyword} has no name`,
    help: `${keyword} NAME {`,
    label: 'a name is expected behind this',
  });
}

function parameters(statement: Statement, place: Place, context: RuleContext): void {
  const written = place.source.slice(place.span);
  // A full-width brace, or a blank that is none, is a mistake of another kind.
  if (isOnTemplateLine(place) || hasTypographicCharacter(written)) return;
  const keyword = keywordOf(statement);
  const isReported = compareReleases(context.target ?? NEWEST, '2.1.0') >= 0;
  context.report({
    place,
    ...(isReported ? {} : { severity: 'warning' as const }),
    message: `${keyword} ${inBlock(statement.parent)} takes nothing between the keyword and its {: "${written}" is no entry`,
    why: isReported
      ? 'keepalived reports the words and reads the block without them.'
      : 'keepalived reads the block without these words, and says nothing of it.',
    help: `Write ${written} on a line of its own inside the block, if it is an entry`,
    label: 'not read',
  });
}

/** Words in front of a `{` that the daemon has no use for, or misses. */
export const syntaxBlockHeader = defineRule({
  id: 'syntax/block-header',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A block without its name, with two of them, or with words in front of its {',
    why: 'keepalived skips the whole block: nothing in it is in force.',
    references: [
      'keepalived vrrp_parser.c: vrrp_handler, vrrp_sync_group_handler',
      'keepalived lib/parser.c: alloc_value_block, skip_block',
    ],
  },
  bad: [
    {
      caption: 'A name of two words: the instance is skipped',
      at: '1:20',
      files: `vrrp_instance VI_1 web {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'An address in front of the brace',
      at: '6:23',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress 192.0.2.100/24 {
        192.0.2.101/24
    }
}
`,
    },
  ],
  good: [
    {
      caption: 'A name in double quotes is one word',
      files: `vrrp_instance "VI_1 web" {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: {
    statement: Object.fromEntries(
      ['vrrp_instance', 'vrrp_sync_group', 'track_group'].map((keyword) => [
        `/${keyword}`,
        (statement: Statement, _node: unknown, context: RuleContext) => {
          if (needsOneName(statement) && statement.words.length > 2) extraName(statement, context);
        },
      ]),
    ),
    problem: {
      'list-block-parameters': ({ statement, place }, _node, context) =>
        parameters(statement, place, context),
      'bad-header': ({ statement, fault }, _node, context) => {
        if (fault === 'missing-name') missingName(statement, placeOf(statement), context);
        else extraName(statement, context);
      },
    },
  },
});
