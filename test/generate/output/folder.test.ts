import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostFiles } from '../../../src/generate/generate.ts';
import { compareFolder } from '../../../src/generate/output/compare.ts';
import { entriesOf } from '../../../src/generate/output/manifest.ts';
import { writeFolder } from '../../../src/generate/output/write.ts';
import { isNotRoot, lacks } from '../../support/programs.ts';

let root: string;
let out: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hacfg-folder-'));
  out = join(root, 'out');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Hosts by name, each with its files: a text by path. */
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

function hostsOf(texts: Texts): HostFiles[] {
  return Object.entries(texts).map(([host, files]) => ({
    host,
    files: Object.entries(files).map(([path, text]) => ({ path, text, mode: 0o644 })),
    apply: undefined,
  }));
}

const stateOf = (texts: Texts, hosts?: readonly string[]) =>
  compareFolder(
    out,
    entriesOf(hostsOf(texts)).filter(({ host }) => hosts?.includes(host) ?? true),
    hosts === undefined ? undefined : new Set(hosts),
  );

const write = (texts: Texts, hosts?: readonly string[]) => writeFolder(out, stateOf(texts, hosts));

/** Everything in a folder: texts by path, and the modes. */
function everything(folder = out): Record<string, string> {
  const found: Record<string, string> = {};
  if (!existsSync(folder)) return found;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const mode = (lstatSync(path).mode & 0o777).toString(8);
    found[path.slice(folder.length + 1)] = entry.isFile() ? `${mode} ${readFileSync(path, 'utf8')}` : mode;
  }
  return found;
}

function put(file: string, text: string): void {
  mkdirSync(dirname(join(out, file)), { recursive: true });
  writeFileSync(join(out, file), text);
}

const first = { a: { '/etc/x': 'one', '/etc/deep/y': 'two' }, b: { '/etc/x': 'three' } };

describe('the output folder', () => {
  it('holds what was wished for, and says so the next time', () => {
    expect(write(first).written).toEqual(['a/etc/x', 'a/etc/deep/y', 'b/etc/x']);
    expect(stateOf(first).comparisons.map(({ status }) => status)).toEqual(['same', 'same', 'same']);
  });

  it('loses what is no longer wanted, with the folders that held nothing else', () => {
    write(first);
    put('a/etc/own', 'by hand');
    const { removed, kept } = write({ a: { '/etc/x': 'one' } });
    expect(removed).toEqual(['a/etc/deep/y', 'b/etc/x']);
    expect(kept).toEqual([]);
    expect(Object.keys(everything()).sort()).toEqual(['a', 'a/etc', 'a/etc/own', 'a/etc/x', 'manifest.json']);
  });

  it('keeps what is no longer wanted but was changed by hand', () => {
    write(first);
    put('b/etc/x', 'by hand');
    expect(write({ a: first.a }).kept).toEqual(['b/etc/x']);
    expect(readFileSync(join(out, 'b/etc/x'), 'utf8')).toBe('by hand');
  });

  it('shows what was changed by hand, and what lay there before hacfg', () => {
    put('b/etc/x', 'not of hacfg');
    expect(stateOf(first).comparisons.map(({ status }) => status)).toEqual(['new', 'new', 'edited']);
    write(first);
    put('a/etc/x', 'by hand');
    expect(stateOf(first).comparisons.map(({ status }) => status)).toEqual(['edited', 'same', 'same']);
  });

  it('leaves other hosts alone when one is named, in the manifest too', () => {
    write(first);
    const second = { a: { '/etc/x': 'new' }, b: { '/etc/x': 'new' } };
    expect(write(second, ['b'])).toMatchObject({ written: ['b/etc/x'], removed: [] });
    expect(everything()).toMatchObject({
      'a/etc/x': '644 one',
      'a/etc/deep/y': '644 two',
      'b/etc/x': '644 new',
    });
    expect(stateOf({ a: first.a, b: second.b }).comparisons.map(({ status }) => status)).toEqual([
      'same',
      'same',
      'same',
    ]);
  });

  it('sets permissions right that were changed', () => {
    write(first);
    chmodSync(join(out, 'a/etc/x'), 0o600);
    expect(write(first).written).toEqual(['a/etc/x']);
    expect(everything()).toMatchObject({ 'a/etc/x': '644 one' });
  });

  it('is not written through a link', () => {
    write(first);
    rmSync(join(out, 'b'), { recursive: true });
    symlinkSync(root, join(out, 'b'));
    expect(() => stateOf(first)).toThrow('is a symbolic link');
  });

  it.each([
    'not json',
    '{"files": [{"host": "a", "file": "../../etc/passwd", "sha256": "", "mode": "0644"}]}',
  ])('is refused with a manifest that is none: %s', (text) => {
    put('manifest.json', text);
    expect(() => stateOf(first)).toThrow('not of hacfg, or damaged');
  });
});

describe('a folder that cannot be written', () => {
  it('is as it was when something is in the way that was not there before', () => {
    write(first);
    const state = stateOf({ a: { '/etc/x': 'changed', '/etc/new': 'new' }, z: { '/etc/x': 'five' } });
    put('z', 'a file in the way of a folder');
    const was = everything();
    expect(() => writeFolder(out, state)).toThrow('z/etc');
    expect(everything()).toEqual(was);
  });

  it('leaves nothing behind when it is new', () => {
    const state = stateOf(first);
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect(() => writeFolder(join(file, 'out'), state)).toThrow();
    expect(readdirSync(root)).toEqual(['file']);
  });

  const isImpossible = isNotRoot() || lacks('unshare', 'mount');

  it.skipIf(isImpossible)('is as it was when the disk is full (skipped without root or util-linux)', () => {
    // A file system of 64 kB in a mount namespace of its own.
    const script = `set -e
mount -t tmpfs -o size=64k tmpfs ${root}
exec "$0" --import tsx ${join(import.meta.dirname, 'full-disk.ts')} ${out}`;
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      ['--mount', 'sh', '-c', script, process.execPath],
      {
        encoding: 'utf8',
      },
    );
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: 'ENOSPC, and as it was\n' });
  });
});
