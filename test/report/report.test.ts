import { describe, expect, it } from 'vitest';
import { printable } from '../../src/report/printable.ts';
import { shownPath } from '../../src/report/report.ts';

describe('shownPath', () => {
  it.each([
    ['/here/web1/keepalived.conf', 'web1/keepalived.conf'],
    ['/elsewhere/a.conf', '/elsewhere/a.conf'],
    ['/herein/a.conf', '/herein/a.conf'],
    ['./a.conf', 'a.conf'],
    ['../a.conf', '../a.conf'],
    ['/here/..a.conf', '..a.conf'],
    ['/here/.hidden/a.conf', '.hidden/a.conf'],
    ['/here//web1/./a.conf', 'web1/a.conf'],
    ['/here/web1/', 'web1'],
    ['/elsewhere/../here/a.conf', 'a.conf'],
    ['/here', '/here'],
    ['<stdin>', '<stdin>'],
    ['', ''],
  ])('shows %j as %j', (path, shown) => {
    expect(shownPath(path, '/here')).toBe(shown);
  });
});

describe('printable', () => {
  it.each([
    ['plain', 'plain'],
    ['心跳', '心跳'],
    ['a\nb\tc', 'a b c'],
    ['\u001b[2J', '␛[2J'],
    ['\u009b2J', '<U+009B>2J'],
    ['\u2066x\u2069', '<U+2066>x<U+2069>'],
    ['\ufeff', '<U+FEFF>'],
    ['👩\u200d💻', '👩\u200d💻'],
  ])('shows %j as %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});
