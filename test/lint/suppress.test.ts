import { describe, expect, it } from 'vitest';
import { rules } from '../../src/lint/rules/index.ts';
import { lintTexts } from '../support/lint-texts.ts';

const wanted = new Set(['vrrp/preempt-delay-ignored', 'cluster/equal-priority']);

/** `RULE@FILE:LINE` of what is reported of two rules, and about the comments. */
function found(files: string | Record<string, string>): string[] {
  return lintTexts(files, rules)
    .filter(({ rule }) => wanted.has(rule) || rule.startsWith('suppression/'))
    .filter(({ rule }) => rule !== 'suppression/no-reason')
    .map(({ rule, place: { source, span } }) => {
      const name = typeof files === 'string' ? '' : `${source.path}:`;
      return `${rule}@${name}${source.position(span.start).line}`;
    });
}

/** An instance with a finding on line 7. */
const instance = (edit: (lines: string[]) => void = () => undefined) => {
  const lines = [
    'vrrp_instance VI_1 {',
    '    state BACKUP',
    '    interface eth0',
    '    virtual_router_id 51',
    '    priority 100',
    '    nopreempt',
    '    preempt_delay 60',
    '    virtual_ipaddress {',
    '        192.0.2.100/32',
    '    }',
    '}',
    '',
  ];
  edit(lines);
  return lines.join('\n');
};
const insert = (line: number, ...texts: string[]) => instance((lines) => lines.splice(line - 1, 0, ...texts));
const append = (line: number, text: string) => instance((lines) => (lines[line - 1] += ` ${text}`));

describe('a suppression comment', () => {
  it.each<[string, string]>([
    ['on the line above', insert(7, '# hacfg-disable-next-line vrrp/preempt-delay-ignored')],
    ['above, after !', insert(7, '! hacfg-disable-next-line vrrp/preempt-delay-ignored')],
    [
      'above, with a comment and a blank line between',
      insert(7, '# hacfg-disable-next-line vrrp', '# note', ''),
    ],
    ['two above each other', insert(7, '# hacfg-disable-next-line vrrp', '# hacfg-disable-next-line vrrp/*')],
    ['behind', append(7, '# hacfg-disable-line vrrp/preempt-delay-ignored')],
    ['for the whole file, at its end', `${instance()}# hacfg-disable-file vrrp/preempt-delay-ignored\n`],
    ['for the rest of the file', insert(3, '# hacfg-disable vrrp/preempt-delay-ignored')],
    [
      'for some lines',
      insert(7, '# hacfg-disable vrrp').replace('virtual_ip', '# hacfg-enable vrrp\n    virtual_ip'),
    ],
    ['for all rules', insert(7, '# hacfg-disable-next-line')],
  ])('silences a finding: %s', (_where, text) => {
    expect(found(text)).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    [
      'of another rule',
      insert(7, '# hacfg-disable-next-line vrrp/priority-255'),
      ['suppression/unused@7', 'vrrp/preempt-delay-ignored@8'],
    ],
    [
      'on another line',
      insert(6, '# hacfg-disable-next-line vrrp/preempt-delay-ignored'),
      ['suppression/unused@6', 'vrrp/preempt-delay-ignored@8'],
    ],
    [
      'that is over by then',
      insert(6, '# hacfg-disable vrrp/preempt-delay-ignored', '# hacfg-enable vrrp'),
      ['suppression/unused@6', 'vrrp/preempt-delay-ignored@9'],
    ],
    [
      'ended by name out of all',
      insert(6, '# hacfg-disable', '# hacfg-enable vrrp/preempt-delay-ignored'),
      ['vrrp/preempt-delay-ignored@9'],
    ],
    [
      'in a quoted string',
      insert(7, 'notify_master "x # hacfg-disable-file vrrp"'),
      ['vrrp/preempt-delay-ignored@8'],
    ],
    ['that only ends', insert(7, '# hacfg-enable'), ['suppression/unused@7', 'vrrp/preempt-delay-ignored@8']],
    [
      'of a rule there is not',
      insert(7, '# hacfg-disable-next-line vrrp/preempt-dealy-ignored'),
      ['suppression/unknown-rule@7', 'vrrp/preempt-delay-ignored@8'],
    ],
  ])('does not silence one %s', (_where, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('proposes the name that was meant', () => {
    const [finding] = lintTexts(
      insert(7, '# hacfg-disable-next-line vrrp/preempt-dealy-ignored'),
      rules,
    ).filter(({ rule }) => rule === 'suppression/unknown-rule');
    expect(finding).toMatchObject({
      message:
        'hacfg has no rule vrrp/preempt-dealy-ignored, so hacfg-disable-next-line does nothing about it',
      label: 'did you mean vrrp/preempt-delay-ignored?',
    });
  });
});

describe('a finding about two nodes', () => {
  const node = (comment = '') => instance((lines) => lines.splice(5, 2)).replace('100\n', `100 ${comment}\n`);
  const comment = '# hacfg-disable-line cluster/equal-priority -- they never run together';

  it.each<[string, string, string, string[]]>([
    ['is there', '', '', ['cluster/equal-priority@b.conf:5']],
    ['is silenced at its place', '', comment, []],
    ['is silenced at the other place', comment, '', []],
  ])('%s', (_what, first, second, expected) => {
    expect(found({ 'a.conf': node(first), 'b.conf': node(second) })).toEqual(expected);
  });

  it('may be the reason for a comment in a file that is linted alone', () => {
    expect(found(node(comment))).toEqual([]);
  });
});
