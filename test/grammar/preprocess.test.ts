import { describe, expect, it } from 'vitest';
import { argumentOf, placeOf } from '../../grammar/configuration.ts';
import { parseSequence } from '../../grammar/preprocess/sequence.ts';
import { at, outline, problemOf, problemsOf, read } from '../support/read.ts';

/** What the daemon is left with of the lines inside `global_defs`-free text, at the top level. */
const expansions: [name: string, text: string, expected: string][] = [
  ['${NAME} anywhere', '$A=1\nx a${A}b', 'x a1b\n'],
  ['$NAME before a blank', '$A=1\nx $A y', 'x 1 y\n'],
  ['$NAME before a letter stays', '$A=1\nx $A.b', 'x $A.b\n'],
  ['$NAME before a quote stays', '$A=1\nx "b $A"', 'x b $A\n'],
  ['$NAME before , and )', '$A=1\nx $A, $A)', 'x 1, 1)\n'],
  ['inside quotes', '$A=1\nx "b ${A} c"', 'x b 1 c\n'],
  ['values are looked up late', '$A=${B}\n$B=2\nx $A', 'x 2\n'],
  ['the last definition counts', '$A=1\n$A=2\nx $A', 'x 2\n'],
  ['a keyword from a definition', '$A=x y\n$A z', 'x y z\n'],
  ['braces from a definition', '$A={\nx $A\ny\n}', 'x\n  y\n'],
  ['a comment ends the value', '$A=1 # c\nx ${A}2', 'x 12\n'],
  ['a quoted # stays in the value', '$A="a#b"\nx $A', 'x a#b\n'],
  ['several lines', '$A= \\\nx { \\\ny $N \\\n}\n$N=1\n$A\n$N=2\n$A', 'x\n  y 1\nx\n  y 2\n'],
  ['several lines behind a word', '$A= \\\n1 \\\ny 2\nx $A', 'x 1\ny 2\n'],
  ['several lines not at the end stay', '$A= \\\nx\n$A y', '$A y\n'],
  ['_INSTANCE and _PWD', 'x ${_INSTANCE} ${_PWD}', 'x lb1 /etc/keepalived\n'],
  ['_HASH starts a comment', 'x a${_HASH}b', 'x a\n'],
  ['_RANDOM gives a value of its range', 'x ${_RANDOM 7 9}', 'x 7\n'],
  ['a matching condition', '@lb1 x y', 'x y\n'],
  ['another id', '@lb2 x y\nz', 'z\n'],
  ['anything but', '@^lb2 x\n@^lb1 y', 'x\n'],
  ['ids are case-sensitive', '@LB1 x', ''],
  ['an unmatched condition takes its { along', '@lb2 x {\ny\nz\n', 'y\nz\n'],
  ['a conditional definition', '@lb2 $A=2\n@lb1 $A=1\nx $A', 'x 1\n'],
  ['a condition behind a brace', 'x { @lb1 y\n @lb2 z\n}', 'x\n  y\n'],
  ['~SEQ', '~SEQ(I,1,3) x $I', 'x 1\nx 2\nx 3\n'],
  ['~SEQ inside a word', '~SEQ(I,2) x${I}y', 'x1y\nx2y\n'],
  [
    'nested loops: the outer one is slower',
    '~SEQ(I,1,2) ~LST(J,a,b) x $I ${J}',
    'x 1 a\nx 1 b\nx 2 a\nx 2 b\n',
  ],
  ['definitions in a loop', '$N=2\n~SEQ(I,1,$N) x $I', 'x 1\nx 2\n'],
  ['~LST with tuples', '~LST({A,B},{1,2},{3}) x ${A}-${B}', 'x 1-2\nx 3-\n'],
  ['a loop over several lines', '$A= \\\nx { \\\ny $N \\\n}\n~SEQ(N,1,2) $A', 'x\n  y 1\nx\n  y 2\n'],
];

describe('what is left of the text', () => {
  it.each(expansions)('%s', (_name, text, expected) => {
    expect(outline(read(text).root.statements)).toBe(expected);
  });

  it('lets a comment continue a definition before 2.4 only', () => {
    const text = '$A= \\\nx \\\n# c \\\ny\n$A\n';
    expect(outline(read(text, { release: '2.3.4' }).root.statements)).toBe('x\ny\n');
    expect(outline(read(text, { release: '2.4.0' }).root.statements)).toBe('y\nx\n');
  });

  it('reads included files in their place, blocks across files and patterns in order', () => {
    const files = {
      '/etc/keepalived/conf.d/b.conf': 'b\n',
      '/etc/keepalived/conf.d/a.conf': 'a\ninclude deep.inc\n',
      '/etc/keepalived/conf.d/deep.inc': 'deep\n',
      '/srv/open.inc': 'x {\ny\n',
    };
    const configuration = read('include conf.d/*.conf\ninclude /srv/open.inc\nz\n}\n', { files });
    expect(outline(configuration.root.statements)).toBe('a\ndeep\nb\nx\n  y\n  z\n');
    expect(configuration.inclusions.map((inclusion) => inclusion.files)).toEqual([
      ['/etc/keepalived/conf.d/a.conf', '/etc/keepalived/conf.d/b.conf'],
      ['/etc/keepalived/conf.d/deep.inc'],
      ['/srv/open.inc'],
    ]);
  });

  it('knows where every word came from', () => {
    const configuration = read('$P=150\nvrrp_instance VI_1 {\n  priority  $P # c\n}\n');
    const priority = configuration.root.statements[0]!.block!.statements[0]!;
    expect(argumentOf(priority)).toBe('150');
    expect(at(placeOf(priority, priority.words[1]))).toBe('3:13');
    expect(at(placeOf(priority))).toBe('3:3');
  });

  it('finds the words of a loop in the line of the loop', () => {
    const configuration = read('vrrp_instance a {\n ~SEQ(I,1,2) nosuch $I\n}\n');
    expect(problemsOf(configuration)).toEqual(['unknown-keyword@2:14', 'unknown-keyword@2:14']);
  });
});

const LONG = `router_id ${'x'.repeat(1100)}`;

const faults: [name: string, text: string, expected: string[]][] = [
  ['a definition of itself', '$A=$A\nglobal_defs {\nrouter_id $A\n}', ['definition-loop@3:11']],
  ['a definition in a circle', '$A=${B}\n$B=${A}\nglobal_defs {\nrouter_id $A\n}', ['definition-loop@4:11']],
  ['an undefined name', 'global_defs {\nrouter_id $A\n}', ['undefined-definition@2:11']],
  ['a missing include', 'include nosuch.conf', ['missing-include@1:1']],
  ['a pattern without a match', 'include nosuch.d/*.conf', ['missing-include@1:1']],
  ['a file that includes itself', 'include keepalived.conf', ['include-loop@1:1']],
  ['a condition without an id', '@ x', ['bad-condition@1:1']],
  ['a negation that is a comment', '@!lb1 x', ['bad-condition@1:1']],
  ['an unmatched condition that loses a brace', '@lb2 vrrp_instance x {', ['bad-condition@1:1']],
  ['two conditions on a line', '@lb1 @lb2 x', ['unknown-keyword@1:6']],
  ['a loop without an end', '~SEQ(I) x', ['bad-sequence@1:1']],
  ['a loop that never ends', '~SEQ(I,1,0,9) x', ['bad-sequence@1:1']],
  ['a line too long', `global_defs {\n${LONG}\n}`, ['line-too-long@2:1', 'unknown-keyword@2:1024']],
  ['a NUL', 'global_defs {\nrouter_id a\0b\n}', ['embedded-nul@2:1']],
  [
    'an escape that does not last',
    'vrrp_instance x {\nstate A\\#B\n}',
    ['escaped-comment-character@2:8', 'bad-argument@2:7'],
  ],
  ['an escape in global_defs', 'global_defs {\nrouter_id a\\#b\n}', []],
];

describe('what is wrong with the text', () => {
  it.each(faults)('%s', (_name, text, expected) => {
    const files = { '/etc/keepalived/keepalived.conf': text };
    expect(problemsOf(read(text, { files }))).toEqual(expected);
  });

  it('names the files of an include that comes back to itself', () => {
    const files = { '/a.inc': 'include /b.inc\n', '/b.inc': 'include /a.inc\n' };
    const loop = problemOf(read('include /a.inc\n', { files }), 'include-loop');
    expect(loop.chain).toEqual(['/a.inc', '/b.inc', '/a.inc']);
    expect(at(loop.place)).toBe('/b.inc:1:1');
  });

  it.each([
    ['in a loop, at the place in the file', '\n\n\n~SEQ(I,1,1) x ${J}', '4:15'],
    ['with something behind a name of our own', '$A=1\nx ${A 7}', '2:3'],
    ['with a blank behind a name of our own', '$A=1\nx ${A }', '2:3'],
  ])('finds references that stay as they are: %s', (_name, text, place) => {
    expect(problemsOf(read(text))).toContain(`undefined-definition@${place}`);
  });

  it.each([
    ['${_ENV HOME}', '2.3.4', true],
    ['${_ENV HOME}', '2.4.0', false],
    ['${_HASH}', '2.1.3', true],
    ['${_RANDOM 1 5}', '2.0.14', true],
    ['${_RANDOM 1 5}', '2.0.15', false],
  ])('knows from which release on there is %s: %s', (reference, release, isMissing) => {
    const problems = problemsOf(read(`global_defs {\nrouter_id ${reference}\n}`, { release }));
    expect(problems.includes('undefined-definition@2:11')).toBe(isMissing);
  });

  it('stops loops in loops before they fill the memory', () => {
    const text = '~SEQ(A,1,60000) ~SEQ(B,1,60000) ~SEQ(C,1,60000)';
    expect(problemsOf(read(text))).toContain('too-much-text@1:17');
  });
});

describe('loops', () => {
  const sequences: [text: string, values: string][] = [
    ['~SEQ(I,3)', '1 2 3'],
    ['~SEQ(I,0)', '1 0'],
    ['~SEQ(I,-2)', '-1 -2'],
    ['~SEQ(I,5,3)', '5 4 3'],
    ['~SEQ(I,1,2,6)', '1 3 5'],
    ['~SEQ(I,0x10,0x11)', '16 17'],
    ['~SEQ(I,010,011)', '8 9'],
    ['~SEQx(I,9,11)', '9 a b'],
    ['~SEQ( I , 1 , 2 )', '1 2'],
    ['~SEQ(I,)', '1 0'],
    ['~SEQ(I,,2)', '0 1 2'],
  ];
  it.each(sequences)('%s gives %s', (text, values) => {
    expect(
      parseSequence(text)
        .turns.map((turn) => turn[0]![1])
        .join(' '),
    ).toBe(values);
  });

  const bad: [text: string, fault: string][] = [
    ['~SEQ(I,1,-1,3)', 'a STEP of -1 leads away from 3'],
    ['~SEQ(I,a)', "'a' is not a number"],
    ['~SEQ(I,1,3', 'the closing ) is missing'],
    ['~LST({A,B},{1,2,3})', '{1,2,3} has 3 values for 2 variables'],
  ];
  it.each(bad)('%s: %s', (text, fault) => {
    expect(parseSequence(text).fault).toBe(fault);
  });
});
