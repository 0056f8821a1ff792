import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../../grammar/reader/reader.ts';
import { SourceText } from '../../../../grammar/source.ts';
import { NEWEST } from '../../../../grammar/vocabulary/index.ts';
import { syntaxRuleFor } from '../../../../src/lint/words.ts';
import { hostOf } from '../../../support/read.ts';
import { instanceWith, lintText } from './kit.ts';

/** Lines with a value that the daemon refuses, and the rule that says why. */
const lines: readonly (readonly [string, string | undefined])[] = [
  ['garp_master_delay {{ delay }}', 'syntax/template-residue'],
  ['mcast_src_ip 192.0.x.x', 'syntax/template-residue'],
  ['mcast_src_ip %VIP%', 'syntax/template-residue'],
  ['mcast_src_ip __VIP__', 'syntax/template-residue'],
  ['mcast_src_ip YOUR_IP', 'syntax/template-residue'],
  ['mcast_src_ip $NET.11', 'syntax/template-residue'],
  ['mcast_src_ip $NET', 'syntax/template-residue'],
  ['virtual_routes { 198.51.100.0/24 via $GATEWAY }', 'syntax/template-residue'],
  ['garp_master_delay \u201310', 'syntax/typographic-characters'],
  ['garp_master_delay 5;', 'syntax/value-terminator'],
  ['garp_master_delay = 5', 'syntax/value-terminator'],
  ['track_interface { eth1 weight 5; }', 'syntax/value-terminator'],
  ['unicast_peer { 192.0.2.12,192.0.2.13 }', 'syntax/comma-separated-list'],
  ['unicast_peer { 192.0.2.12, }', 'syntax/comma-separated-list'],
  ['garp_master_delay s#5', 'syntax/comment-char-in-value'],
  ['preempt_delay // 5', 'syntax/extra-tokens'],
  ['virtual_ipaddress_excluded { 192.0.2.7 // first }', 'syntax/extra-tokens'],
  ['garp_master_delay ten', undefined],
  ['mcast_src_ip "192.0.2.11,"', undefined],
];

describe('words that the daemon refuses', () => {
  it.each(lines)('%s', (line, expected) => {
    const text = instanceWith(line);
    const main = new SourceText('keepalived.conf', text);
    const { problems } = readConfiguration(main, { host: hostOf({}), instance: 'web1', release: NEWEST });
    const owners = problems.flatMap((problem) =>
      problem.kind === 'bad-argument' || problem.kind === 'bad-entry'
        ? [syntaxRuleFor(problem.statement, problem.word)]
        : [],
    );
    expect(new Set(owners)).toEqual(new Set(owners.length === 0 ? [] : [expected]));
    // Whatever is called the owner does report it, as an error.
    const errors = lintText(text).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule }) => rule)).toEqual(expected === undefined ? [] : [expected]);
  });
});
