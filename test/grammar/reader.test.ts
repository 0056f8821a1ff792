import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, outline, problemOf, problemsOf, read } from '../support/read.ts';

const instance = (body: string) =>
  `vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n${body}}\n`;

const structures: [name: string, text: string, expected: string[]][] = [
  ['a good file', instance('    virtual_ipaddress {\n        192.0.2.1\n    }\n'), []],
  ['a misspelt keyword', instance('    prioritty 100\n'), ['unknown-keyword@4:5']],
  [
    'a keyword of Object.prototype',
    'constructor {\n}\n__proto__\n',
    ['unknown-keyword@1:1', 'unknown-keyword@3:1'],
  ],
  ['a missing value', instance('    priority\n'), ['missing-value@4:5']],
  ['a brace behind a value', instance('    priority 100 {\n    }\n'), ['unexpected-open@4:18']],
  ['a brace alone', instance('    {\n    }\n'), ['unexpected-open@4:5']],
  ['a brace too many', `${instance('')}}\n`, ['extra-close@5:1']],
  [
    'words before the { of a list',
    instance('    virtual_ipaddress foo {\n    }\n'),
    ['list-block-parameters@4:23'],
  ],
  ['a # glued to a value', instance('    priority 100#high\n'), ['comment-inside-word@4:17']],
  ['an unterminated quote', 'vrrp_script a {\n  script "/bin/true\n}\n', ['unterminated-quote@2:10']],
];

describe('structure', () => {
  it.each(structures)('%s', (_name, text, expected) => {
    expect(problemsOf(read(text))).toEqual(expected);
  });

  it('takes a block with a misspelt keyword for what it was meant to be', () => {
    const configuration = read(
      instance('    virtual_ipadress {\n        192.0.2.1\n    }\n    priority 300\n'),
    );
    expect(problemsOf(configuration)).toEqual(['unknown-keyword@4:5', 'bad-argument@7:14']);
    const unknown = problemOf(configuration, 'unknown-keyword');
    expect(unknown.suggestions[0]).toBe('virtual_ipaddress');
    // The daemon: `{` ignored, the address an unknown keyword, `}` closes the instance; priority, which has a
    // finding of its own, is unknown up there, and so is the last `}`.
    expect(unknown.cascade.map(at)).toEqual(['5:9', '8:1']);
  });

  it('says where a known keyword belongs', () => {
    const unknown = problemOf(read('priority 100\n'), 'unknown-keyword');
    expect(unknown.block).toBe('/');
    expect(unknown.elsewhere).toContain('vrrp_instance');
  });

  it('reads a block of another level by its own keywords', () => {
    const text = instance('    global_defs {\n        router_id a\n        nosuch\n    }\n');
    expect(problemsOf(read(text))).toEqual(['unknown-keyword@4:5', 'unknown-keyword@6:9']);
  });
});

describe('a missing }', () => {
  const forgotten: [name: string, text: string, expected: string, before: string | undefined][] = [
    ['of a list', 'vrrp_instance a {\nvirtual_ipaddress {\n192.0.2.1\npriority 9\n}\n', '2:1', '4:1'],
    [
      'of a block in a block',
      'vrrp_instance a {\nauthentication {\nauth_type PASS\npriority 9\n}\n',
      '2:1',
      '4:1',
    ],
    [
      'before the next root block',
      'vrrp_instance a {\npriority 9\nvrrp_instance b {\npriority 8\n}\n',
      '1:1',
      '3:1',
    ],
    ['at the end of the file', 'vrrp_instance a {\npriority 9\n', '1:1', undefined],
    ['told by the indentation', 'vrrp_instance a {\n    track_interface {\n        eth1\n}\n', '2:5', '4:1'],
  ];
  it.each(forgotten)('%s is one finding at the block', (_name, text, expected, before) => {
    const configuration = read(text);
    expect(problemsOf(configuration).map((problem) => problem.split('@')[0])).toEqual(['missing-close']);
    const problem = problemOf(configuration, 'missing-close');
    expect(at(problem.place)).toBe(expected);
    expect(problem.before && at(problem.before)).toBe(before);
  });

  it('does not hide what comes behind it', () => {
    const text = 'vrrp_instance a {\npriority 9\nvrrp_instance b {\npriority 8\nnosuch\n}\n';
    const configuration = read(text);
    expect(problemsOf(configuration)).toEqual(['missing-close@1:1', 'unknown-keyword@5:1']);
    expect(outline(configuration.root.statements)).toContain('vrrp_instance b\n  priority 8\n');
  });

  it('is no reason to close a block when the braces are balanced', () => {
    const text = instance('    vrrp_script chk {\n        interval 2\n    }\n');
    expect(problemsOf(read(text))).toEqual(['unknown-keyword@4:5']);
  });
});

describe('reading', () => {
  it('never throws and keeps every problem inside its file', () => {
    const piece = fc.constantFrom(
      ...[
        'vrrp_instance a {\n',
        'virtual_ipaddress {\n',
        '}\n',
        '{',
        '}',
        '\n',
        'priority ',
        '192.0.2.1/24 dev eth0',
        '"',
      ],
      ...[
        '$A=',
        '$A ',
        '${A}',
        '@x ',
        '~SEQ(I,1,2) ',
        '#',
        'global_defs {\n',
        'track_script {\n',
        '\\#',
        '\\',
        '\0',
      ],
      ...[
        'virtual_server 192.0.2.1 80 {\n',
        'real_server 192.0.2.2 80 {\n',
        'include x ',
        'script "a b',
        '300',
        '-1',
        ';',
      ],
    );
    const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (input) => {
        for (const problem of read(input).problems) {
          const { source, span } = problem.place;
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(source.text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('counts, but does not list, the unknown words of a file that is something else', () => {
    const configuration = read('lorem ipsum\n'.repeat(5000));
    expect(configuration.problems.length).toBe(101);
    expect(problemOf(configuration, 'more-unknown-keywords').count).toBe(4900);
  });
});
