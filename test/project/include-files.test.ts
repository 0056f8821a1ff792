import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../grammar/reader/reader.ts';
import { SourceText } from '../../grammar/source.ts';
import { Disk } from '../../src/project/disk.ts';
import { IncludeFiles } from '../../src/project/include-files.ts';
import { below, conf, folderOf } from './kit.ts';

const files = {
  'lb1/etc/keepalived/keepalived.conf': '',
  'lb1/etc/keepalived/conf.d/b.conf': conf,
  'lb1/etc/keepalived/conf.d/a.conf': conf,
  'lb1/etc/keepalived/conf.d/run.conf': conf,
  'lb1/etc/keepalived/conf.d/sub/': '',
  'lb1/opt/x.conf': conf,
  'flat/keepalived.conf': '',
  'flat/conf.d/a.conf': conf,
};

function hostOf(folder: string, main: string, root?: string): IncludeFiles {
  return new IncludeFiles(new Disk(), { main: join(folder, main), root: root && join(folder, root) });
}

describe('IncludeFiles', () => {
  it('gives matches in order, and what the daemon does not read', () => {
    const folder = folderOf(files, { executable: ['lb1/etc/keepalived/conf.d/run.conf'] });
    const host = hostOf(folder, 'lb1/etc/keepalived/keepalived.conf', 'lb1');
    const matches = host.glob('conf.d/*', join(folder, 'lb1/etc/keepalived'));
    expect(matches.map(({ path, fault }) => [path.slice(folder.length + 1), fault])).toEqual([
      ['lb1/etc/keepalived/conf.d/a.conf', undefined],
      ['lb1/etc/keepalived/conf.d/b.conf', undefined],
      ['lb1/etc/keepalived/conf.d/run.conf', 'executable'],
      ['lb1/etc/keepalived/conf.d/sub', 'not-a-file'],
    ]);
    expect(host.glob('none.conf', join(folder, 'lb1/etc/keepalived'))).toEqual([]);
  });

  const absolute: [string, string, string | undefined, string, string[]][] = [
    [
      'stay in the tree of their host',
      'lb1/etc/keepalived/keepalived.conf',
      'lb1',
      '/opt/*.conf',
      ['lb1/opt/x.conf'],
    ],
    [
      'find their neighbours',
      'flat/keepalived.conf',
      undefined,
      '/etc/keepalived/conf.d/*.conf',
      ['flat/conf.d/a.conf'],
    ],
    ['never leave the tree', 'lb1/etc/keepalived/keepalived.conf', 'lb1', '/etc/hostname', []],
  ];
  it.each(absolute)('absolute patterns %s', (_, main, root, pattern, expected) => {
    const folder = folderOf(files);
    expect(
      below(
        folder,
        hostOf(folder, main, root)
          .glob(pattern, folder)
          .map((match) => match.path),
      ),
    ).toEqual(expected);
  });

  it('tells a missing folder from an empty one', () => {
    const folder = folderOf(files);
    const host = hostOf(folder, 'flat/keepalived.conf');
    const base = join(folder, 'flat');
    expect(
      ['conf.d/*.none', 'nowhere/*.conf', 'x.conf', 'no/x.conf'].map((pattern) =>
        host.folderExists(pattern, base),
      ),
    ).toEqual([true, false, true, false]);
  });

  it('reads a file once', () => {
    const folder = folderOf(files);
    const host = hostOf(folder, 'flat/keepalived.conf');
    const path = join(folder, 'flat/conf.d/a.conf');
    const source = host.read(path);
    expect(source).toBeInstanceOf(SourceText);
    expect(host.read(path)).toBe(source);
    expect(host.read(join(folder, 'none'))).toBe('not-found');
    expect(host.read(folder)).toBe('not-a-file');
  });

  it('serves the reader of configurations', () => {
    const folder = folderOf(files);
    const main = join(folder, 'flat/keepalived.conf');
    const host = hostOf(folder, 'flat/keepalived.conf');
    const source = new SourceText(main, 'include conf.d/*.conf\ninclude none.conf\n');
    const read = readConfiguration(source, { host, instance: 'x', release: '2.4.3' });
    expect(
      below(
        folder,
        read.sources.map((one) => one.path),
      ),
    ).toEqual(['flat/keepalived.conf', 'flat/conf.d/a.conf']);
    expect(read.root.statements.length).toBe(1);
  });
});
