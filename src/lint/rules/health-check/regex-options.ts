import {
  argumentOf,
  keywordOf,
  placeOf,
  placeOfLine,
  type Statement,
} from '../../../../grammar/configuration.ts';
import { readUnsigned } from '../../../../grammar/values/numbers.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { realServer, settings } from './checkers.ts';
import { checker as sample, url } from './sample.ts';

const options = ['regex_no_match', 'regex_options', 'regex_min_offset', 'regex_max_offset', 'regex_stack'];

function offsetOf(statement: Statement | undefined): number | undefined {
  const { value, fault } = readUnsigned((statement && argumentOf(statement)) ?? 'x');
  return fault === undefined ? value : undefined;
}

function check(page: Statement, context: RuleContext): void {
  if (!isFrom(context, '2.0.7')) return;
  const lines = options.flatMap((keyword) => settings(page.block, keyword));
  if (lines.length === 0) return;
  if (settings(page.block, 'regex').length === 0) reportAlone(lines, context);
  else checkOffsets(page, context);
}

function reportAlone(lines: readonly Statement[], context: RuleContext): void {
  const [first, ...others] = lines;
  const names = [...new Set(lines.map(keywordOf))];
  context.report({
    place: placeOfLine(first!),
    message: `${names.join(', ')} without a regex in this url`,
    label: 'about which regex?',
    help: 'regex "PATTERN" in the same url',
    related: others.map((one) => ({ place: placeOfLine(one), message: 'nor does this one apply' })),
  });
}

function checkOffsets(page: Statement, context: RuleContext): void {
  const last = settings(page.block, 'regex_max_offset').at(-1);
  const first = settings(page.block, 'regex_min_offset').at(-1);
  const [max, min] = [offsetOf(last), offsetOf(first)];
  if (max === undefined || min === undefined || min <= max) return;
  context.report({
    place: placeOf(first!, first!.words[1]),
    message: `regex_min_offset ${min} lies behind regex_max_offset ${max}`,
    why: 'keepalived drops both: a match anywhere in the page will do.',
    label: 'behind the end',
    help: `regex_min_offset ${max}, or less`,
    related: [{ place: placeOfLine(last!), message: 'the end' }],
  });
}

const onPage = (page: Statement, _node: NodeModel, context: RuleContext) => check(page, context);

/** Options of a regular expression that is not there, or that contradict each other. */
export const healthCheckRegexOptions = defineRule({
  id: 'health-check/regex-options',
  severity: 'warning',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'Options of a regex that is not there, or that contradict each other',
    why: 'keepalived drops the options with a line in the log: the page is judged by its status alone.',
    references: ['keepalived check/check_http.c: url_check'],
  },
  bad: [
    { caption: 'No regex', at: '10:17', files: sample('HTTP_GET', url('path /', 'regex_no_match')) },
    {
      caption: 'Offsets exchanged',
      at: '11:34',
      files: sample(
        'HTTP_GET',
        url('path /', 'regex "ready"', 'regex_min_offset 400', 'regex_max_offset 200'),
      ),
    },
  ],
  good: [
    {
      files: sample(
        'HTTP_GET',
        url('path /', 'regex "ready"', 'regex_min_offset 200', 'regex_max_offset 400'),
      ),
    },
  ],
  on: { statement: { [`${realServer}/HTTP_GET/url`]: onPage, [`${realServer}/SSL_GET/url`]: onPage } },
});
