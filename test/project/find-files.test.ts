import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Disk } from '../../src/project/disk.ts';
import { findFiles } from '../../src/project/find-files.ts';
import { looksLikeConfiguration } from '../../src/project/looks-like.ts';
import { below, conf, type FolderOptions, folderOf } from './kit.ts';

function find(files: Record<string, string | Uint8Array>, paths: string[], options?: FolderOptions) {
  const folder = folderOf(files, options);
  const found = findFiles(paths, folder, new Disk());
  return {
    files: below(
      folder,
      found.files.map((file) => file.path),
    ),
    troubles: found.troubles,
  };
}

describe('findFiles', () => {
  const folders: [string, Record<string, string | Uint8Array>, string[]][] = [
    [
      'host trees',
      { 'b/etc/keepalived/keepalived.conf': conf, 'a/etc/keepalived/keepalived.conf': conf },
      ['a/etc/keepalived/keepalived.conf', 'b/etc/keepalived/keepalived.conf'],
    ],
    [
      'names in use',
      { 'keepalived-master.conf': conf, 'keepalived.conf.backup': conf, 'lb1.conf': conf, keepalived2: conf },
      ['keepalived-master.conf', 'keepalived.conf.backup', 'keepalived2', 'lb1.conf'],
    ],
    [
      'other programs',
      { 'nginx.conf': 'http {\n  server { }\n}\n', 'haproxy.cfg': 'global\n', 'a.conf': conf },
      ['a.conf'],
    ],
    [
      'templates and leftovers',
      {
        'keepalived.conf.j2': conf,
        'keepalived.conf.tmpl': conf,
        'keepalived.conf.erb': conf,
        'keepalived.conf~': conf,
        'keepalived.conf.bak': conf,
        'keepalived.conf.rpmnew': conf,
        'a.conf': conf,
      },
      ['a.conf'],
    ],
    [
      'other folders',
      { 'node_modules/x/keepalived.conf': conf, '.hidden/keepalived.conf': conf, 'a.conf': conf },
      ['a.conf'],
    ],
    ['a comment only', { 'keepalived.conf': '! Configuration File for keepalived\n' }, ['keepalived.conf']],
    [
      'includes',
      {
        'keepalived.conf': 'include conf.d/*.conf\n',
        'conf.d/a.conf': `${conf}include ../deep/b.conf # more\n`,
        'deep/b.conf': conf,
        'other.conf': conf,
      },
      ['keepalived.conf', 'other.conf'],
    ],
    [
      'absolute includes in a host tree',
      {
        'a/etc/keepalived/keepalived.conf': `${conf}include /etc/keepalived/conf.d/*.conf\n`,
        'a/etc/keepalived/conf.d/x.conf': conf,
      },
      ['a/etc/keepalived/keepalived.conf'],
    ],
    [
      "includes of the daemon's folder, kept elsewhere",
      {
        'lb1/keepalived.conf': `${conf}include /etc/keepalived/conf.d/*.conf\n`,
        'lb1/conf.d/x.conf': conf,
      },
      ['lb1/keepalived.conf'],
    ],
    [
      'includes in a circle',
      { 'a.conf': `${conf}include b.conf\n`, 'b.conf': `${conf}include a.conf\n` },
      ['a.conf'],
    ],
    ['a file that includes itself', { 'a.conf': `${conf}include a.conf\n` }, ['a.conf']],
    ['binary data', { 'keepalived.conf': Uint8Array.of(0, 1, 2), 'a.conf': conf }, ['a.conf']],
  ];
  it.each(folders)('in a folder: %s', (_, files, expected) => {
    expect(find(files, ['.'])).toEqual({ files: expected, troubles: [] });
  });

  it('takes files as they are named, in that order, each once', () => {
    const files = { 'b.txt': 'anything', 'a.conf': conf };
    expect(find(files, ['b.txt', './a.conf', 'b.txt', 'a.conf']).files).toEqual(['b.txt', 'a.conf']);
  });

  it('reads a named file although another one includes it', () => {
    const files = { 'a.conf': `${conf}include b.conf\n`, 'b.conf': conf };
    expect(find(files, ['.', 'b.conf']).files).toEqual(['a.conf', 'b.conf']);
  });

  it('expands patterns the shell left alone', () => {
    const files = { 'a/k.conf': conf, 'b/k.conf': conf, 'b/c/k.conf': conf };
    expect(find(files, ['*/k.conf']).files).toEqual(['a/k.conf', 'b/k.conf']);
    expect(find(files, ['**/k.conf']).files).toEqual(['a/k.conf', 'b/k.conf', 'b/c/k.conf']);
    expect(find(files, ['{b,a}']).files).toEqual(['b/c/k.conf', 'b/k.conf', 'a/k.conf']);
  });

  it('survives links in circles and takes a linked file once', () => {
    const links = { 'a/up': '..', 'same.conf': 'k.conf' };
    expect(find({ 'a/x': '', 'k.conf': conf }, ['.'], { links }).files).toEqual(['k.conf']);
  });

  it('says what is wrong with a path', () => {
    expect(find({ 'empty/': '' }, ['empty', 'no*.conf']).troubles).toEqual([
      {
        path: 'empty',
        message:
          'no keepalived configuration in this folder; name the file itself to have it read whatever it is called',
      },
      { path: 'no*.conf', message: 'no file matches this pattern; check its folders' },
    ]);
  });

  it.skipIf(process.platform === 'win32')('never opens a pipe (Windows has none when skipped)', () => {
    const folder = folderOf({ 'a.conf': conf });
    execFileSync('mkfifo', [join(folder, 'keepalived.conf')]);
    expect(
      below(
        folder,
        findFiles(['.'], folder, new Disk()).files.map((file) => file.path),
      ),
    ).toEqual(['a.conf']);
  });
});

describe('looksLikeConfiguration', () => {
  const cases: [string, boolean][] = [
    [conf, true],
    ['global_defs\n{\n}\n', true],
    ['vrrp_script chk { # nginx\n', true],
    ['virtual_server 192.0.2.1 80 {\n', true],
    ['virtual_server fwmark 1{\n', true],
    ['\ufeffvrrp_instance VI_1{\n', true],
    ['# vrrp_instance VI_1 {\n', false],
    ['we use a vrrp_instance VI_1 { here\n', false],
    ['vrrp_instance VI_1\n', false],
    ['global_defs = 1\n', false],
    ['', false],
  ];
  it.each(cases)('%j: %s', (text, expected) => {
    expect(looksLikeConfiguration(text)).toBe(expected);
  });
});
