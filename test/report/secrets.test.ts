import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import { formats } from '../../src/report/formats.ts';
import { maskSecrets } from '../../src/report/secrets.ts';
import { at, finding, options, reportOf } from './kit.ts';

const whole = (source: SourceText) => ({ start: 0, end: source.text.length });

describe('masking by pattern', () => {
  it.each([
    ['auth_pass 123456', 'auth_pass ******'],
    ['\tauth_pass\t 1234 # 密码', '\tauth_pass\t **** # 密码'],
    ['auth_type PASS auth_pass 12}', 'auth_type PASS auth_pass **}'],
    ['{ auth_pass 1{2 }', '{ auth_pass *** }'],
    ['auth_pass "two words" x', 'auth_pass *********** x'],
    ['auth_pass "open quote', 'auth_pass ***********'],
    ['auth_pass #hidden', 'auth_pass #******'],
    ['auth_pass pa!ss', 'auth_pass *****'],
    ['# auth_pass old', '# auth_pass ***'],
    ['auth_pass { x', 'auth_pass { x'],
    ['auth_pass', 'auth_pass'],
    ['auth_pass\nnext_line', 'auth_pass\nnext_line'],
    ['my_auth_pass x auth_passes y', 'my_auth_pass x auth_passes y'],
  ])('%j', (text, masked) => {
    const source = new SourceText('a.conf', text);
    expect(maskSecrets([]).lineText(source, whole(source))).toBe(masked);
    expect(masked).toHaveLength(text.length);
  });
});

describe('masking of known secrets', () => {
  const source = new SourceText('a.conf', 'one s3cret! two 12\nkey "with blank" abc');
  const masking = maskSecrets([at(source, '"with blank"'), at(source, 's3cret!'), at(source, '12')]);

  it.each([
    [0, source.text.length, 'one ******* two **\nkey ************ abc'],
    [6, 9, '***'],
    [0, 4, 'one '],
    [11, 19, ' two **\n'],
  ])('in the text from %i to %i', (start, end, masked) => {
    expect(masking.lineText(source, { start, end })).toBe(masked);
  });

  it.each([
    ['the password s3cret! is short', 'the password ******* is short'],
    ['only “s3cret” is read', 'only “******” is read'],
    ['密码with blank太短', '密码**********太短'],
    ['with blanks', 'with blanks'],
    ['12 seconds, "12"', '12 seconds, "**"'],
    ['auth_pass 12', 'auth_pass **'],
    ['s3cret!s3cret!', '******!*******'],
  ])('in prose: %j', (text, masked) => {
    expect(masking.prose(text)).toBe(masked);
  });
});

describe('ordinary words as secrets', () => {
  const source = new SourceText('a.conf', 'auth_pass password\nauth_pass master');
  const masking = maskSecrets([at(source, 'password'), at(source, 'master')]);

  it.each([
    ['all that the password can do', 'all that the password can do'],
    ['state master, auth_pass master', 'state master, auth_pass ******'],
    ['"password" is read', '"********" is read'],
    ['auth_pass “password”', 'auth_pass “********”'],
  ])('stay readable in a sentence, and are masked where they are quoted: %j', (text, masked) => {
    expect(masking.prose(text)).toBe(masked);
  });
});

it.each(Object.entries(formats))('no secret gets into the %s report', async (_name, format) => {
  const source = new SourceText(
    '/here/a.conf',
    'x {\n  auth_pass Tr0ub4dor\n  auth_hmac k Correct-horse\n}\n',
  );
  const report = reportOf(
    [
      finding(at(source, 'Tr0ub4dor'), {
        message: 'Tr0ub4dor is too long, "Tr0ub4do" is read',
        label: 'Correct-horse',
        why: 'because of Correct-horse',
        help: 'auth_pass Tr0ub4dor',
        related: [{ place: at(source, 'Correct-horse'), message: 'not Tr0ub4dor' }],
        fixes: [
          {
            title: 'Write Tr0ub4dor',
            safety: 'safe',
            edits: [{ place: at(source, '  auth_hmac k Correct-horse'), text: '  auth_hmac k Tr0ub4dor' }],
          },
        ],
      }),
    ],
    [at(source, 'Tr0ub4dor'), at(source, 'Correct-horse')],
  );
  const render = await format.load();
  const text = render(report, options());
  expect(text).not.toMatch(/Tr0ub|Correct|horse/);
  expect(text).toContain('*********');
});
