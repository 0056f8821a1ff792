import { keywordOf, type Statement } from '../../../../grammar/configuration.ts';
import type { MissingValue } from '../../../../grammar/problems.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { ArgumentSpec } from '../../../../grammar/vocabulary/types.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hasTypographicCharacter, isOnTemplateLine } from '../../words.ts';
import { needsOneName } from './block-names.ts';
import { expectedValue, placeholderFor } from './expected-value.ts';
import { inBlock, lineWith } from './naming.ts';
import { isRepeated } from './walk.ts';

/** What else the daemon does than to stop. */
function whyOf(statement: Statement): string | undefined {
  if (needsOneName(statement)) return 'keepalived skips the whole block: nothing in it is in force.';
  return statement.spec?.onMissing === 'message' ? 'keepalived reports the line and skips it.' : undefined;
}

/** The line up to where the value is missing: a comment behind it may say what it likes. */
function writtenUpTo({ source, span }: Place): string {
  return source.text.slice(source.lineStarts[source.lineIndex(span.start)], span.end);
}

function wordsOf({ words }: Statement): string {
  return words.map(({ image }) => image).join(' ');
}

/** The only value of a keyword needs no name; a later one does. */
function missing({ words }: Statement, { name }: ArgumentSpec): string {
  return words.length > 1 ? name : 'value';
}

function report({ place, statement, argument, eatenByComment }: MissingValue, context: RuleContext): void {
  // {{ value }} and a no-break space are mistakes of another kind.
  if (isOnTemplateLine(place) || hasTypographicCharacter(writtenUpTo(place))) return;
  const keyword = keywordOf(statement);
  const takes = expectedValue(argument);
  const why = whyOf(statement);
  if (eatenByComment !== undefined) {
    const mark = eatenByComment.source.text[eatenByComment.span.start] ?? '#';
    context.report({
      place,
      message: `${keyword} ${inBlock(statement.parent)} has no value: the ${mark} behind it begins a comment`,
      ...(why === undefined ? {} : { why }),
      help: `Put the value in double quotes if the ${mark} is a part of it; else write ${takes} in front of the ${mark}`,
      label: 'the value is missing',
      related: [
        {
          place: {
            source: eatenByComment.source,
            span: { start: eatenByComment.span.start, end: eatenByComment.span.start + 1 },
          },
          message: 'a comment from here on',
        },
      ],
    });
    return;
  }
  context.report({
    place,
    message: `${wordsOf(statement)} ${inBlock(statement.parent)} has no ${missing(statement, argument)}: it takes ${takes}`,
    ...(why === undefined ? {} : { why }),
    help: lineWith(
      statement,
      statement.words.length - 1,
      `${statement.words.at(-1)!.image} ${placeholderFor(argument)}`,
    ),
    label: `${takes} is expected here`,
  });
}

/** Keywords without an argument that they need. */
export const syntaxMissingValue = defineRule({
  id: 'syntax/missing-value',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A keyword without the value it needs',
    why: 'keepalived stops reading at once and exits with code 2: it does not start, and nothing behind the line is looked at.',
    references: ['keepalived lib/parser.c: null_strvec', 'acassen/keepalived#712'],
  },
  bad: [
    {
      caption: 'A variable of a template that came out empty',
      at: '3:5',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'A password that begins with #',
      at: '8:9',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass #4ae1
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'A server without a port came with 2.0.15',
      at: '5:5',
      release: '2.0.10',
      files: `virtual_server 192.0.2.100 80 {
    lb_algo wlc
    lb_kind DR
    protocol TCP
    sorry_server 192.0.2.30
    real_server 192.0.2.11 80 {
        TCP_CHECK {
        }
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
    nopreempt
    authentication {
        auth_type PASS
        auth_pass "#4ae1"
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: {
    problem: {
      'missing-value': (problem, node, context) => {
        if (!isRepeated(problem, node)) report(problem, context);
      },
    },
  },
});
