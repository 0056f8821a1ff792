import { argumentOf, keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { replaceWord } from '../value/wording.ts';
import { isFrom } from '../vrrp/settings.ts';
import { nameOfChecker, realServer } from './checkers.ts';
import { checker as sample, url } from './sample.ts';

const keyword = 'nb_get_retry';

/** Checkers of releases that know `retry` in all of them. */
const retrySince = '2.0.0';

function rename(statement: Statement, context: RuleContext) {
  const edit = replaceWord(statement, statement.words[0]!, 'retry');
  return {
    // What stands behind the number, such as a comment after //, is not to be typed again.
    help: `retry ${argumentOf(statement) ?? 3}`,
    ...(edit === undefined || !isFrom(context, retrySince)
      ? {}
      : { fixes: [{ title: 'Write retry', safety: 'safe' as const, edits: [edit] }] }),
  };
}

/** In HTTP_GET and SSL_GET it still works. */
function reportOld(statement: Statement, _node: NodeModel, context: RuleContext): void {
  if (!isFrom(context, '2.0.15')) return;
  context.report({
    place: placeOf(statement),
    severity: 'warning',
    message: `${keyword} in ${nameOfChecker(statement.parent.owner!)} is the old name of retry`,
    why: 'It works, but keepalived reports it on every start, and a configuration test (keepalived -t) fails on it.',
    label: 'now retry',
    ...rename(statement, context),
  });
}

function reportUnknown(statement: Statement, context: RuleContext): void {
  const checker = statement.parent.owner;
  if (keywordOf(statement) !== keyword || checker === undefined) return;
  if (!/_CHECK$/.test(keywordOf(checker))) return;
  context.report({
    place: placeOf(statement),
    message: `${keyword} is not known in ${nameOfChecker(checker)}: it is called retry there`,
    label: 'ignored',
    ...rename(statement, context),
  });
}

/** The number of retries, under the name that it had in web checks only. */
export const healthCheckRetryKeyword = defineRule({
  id: 'health-check/retry-keyword',
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  about: 'services',
  docs: {
    summary: 'nb_get_retry, the old name of retry, which only HTTP_GET and SSL_GET know',
    why: 'keepalived ignores the line: the check is repeated as often as by default, and a short hiccup may take the real server out.',
    references: [
      'keepalived check/check_http.c: http_get_retry_handler',
      'keepalived check/check_api.c: install_checker_common_keywords',
      'acassen/keepalived#713',
    ],
  },
  bad: [
    {
      caption: 'Unknown in TCP_CHECK',
      at: '9:13',
      files: sample('TCP_CHECK', ['connect_timeout 3', 'nb_get_retry 3']),
    },
    {
      caption: 'Old in HTTP_GET: a warning',
      at: '12:13',
      files: sample('HTTP_GET', [...url('path /', 'status_code 200'), 'nb_get_retry 3']),
    },
  ],
  good: [{ files: sample('TCP_CHECK', ['connect_timeout 3', 'retry 3']) }],
  on: {
    statement: {
      [`${realServer}/HTTP_GET/${keyword}`]: reportOld,
      [`${realServer}/SSL_GET/${keyword}`]: reportOld,
    },
    problem: { 'unknown-keyword': ({ statement }, _node, context) => reportUnknown(statement, context) },
  },
});
