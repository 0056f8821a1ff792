import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HostFiles } from '../../src/bundle/host-file.ts';
import { loadProject } from '../../src/project/load.ts';
import { conf, folderOf } from './kit.ts';

const tree = 'lb1/etc/keepalived/keepalived.conf';
const check = '#!/bin/sh\nexit 0\n';

async function project(files: Record<string, string | Uint8Array>, paths = ['.']) {
  const cwd = folderOf(files);
  return { cwd, project: await loadProject({ paths, cwd }) };
}

/** `KIND HOST-PATH < FILE` of each. */
function shown(files: HostFiles, cwd: string): string[] {
  return files.all.map(({ kind, path, source }) => `${kind} ${path} < ${relative(cwd, source.path)}`);
}

async function nodeFiles(files: Record<string, string | Uint8Array>, paths?: string[]): Promise<string[]> {
  const { cwd, project: loaded } = await project(files, paths);
  return shown(loaded.nodes[0]!.files, cwd);
}

async function hosts(files: Record<string, string>, paths?: string[]): Promise<Record<string, string[]>> {
  const { cwd, project: loaded } = await project(files, paths);
  return Object.fromEntries(loaded.hosts.map((host) => [host.name, shown(host.files, cwd)]));
}

describe('the files of a node', () => {
  it('are those in the known places of its tree', async () => {
    const found = await nodeFiles({
      [tree]: conf,
      'lb1/etc/keepalived/check.sh': check,
      'lb1/etc/sysctl.d/99-lb.conf': 'a=1\n',
      'lb1/etc/sysctl.d/README': 'no\n',
      'lb1/etc/sysconfig/network-scripts/ifcfg-lo:0': 'DEVICE=lo:0\n',
      'lb1/etc/sysconfig/network-scripts/route-eth0': 'default via 192.0.2.1\n',
      'lb1/etc/rc.local': '#!/bin/sh\n',
      'lb1/etc/rc.local.bak': '#!/bin/sh\n',
      'lb1/usr/lib/systemd/system/keepalived.service': '[Unit]\n',
      'lb1/etc/systemd/system/keepalived.service.d/wait.conf': '[Unit]\n',
      'lb1/etc/other/sysctl.conf': 'a=1\n',
      'lb2/etc/sysctl.conf': 'b=1\n',
    });
    expect(found).toEqual([
      'sysctl /etc/sysctl.d/99-lb.conf < lb1/etc/sysctl.d/99-lb.conf',
      'ifcfg /etc/sysconfig/network-scripts/ifcfg-lo:0 < lb1/etc/sysconfig/network-scripts/ifcfg-lo:0',
      'route /etc/sysconfig/network-scripts/route-eth0 < lb1/etc/sysconfig/network-scripts/route-eth0',
      'unit /usr/lib/systemd/system/keepalived.service < lb1/usr/lib/systemd/system/keepalived.service',
      'unit /etc/systemd/system/keepalived.service.d/wait.conf < lb1/etc/systemd/system/keepalived.service.d/wait.conf',
      'rc.local /etc/rc.local < lb1/etc/rc.local',
      'script /etc/keepalived/check.sh < lb1/etc/keepalived/check.sh',
    ]);
  });

  it('are those beside a keepalived.conf that is kept without its folders', async () => {
    const files = {
      'lb1/keepalived.conf': conf,
      'lb1/ck_ng.sh': check,
      'lb1/sysctl.conf': 'a=1\n',
      'lb1/ifcfg-lo:0': 'DEVICE=lo:0\n',
      'lb1/notes.txt': 'x',
      'lb1/.sysctl.conf': 'x',
      'lb2/sysctl.conf': 'a=1\n',
    };
    const expected = [
      'script /etc/keepalived/ck_ng.sh < lb1/ck_ng.sh',
      'ifcfg /etc/sysconfig/network-scripts/ifcfg-lo:0 < lb1/ifcfg-lo:0',
      'sysctl /etc/sysctl.conf < lb1/sysctl.conf',
    ];
    expect((await nodeFiles(files, ['lb1'])).sort()).toEqual([...expected].sort());
    expect((await nodeFiles(files, ['lb1/keepalived.conf'])).sort()).toEqual([...expected].sort());
  });

  it('are those of its name, and scripts, where one folder holds several nodes', async () => {
    const files = {
      'lb1.conf': conf,
      'lb2.conf': conf,
      'lb1.sysctl.conf': 'a=1\n',
      'lb2.sysctl.conf': 'a=1\n',
      'lb1.check.sh': check,
      'shared.sh': check,
      'sysctl.conf': 'whose?\n',
    };
    expect((await nodeFiles(files, ['lb1.conf'])).sort()).toEqual([
      'script /etc/keepalived/check.sh < lb1.check.sh',
      'script /etc/keepalived/shared.sh < shared.sh',
      'sysctl /etc/sysctl.conf < lb1.sysctl.conf',
    ]);
  });

  it('are looked up by the path that the configuration gives', async () => {
    const { project: loaded } = await project({
      [tree]: conf,
      'lb1/usr/local/bin/check': check,
      'lb1/opt/check': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0]),
    });
    const { files } = loaded.nodes[0]!;
    expect(files.extent).toBe('tree');
    expect(files.isEmpty).toBe(true);
    expect(files.at('/usr/local/bin/check')?.source.text).toBe(check);
    expect(files.at('/usr/local/bin/../bin/check')).toBe(files.at('/usr/local/bin/check'));
    expect(files.at('/usr/local/bin/other')).toBeUndefined();
    expect(files.at('/opt/check')?.source.text).toContain('ELF\0');
    expect(files.namesIn('/usr/local/bin')).toEqual(['check']);
    expect([files.has('/etc/keepalived'), files.has('/srv')]).toEqual([true, false]);
  });

  it('are found beside a flat configuration by the name, or in a folder of scripts', async () => {
    const { cwd, project: loaded } = await project({
      'keepalived.conf': conf,
      'scripts/check': check,
      'chk/ping': check,
    });
    const { files } = loaded.nodes[0]!;
    expect(relative(cwd, files.at('/usr/libexec/keepalived/check')!.source.path)).toBe('scripts/check');
    expect(relative(cwd, files.at('/etc/keepalived/chk/ping')!.source.path)).toBe('chk/ping');
    expect(files.at('/usr/libexec/keepalived/other')).toBeUndefined();
  });

  it('are a trouble of the run when they cannot be read as text', async () => {
    const { project: loaded } = await project({
      [tree]: conf,
      'lb1/etc/sysctl.conf': Uint8Array.of(0xff, 0xfe, 0x61, 0),
      'lb1/etc/rc.local': 'a\0b',
    });
    expect(loaded.nodes[0]!.files.faults.map(({ message }) => message)).toEqual([
      'is UTF-16; save it as UTF-8',
      'holds binary data, not text',
    ]);
  });
});

describe('hosts without a configuration', () => {
  it('are those with files of a host in a tree, in a folder, or under a name of their own', async () => {
    const found = await hosts({
      [tree]: conf,
      'web1/etc/sysctl.d/90-arp.conf': 'a=1\n',
      'web2/sysctl.conf': 'a=1\n',
      'web2/check.sh': check,
      'tools/only.sh': check,
      'stack/docker-compose.yml': 'services: {}\n',
    });
    expect(Object.keys(found).sort()).toEqual(['web1', 'web2']);
    expect(found.web2!.sort()).toEqual([
      'script /etc/keepalived/check.sh < web2/check.sh',
      'sysctl /etc/sysctl.conf < web2/sysctl.conf',
    ]);
    expect(await hosts({ 'a.conf': conf, 'a.rs1.ifcfg-ens32': 'x=1\n' }, ['a.conf'])).toEqual({
      rs1: ['ifcfg /etc/sysconfig/network-scripts/ifcfg-ens32 < a.rs1.ifcfg-ens32'],
    });
  });

  it('are those of hacfg.yaml, with their addresses', async () => {
    const { project: loaded } = await project(
      {
        'hacfg.yaml': 'hosts:\n  lb1: {}\n  web1: { address: 192.0.2.21/24 }\n  web9: {}\n',
        'lb1/keepalived.conf': conf,
        'web1/etc/sysctl.conf': 'a=1\n',
      },
      ['lb1/keepalived.conf'],
    );
    expect(loaded.hosts.map(({ name, addresses }) => [name, addresses.map((one) => one.text)])).toEqual([
      ['web1', ['192.0.2.21']],
    ]);
  });

  it('do not make a folder of their files pass for one with a configuration', async () => {
    const { project: loaded } = await project({ 'web1/etc/sysctl.conf': 'a=1\n' });
    expect(loaded.troubles).toEqual([
      {
        path: '.',
        message:
          'no keepalived configuration in this folder, only files around one (web1/etc/sysctl.conf); name the file itself to have it read whatever it is called',
      },
    ]);
  });
});
