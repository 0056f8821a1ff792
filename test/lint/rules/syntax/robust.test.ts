import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixed, instanceWith, lintText, short, syntaxRules } from './kit.ts';

const pieces = [
  'vrrp_instance VI_1 {',
  'virtual_server 192.0.2.1 80 {',
  'virtual_ipaddress',
  'unicast_peer {',
  'state MASTER',
  'priority',
  '100;',
  '= 5',
  '192.0.2.1,192.0.2.2',
  'auth_pass a#b',
  '{{ x }}',
  '${NAME}',
  '$NAME=1',
  '$NAME.x',
  '@web1 ',
  '@!x ',
  '~SEQ(I,1,2) a${I}',
  'include x',
  '"',
  '\\',
  '\\#',
  '{',
  '}',
  '\n',
  '\n',
  ' ',
  '\u00a0',
  '\uff5b',
  '\u201c',
  '//',
  '<<<<<<<',
  '=======',
  '<VIP>',
  'x.x.x.1',
  '\0',
  '\r\n',
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));
const rulesFound = (input: string) => lintText(input).map(({ rule }) => rule);

describe('the syntax rules on any text', () => {
  it('never fail, and point into the text', () => {
    fc.assert(
      fc.property(text, (input) => {
        for (const { rule, place, related, fixes } of lintText(input)) {
          expect(syntaxRules.map(({ id }) => id)).toContain(rule);
          const places = [
            place,
            ...related.map((one) => one.place),
            ...fixes.flatMap((fix) => fix.edits.map((edit) => edit.place)),
          ];
          for (const { source, span } of places) {
            expect(source.text).toBe(input);
            expect(span.start).toBeLessThanOrEqual(span.end);
            expect(span.end).toBeLessThanOrEqual(input.length);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('say the same of every mistake however often it is read', () => {
    fc.assert(
      fc.property(text, (input) => {
        const found = lintText(input, { configId: 'web1' }).map((one) => `${short(one)} ${one.message}`);
        expect(new Set(found).size).toBe(found.length);
      }),
      { numRuns: 200 },
    );
  });

  it('have nothing to say of what their safe fixes leave', () => {
    const lines = fc.array(
      fc.constantFrom(
        'advert_int 1;',
        'version = 3',
        'preempt_delay\u00a05',
        'nopreempt;',
        '// web2',
        'unicast_peer { 192.0.2.12,192.0.2.13 }',
        'garp_master_delay 5#s',
      ),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(lines, (some) => {
        const input = instanceWith(...new Set(some));
        expect(rulesFound(input)).not.toEqual([]);
        expect(rulesFound(fixed(input))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['closing braces', '}'.repeat(20_000)],
    ['opening braces', '{'.repeat(20_000)],
    ['lines of braces', '{\n}\n}\n'.repeat(5_000)],
    ['unknown words', 'foo {\n bar\n}\n'.repeat(5_000)],
    ['one keyword', `vrrp_instance VI_1 {\n${' priority 1\n'.repeat(20_000)}}\n`],
    ['many conditions', '@x a {\n'.repeat(5_000)],
    ['conditions with a brace missing', `${'@x a {\n'.repeat(5_000)}}\n`],
    ['placeholders', `vrrp_instance VI_1 {\n${' interface <IF>\n'.repeat(5_000)}}\n`],
  ])('are quick with many %s', (_title, input) => {
    const start = performance.now();
    lintText(input);
    // Far above what it takes, far below what anything quadratic would.
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
