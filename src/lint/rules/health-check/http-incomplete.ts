import { placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { BadArgument } from '../../../../grammar/problems.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf } from '../value/ownership.ts';
import { isFrom, isWithin } from '../vrrp/settings.ts';
import { atEnd, nameOfChecker, realServer, settings } from './checkers.ts';
import { checker as sample, url } from './sample.ts';

const id = 'health-check/http-incomplete';

/** Hexadecimal digits of an MD5. */
const digestLength = 32;

function lost(context: RuleContext): string {
  const crash = isWithin(context, '1.3.7', '2.2.8')
    ? ' Releases up to 2.2 even crash on it in a configuration test (keepalived -t).'
    : '';
  return `keepalived removes the checker: the real server counts as up whatever it answers.${crash}`;
}

function check(checker: Statement, context: RuleContext): void {
  const urls = settings(checker.block, 'url');
  const severity = isFrom(context, '1.3.7') ? {} : ({ severity: 'warning' } as const);
  if (urls.length === 0) {
    context.report({
      place: placeOf(checker),
      ...severity,
      message: `${nameOfChecker(checker)} has no url`,
      why: lost(context),
      label: 'nothing to fetch',
      help: 'url { path / status_code 200 }, one keyword a line',
      related: atEnd(checker, 'ends without a url'),
    });
  }
  const without = urls.filter((one) => settings(one.block, 'path').length === 0);
  const isLost = without.length === urls.length;
  for (const one of without) {
    context.report({
      place: placeOf(one),
      ...severity,
      message: `a url of ${nameOfChecker(checker)} has no path`,
      why: isLost ? lost(context) : 'keepalived leaves this url out and checks the others only.',
      label: 'which page?',
      help: 'path /',
      related: [
        ...atEnd(one, 'ends without a path'),
        ...(isLost ? atEnd(checker, 'ends without a url that can be used') : []),
      ],
    });
  }
  for (const one of urls) if (!without.includes(one)) checkCriterion(one, checker, context);
}

function checkCriterion(one: Statement, checker: Statement, context: RuleContext): void {
  if (['status_code', 'digest', 'regex'].some((keyword) => settings(one.block, keyword).length > 0)) return;
  const isAny2xx = isFrom(context, '2.0.17');
  context.report({
    place: placeOf(one),
    severity: isAny2xx ? 'info' : 'warning',
    message: `a url of ${nameOfChecker(checker)} does not say which answer is right`,
    why: isAny2xx
      ? 'Any status from 200 to 299 will do: a site that redirects (301, 302) counts as down, an error page with status 200 as up.'
      : 'Releases before 2.0.17 accept no answer then: a real server that failed once never comes back.',
    label: isAny2xx ? 'any 2xx' : 'no status_code, digest or regex',
    help: 'status_code 200',
  });
}

function reportDigest(problem: BadArgument, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const { value, place, statement } = problem;
  const { length } = value;
  context.report({
    place,
    message:
      length === digestLength
        ? `digest "${value}" holds characters that are no hexadecimal digits`
        : `digest "${value}" has ${length} characters instead of ${digestLength}`,
    why: 'keepalived ignores the digest: the page is not compared with anything.',
    label: `${digestLength} hexadecimal digits`,
    help: 'genhash -s ADDRESS -p PORT -u PATH prints the digest of a page',
    ...(statement.parent.owner === undefined
      ? {}
      : { related: [{ place: placeOf(statement.parent.owner), message: 'of this page' }] }),
  });
}

const onChecker = (checker: Statement, _node: NodeModel, context: RuleContext) => check(checker, context);

/** Web checks that lack a part. */
export const healthCheckHttpIncomplete = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'HTTP_GET or SSL_GET without url, path or a criterion',
    why: 'keepalived removes a checker that has nothing to fetch: the real server counts as up whatever it answers.',
    references: [
      'keepalived check/check_http.c: http_get_check_end, url_check, digest_handler',
      'acassen/keepalived#2115',
      'acassen/keepalived#362',
    ],
  },
  bad: [
    { caption: 'No url', at: '7:9', files: sample('HTTP_GET', ['connect_timeout 3']) },
    { caption: 'No path', at: '8:13', files: sample('HTTP_GET', url('status_code 200')) },
    { caption: 'Not a digest', at: '10:24', files: sample('HTTP_GET', url('path /', 'digest abc')) },
    { caption: 'Any 2xx will do: good to know', at: '8:13', files: sample('HTTP_GET', url('path /')) },
  ],
  good: [{ files: sample('HTTP_GET', url('path /', 'status_code 200')) }],
  on: {
    statement: { [`${realServer}/HTTP_GET`]: onChecker, [`${realServer}/SSL_GET`]: onChecker },
    problem: { 'bad-argument': (problem, _node, context) => reportDigest(problem, context) },
  },
});
