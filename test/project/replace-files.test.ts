import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFiles } from '../../src/project/replace-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hacfg-replace-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, text = 'old\n', mode = 0o644): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

function replace(...names: readonly string[]): string[] {
  const replacements = names.map((name) => ({
    path: join(folder, name),
    before: Buffer.from('old\n'),
    after: Buffer.from('new\n'),
  }));
  return replaceFiles(replacements).map(
    ({ path, message }) => `${path.slice(folder.length + 1)}: ${message}`,
  );
}

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('replacing files', () => {
  it('replaces all and leaves nothing behind', () => {
    file('a.conf');
    file('b.conf');
    expect(replace('a.conf', 'b.conf')).toEqual([]);
    expect([read('a.conf'), read('b.conf')]).toEqual(['new\n', 'new\n']);
    expect(readdirSync(folder).sort()).toEqual(['a.conf', 'b.conf']);
  });

  it.each([0o600, 0o644, 0o755, 0o664, 0o2640])('keeps mode %o', (mode) => {
    const path = file('a.conf', 'old\n', mode);
    expect(replace('a.conf')).toEqual([]);
    expect(statSync(path).mode & 0o7777).toBe(mode);
  });

  it.skipIf(process.getuid?.() !== 0)('keeps owner and group (skipped: needs root)', () => {
    const path = file('a.conf', 'old\n', 0o640);
    chownSync(path, 1234, 4321);
    expect(replace('a.conf')).toEqual([]);
    expect(statSync(path)).toMatchObject({ uid: 1234, gid: 4321 });
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it.each<[string, () => void, string]>([
    [
      'is read-only',
      () => file('b.conf', 'old\n', 0o444),
      'b.conf: cannot be written: it is read-only; no file was changed',
    ],
    [
      'changed meanwhile',
      () => file('b.conf', 'other\n'),
      'b.conf: cannot be written: it changed meanwhile; no file was changed',
    ],
    ['is gone', () => undefined, 'b.conf: cannot be written: no such file or folder; no file was changed'],
  ])('changes nothing when one of them %s', (_why, prepare, message) => {
    file('a.conf');
    prepare();
    expect(replace('a.conf', 'b.conf')).toEqual([message]);
    expect(read('a.conf')).toBe('old\n');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
