import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { REFERENCE, whenThere } from '../support/reference.ts';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
  readonly exclude?: string;
  readonly require_serial: boolean;
}

const hooks: readonly Hook[] = parse(
  readFileSync(join(import.meta.dirname, '../../.pre-commit-hooks.yaml'), 'utf8'),
  { merge: true },
);
const hook = (id: string) => hooks.find((one) => one.id === id)!;

/** The pattern as pre-commit, which is written in Python, takes it: flags in front, with x blanks mean nothing. */
function pattern(text: string): RegExp {
  const flags = /^\(\?([ix]+)\)/.exec(text.trim());
  const body = flags === null ? text : text.trim().slice(flags[0].length);
  return new RegExp(
    flags?.[1]?.includes('x') ? body.replace(/\s+/g, '') : body,
    flags?.[1]?.includes('i') ? 'i' : '',
  );
}

function isTaken({ files, exclude }: Hook, path: string): boolean {
  return pattern(files).test(path) && (exclude === undefined || !pattern(exclude).test(path));
}

describe('.pre-commit-hooks.yaml', () => {
  it.each([
    'keepalived.conf',
    'web1/keepalived.conf',
    'etc/keepalived/conf.d/vips.conf',
    'keepalived-master.conf',
    'keepalived.conf.backup',
    'lb1.conf',
    'cluster/lb1.cfg',
    'KEEPALIVED.CONF',
    'hacfg.yaml',
    'cluster/hacfg.yml',
    'web1/ck_ng.sh',
    'keepalived/nginx.sh',
    'check_haproxy.py',
    'notify.sh',
    'web1/sysctl.conf',
    'web1/etc/sysctl.d/90-lvs.conf',
    'web1/ifcfg-lo:0',
    'web1/etc/netplan/50-cloud-init.yaml',
    'lb1/eth0.nmconnection',
    'etc/systemd/network/10-eth0.network',
    'etc/network/interfaces',
    'etc/sysconfig/iptables',
    'etc/nftables.conf',
    'rc.local',
    'docker-compose.yml',
    'keepalived.service',
  ])('%s is looked at', (path) => {
    expect(isTaken(hook('hacfg'), path)).toBe(true);
    expect(isTaken(hook('hacfg-fix'), path)).toBe(true);
  });

  it.each([
    'README.md',
    'docs/keepalived.md',
    'src/main.py',
    'build.sh',
    'package.json',
    'roles/keepalived/templates/keepalived.conf.j2',
    'keepalived.conf.bak',
    'keepalived.conf~',
    'keepalived.conf.rpmnew',
    'keepalived.conf.5',
    'network/main.tf',
    'values.yaml',
  ])('%s is not', (path) => {
    expect(isTaken(hook('hacfg'), path)).toBe(false);
  });

  it.each([
    ['hacfg.yaml', true],
    ['out/manifest.json', true],
    ['out/web1/etc/keepalived/keepalived.conf', true],
    ['out/web1/usr/libexec/keepalived/check_nginx', true],
    ['out/web1/apply.sh', true],
    ['README.md', false],
    ['src/etc.py', false],
  ])('hacfg-gen-check and %s: %s', (path, expected) => {
    expect(isTaken(hook('hacfg-gen-check'), path)).toBe(expected);
  });

  it('sees all files of a commit in one process', () => {
    expect(hooks.every(({ require_serial }) => require_serial)).toBe(true);
  });

  it.skipIf(whenThere !== '')(`takes what people call their configurations ${whenThere}`, () => {
    const [head, ...rows] = readFileSync(join(REFERENCE, '../corpus/manifest.tsv'), 'utf8')
      .trim()
      .split('\n');
    const column = (name: string) => head!.split('\t').indexOf(name);
    const paths = rows
      .map((row) => row.split('\t'))
      .filter((row) => row[column('type')] === 'pure' && !/official|devtools/.test(row[column('kind')]!))
      .map((row) => row[column('path')]!);
    expect(paths.length).toBeGreaterThan(100);
    expect(paths.filter((path) => !isTaken(hook('hacfg'), path))).toEqual([]);
  });
});
