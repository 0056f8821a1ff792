import { describe, expect, it } from 'vitest';
import { checkScriptOutputUnseen } from '../../../../src/lint/rules/check-script/output-unseen.ts';
import { checkedBy } from '../../../../src/lint/rules/check-script/sample.ts';
import { lintTexts, positionOf } from '../../../support/lint-texts.ts';

function found(...lines: readonly string[]): string[] {
  const files = checkedBy(`#!/bin/sh\n${lines.join('\n')}\n`);
  return lintTexts(files, [checkScriptOutputUnseen]).map((one) => positionOf(one, files));
}

describe('check-script/output-unseen', () => {
  it.each([
    ['a plain echo', 'echo down', 1],
    ['one at the end of a pipe', 'date | printf x', 8],
  ])('finds %s', (_title, line, column) => {
    expect(found(line, 'exit 1')).toEqual([`lb1/check.sh:2:${column}`]);
  });

  it('finds it in a function that is called as a command', () => {
    expect(found('fail() {', '  echo "$1"', '  exit 1', '}', 'pgrep nginx || fail down')).toEqual([
      'lb1/check.sh:3:3',
    ]);
  });

  it.each([
    ['to standard error, for whoever runs it by hand', ['echo down >&2']],
    ['into a file', ['echo down >> /var/log/check.log']],
    ['into a pipe', ['echo down | logger -t check']],
    ['in a substitution', ['x=$(echo down)', '[ "$x" = up ]']],
    ['in a function whose output is used', ['state() { echo up; }', '[ "$(state)" = up ]']],
    ['all of it into a file', ['exec > /var/log/check.log 2>&1', 'echo down']],
    ['a block into a file', ['{', 'echo down', '} > /run/state']],
    ['a loop into a command', ['for x in a b; do', 'echo $x', 'done | grep -q a']],
  ])('says nothing: %s', (_title, lines) => {
    expect(found(...lines)).toEqual([]);
  });
});
