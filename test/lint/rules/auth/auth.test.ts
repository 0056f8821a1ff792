import { describe, expect, it } from 'vitest';
import { findingsOf, instance, repaired, wordsOf } from '../cluster/kit.ts';

const secured = (pass: string, ...lines: readonly string[]) => ({
  'lb1.conf': instance({ lines: ['authentication {', 'auth_type PASS', `auth_pass ${pass}`, '}', ...lines] }),
});

describe('auth/pass-too-long', () => {
  it.each([
    ['12345678', []],
    ['123456789', ['auth_pass is 9 bytes long, but only the first 8 are used']],
    ['"123456 789"', ['auth_pass is 10 bytes long, but only the first 8 are used']],
    ['ключи', ['auth_pass is 10 bytes long, but only the first 8 are used']],
    ['REPLACE_WITH_STRONG_PASS', []],
    ['<YOUR_PASSWORD>', []],
    ['<12345678>', []],
    ['$VRRP_PASSWORD', []],
    ['"${VRRP_PASSWORD}"', []],
    ['"${VRRP_PASSWORD:-x}"', []],
    ['"${_ENV A}bcdefg"', []],
    ['ab$VRRP_PASSWORD', []],
    ['@VRRP_PASSWORD@', []],
    ['$vrrp_password', []],
    ['$1$chchafv1$Z63uDw', ['auth_pass is 18 bytes long, but only the first 8 are used']],
    ['secr$tword', ['auth_pass is 10 bytes long, but only the first 8 are used']],
    ['pa$$word12', ['auth_pass is 10 bytes long, but only the first 8 are used']],
  ])('%s', (pass, messages) => {
    expect(findingsOf('auth/pass-too-long', secured(pass)).map(({ message }) => message)).toEqual(messages);
  });

  it.each([
    ['$PASS=s3cretwordx', ['auth_pass is 11 bytes long, but only the first 8 are used']],
    ['$PASS=s3cret', []],
    ['$PASS=$VRRP_PASSWORD', []],
    ['$PASS=${_ENV VRRP_PASSWORD}x', []],
  ])('counts what the file defines: %s', (definition, messages) => {
    const files = { 'lb1.conf': `${definition}\n${secured('$PASS')['lb1.conf']}` };
    expect(findingsOf('auth/pass-too-long', files).map(({ message }) => message)).toEqual(messages);
  });

  it.each([
    ['s3cretwordx', 's3cretwo'],
    ['ключи', 'ключ'],
  ])('cuts %s to %s, and says neither', (pass, cut) => {
    const files = secured(pass);
    const found = findingsOf('auth/pass-too-long', files);
    expect(repaired(files, found)).toEqual(secured(cut));
    expect(wordsOf(found[0]!)).not.toContain(cut);
  });

  it('does not cut a character in two', () => {
    expect(findingsOf('auth/pass-too-long', secured('aключи'))[0]!.fixes).toEqual([]);
  });
});

describe('auth/incomplete', () => {
  it.each([
    ['auth_type no_auth', 'Remove the authentication block on all nodes: without it there is none'],
    ['auth_type pass', 'auth_type PASS'],
    ['auth_type PASS', 'auth_pass with up to 8 characters, the same on all nodes'],
  ])('%s', (line, help) => {
    const files = { 'lb1.conf': instance({ lines: ['authentication {', line, '}'] }) };
    expect(findingsOf('auth/incomplete', files).map((one) => one.help)).toContain(help);
  });

  it('is said once of a type that is none', () => {
    const files = { 'lb1.conf': instance({ lines: ['authentication {', 'auth_type none', '}'] }) };
    expect(findingsOf('auth/incomplete', files)).toHaveLength(1);
  });
});

describe('auth/well-known-pass', () => {
  it.each([
    ['1111', ['auth_pass is one that tutorials use']],
    ['LetMeIn', ['auth_pass is one that tutorials use']],
    ['XXX', ['auth_pass is one character over and over']],
    ['v', ['auth_pass is a single character']],
    ['v!p$%^', []],
    ['"v!p$%^"', []],
    ['W352aR1', []],
  ])('%s', (pass, messages) => {
    expect(findingsOf('auth/well-known-pass', secured(pass)).map(({ message }) => message)).toEqual(messages);
  });
});

describe('auth/with-vrrpv3', () => {
  it.each([
    ['version 3', secured('abcd', 'version 3'), 1],
    [
      'an IPv6 address',
      { 'lb1.conf': secured('abcd')['lb1.conf'].replace('192.0.2.100/24', '2001:db8::1') },
      1,
    ],
    ['version 2', secured('abcd', 'version 2'), 0],
  ])('%s', (_title, files, count) => {
    const found = findingsOf('auth/with-vrrpv3', files);
    expect(found).toHaveLength(count);
    expect(findingsOf('auth/with-vrrpv3', repaired(files, found))).toEqual([]);
    expect(findingsOf('auth/incomplete', files)).toEqual([]);
  });
});
