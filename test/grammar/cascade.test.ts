import { describe, expect, it } from 'vitest';
import type { ReleaseName } from '../../grammar/vocabulary/index.ts';
import { read } from '../support/read.ts';

const instance = (...lines: readonly string[]) =>
  ['vrrp_instance VI_1 {', 'state BACKUP', ...lines, 'priority 100', '}', 'vrrp_script chk {', '}', ''].join(
    '\n',
  );

/** `kind: lines` of every problem that makes the daemon misread others. */
function cascades(text: string, release: ReleaseName = '2.2.7'): string[] {
  return read(text, { release }).problems.flatMap((problem) =>
    'cascade' in problem && problem.cascade.length > 0
      ? `${problem.kind}: ${problem.cascade.map(({ source, span }) => source.lineIndex(span.start) + 1).join(' ')}`
      : [],
  );
}

// Each as keepalived -t complains, release 2.2.7 where no other is named.
describe('what the daemon misreads', () => {
  it.each<[string, string, readonly string[], ReleaseName?]>([
    [
      'a { that is missing: the block itself reads on, who skips it counts the }',
      instance('authentication', 'auth_type PASS', '}'),
      ['missing-open: 4 6 7'],
    ],
    [
      'an unknown block: its } closes the one around',
      instance('xyz {', 'abc 1', '}'),
      ['unknown-keyword: 4 6 7'],
    ],
    [
      'a block that came later: it is read as an unknown one',
      instance('track_process {', 'nginx', '}'),
      ['foreign-block: 4 6 7'],
      '2.0.10',
    ],
    ['a block that is known by then', instance('track_process {', 'nginx', '}'), [], '2.0.11'],
    [
      'a block of the top level that came later',
      'track_file f {\nfile /run/f\n}\nvrrp_script chk {\n}\n',
      ['foreign-block: 2 3'],
      '2.0.20',
    ],
    ['nothing, where the braces are right', instance('authentication {', 'auth_type PASS', '}'), []],
  ])('%s', (_name, text, expected, release) => {
    expect(cascades(text, release)).toEqual(expected);
  });
});

describe('loops before 2.1', () => {
  it.each([
    ['~SEQ(I,1,3) x $I', undefined],
    ['~SEQx(I,1,3) x $I', '~SEQx came with 2.1.0'],
    ['~LST(I,a,b) x $I', '~LST came with 2.1.0'],
    ['$N=3\n~SEQ(I,1,$N) x $I', 'before 2.1.0 a loop takes numbers, not $NAME'],
    [
      'static_ipaddress {\n~SEQ(I,1,3) 10.0.0.$I dev eth0\n}',
      'before 2.1.0 there are no loops among the entries of a list',
    ],
  ])('%s', (text, reason) => {
    const reasons = (release: ReleaseName) =>
      read(text, { release }).problems.flatMap((problem) =>
        problem.kind === 'bad-sequence' ? problem.reason : [],
      );
    expect(reasons('2.0.20')).toEqual(reason === undefined ? [] : [reason]);
    expect(reasons('2.1.0')).toEqual([]);
  });
});
