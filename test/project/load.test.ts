import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProject, type ProjectRequest } from '../../src/project/load.ts';
import { conf, folderOf } from './kit.ts';

async function load(files: Record<string, string | Uint8Array>, request: Partial<ProjectRequest> = {}) {
  const cwd = folderOf(files);
  const project = await loadProject({ paths: ['.'], cwd, ...request });
  const nodes = project.nodes.map(
    (node) => `${node.hostName} ${relative(cwd, node.source.path)}${node.requested ? '' : ' (peer)'}`,
  );
  return { cwd, project, nodes, troubles: project.troubles };
}

const topology =
  'keepalived: 2.2\nhosts:\n  web1: { address: 192.0.2.11/24, interface: ens32 }\n  web2:\n    addresses: [192.0.2.12/24]\n    keepalived: 2.4.3\n';

describe('loadProject', () => {
  it('names hosts by their trees and reads the files around', async () => {
    const { project, nodes } = await load({
      'out/web1/etc/keepalived/keepalived.conf': conf,
      'out/web1/etc/sysconfig/network-scripts/ifcfg-ens32': 'IPADDR=192.0.2.11\nPREFIX=24\n',
      'out/web2/etc/keepalived/keepalived.conf': conf,
    });
    expect(nodes).toEqual([
      'web1 out/web1/etc/keepalived/keepalived.conf',
      'web2 out/web2/etc/keepalived/keepalived.conf',
    ]);
    expect(
      project.nodes.map((node) =>
        node.addresses.map((one) => [one.text, one.prefix, one.interface, one.how]),
      ),
    ).toEqual([[['192.0.2.11', 24, 'ens32', 'ifcfg']], []]);
    expect(project.nodes[0]!.root?.endsWith('out/web1')).toBe(true);
  });

  it('brings the peers along that hacfg.yaml lists', async () => {
    const files = { 'hacfg.yaml': topology, 'web1/keepalived.conf': conf, 'keepalived-web2.conf': conf };
    const { nodes, project } = await load(files, { paths: ['web1/keepalived.conf'] });
    expect(nodes).toEqual(['web1 web1/keepalived.conf', 'web2 keepalived-web2.conf (peer)']);
    expect(project.nodes.map((node) => [node.release, node.topology === project.topologies[0]])).toEqual([
      ['2.2.8', true],
      ['2.4.3', true],
    ]);
    expect(
      project.nodes.map((node) => node.addresses.map((one) => `${one.text}/${one.prefix} ${one.interface}`)),
    ).toEqual([['192.0.2.11/24 ens32'], ['192.0.2.12/24 undefined']]);
    const place = project.nodes[1]!.addresses[0]!.place!;
    expect([place.source.position(place.span.start), place.source.slice(place.span)]).toEqual([
      { line: 5, column: 17 },
      '192.0.2.12',
    ]);
  });

  const layouts: [string, string[]][] = [
    ['trees', ['out/web1/etc/keepalived/keepalived.conf', 'out/web2/etc/keepalived/keepalived.conf']],
    ['folders', ['web1/keepalived.conf', 'web2/keepalived.conf']],
    ['names', ['web1.conf', 'web2.conf']],
    ['middle names', ['keepalived-web1.conf', 'keepalived-web2.conf']],
    ['extensions', ['keepalived.conf.web1', 'keepalived.conf.web2']],
    ['names in a folder', ['conf/web1.conf', 'conf/web2.conf']],
  ];
  it.each(layouts)('finds the files of hosts by %s', async (_, [one, other]) => {
    const { nodes } = await load({ 'hacfg.yaml': topology, [one!]: conf, [other!]: conf }, { paths: [one!] });
    expect(nodes).toEqual([`web1 ${one}`, `web2 ${other} (peer)`]);
  });

  it('takes `file:` and says when it is missing', async () => {
    const hosts =
      'hosts:\n  web1: { file: a.txt }\n  web2: { file: sub/b.txt }\n  web3: { file: none.txt }\n';
    const { nodes, troubles } = await load(
      { 'hacfg.yaml': hosts, 'a.txt': conf, 'sub/b.txt': conf },
      { paths: ['a.txt'] },
    );
    expect(nodes).toEqual(['web1 a.txt', 'web2 sub/b.txt (peer)']);
    expect(troubles).toEqual([
      { path: 'none.txt', message: 'no such file, but hacfg.yaml gives it as the file of web3' },
    ]);
  });

  it('leaves hosts alone that the file is none of', async () => {
    const { nodes, project } = await load(
      { 'hacfg.yaml': topology, 'web1.conf': conf, 'other.conf': conf },
      { paths: ['other.conf'] },
    );
    expect(nodes).toEqual(['other.conf other.conf']);
    expect(project.nodes[0]!.topology).toBeUndefined();
  });

  it('lints the hosts of hacfg.yaml when nothing is named', async () => {
    const files = { 'hacfg.yaml': topology, 'web1.conf': conf, 'web2.conf': conf, 'old/other.conf': conf };
    expect((await load(files, { paths: [] })).nodes).toEqual(['web1 web1.conf', 'web2 web2.conf']);
    expect((await load({ 'a.conf': conf }, { paths: [] })).nodes).toEqual(['a.conf a.conf']);
  });

  it('takes the project file that is named', async () => {
    const files = {
      'conf/cluster.yaml': topology,
      'conf/web2.conf': conf,
      'web1.conf': conf,
      'hacfg.yaml': 'hosts: {}\n',
    };
    const { nodes } = await load(files, { paths: ['web1.conf'], projectFile: 'conf/cluster.yaml' });
    expect(nodes).toEqual(['web1 web1.conf', 'web2 conf/web2.conf (peer)']);
    const missing = await load(files, { paths: ['web1.conf'], projectFile: 'none.yaml' });
    expect(missing.troubles).toEqual([
      { path: 'none.yaml', message: 'no such file; name the hacfg.yaml of the cluster' },
    ]);
  });

  it('looks for hacfg.yaml no higher than the repository', async () => {
    const { project } = await load(
      { 'hacfg.yaml': topology, 'repo/.git/HEAD': '', 'repo/web1.conf': conf },
      { paths: ['repo'] },
    );
    expect(project.topologies).toEqual([]);
  });

  it('reads `lint:`', async () => {
    const { project } = await load({ 'hacfg.yaml': 'lint:\n  ignore: [a/b]\n', 'a.conf': conf });
    expect(project.topologies[0]!.lint).toMatchObject({ ignore: [{ text: 'a/b', offset: 17 }], rules: [] });
    expect(project.nodes[0]!.lint).toBe(project.topologies[0]!.lint);
  });

  const faults: [string, string, string][] = [
    ['syntax', 'hosts: {\n  web1: [\n', '3:1: '],
    [
      'hosts',
      'hosts: [web1]\n',
      '1:8: hosts must be a mapping: web1: { address: 192.0.2.11/24, interface: eth0 }',
    ],
    [
      'a host',
      'hosts:\n  web1: 192.0.2.1\n',
      '2:3: host web1 must be a mapping: { address: 192.0.2.11/24, interface: eth0 }',
    ],
    [
      'an address',
      'hosts:\n  web1: { address: 192.0.2.256 }\n',
      '2:20: address must be an IP address with its prefix, such as 192.0.2.11/24, not 192.0.2.256',
    ],
    [
      'a release',
      'keepalived: 9.9\n',
      '1:13: keepalived must be a release such as "2.2.8" or a line of releases such as "2.2"',
    ],
    ['a repeated key', 'hosts:\n  a: {}\n  a: {}\n', '3:3: '],
    ['the whole', 'nonsense\n', '1:1: must be a mapping with the keys hosts, routers and so on'],
  ];
  it.each(faults)('says where hacfg.yaml is wrong: %s', async (_, text, expected) => {
    const { troubles, nodes } = await load({ 'hacfg.yaml': text, 'a.conf': conf });
    expect(nodes).toEqual(['a.conf a.conf']);
    expect(troubles.length).toBeGreaterThan(0);
    expect([troubles[0]!.path, troubles[0]!.message.slice(0, expected.length)]).toEqual([
      'hacfg.yaml',
      expected,
    ]);
  });

  it('reads a byte order mark and an empty hacfg.yaml', async () => {
    expect((await load({ 'hacfg.yaml': `\ufeff${topology}`, 'web1.conf': conf })).nodes).toEqual([
      'web1 web1.conf',
    ]);
    expect((await load({ 'hacfg.yaml': '', 'web1.conf': conf })).troubles).toEqual([]);
  });
});

describe('standard input', () => {
  const bytes = Buffer.from(conf);

  it('has the name it is given', async () => {
    const { nodes, project } = await load({}, { paths: ['-'], stdin: { filename: 'web1.conf', bytes } });
    expect(nodes).toEqual(['web1.conf web1.conf']);
    expect(project.nodes[0]!.source.text).toBe(conf);
  });

  it('stands for the file of that name, with its peers', async () => {
    const files = { 'hacfg.yaml': topology, 'web1.conf': 'old\n', 'web2.conf': conf };
    const { nodes, project } = await load(files, {
      paths: ['-', 'web1.conf'],
      stdin: { filename: 'web1.conf', bytes },
    });
    expect(nodes).toEqual(['web1 web1.conf', 'web2 web2.conf (peer)']);
    expect(project.nodes[0]!.source.text).toBe(conf);
  });
});

describe('troubles', () => {
  const cases: [string, Record<string, string | Uint8Array>, string, string][] = [
    ['missing', {}, 'none.conf', 'no such file; name a keepalived.conf, or a folder that holds some'],
    [
      'UTF-16',
      { 'a.conf': Buffer.from('\ufeff! x', 'utf16le') },
      'a.conf',
      'is UTF-16, which keepalived cannot read; save it as UTF-8',
    ],
    [
      'binary',
      { 'a.conf': Uint8Array.of(0x7f, 0x45, 0, 1) },
      'a.conf',
      'holds binary data, not a configuration; is the path right?',
    ],
  ];
  it.each(cases)('%s', async (_, files, path, message) => {
    const { troubles, nodes } = await load(files, { paths: [path] });
    expect(troubles).toEqual([{ path, message }]);
    expect(nodes).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')(
    'a pipe is not waited for (Windows has none when skipped)',
    async () => {
      const cwd = folderOf({});
      execFileSync('mkfifo', [join(cwd, 'pipe')]);
      expect((await loadProject({ paths: ['pipe'], cwd })).troubles).toEqual([
        {
          path: 'pipe',
          message: 'is not a regular file; to read from a pipe give - and --stdin-filename NAME',
        },
      ]);
    },
  );

  it('one bad file does not keep the others from being read', async () => {
    const { nodes, troubles } = await load({ 'a.conf': conf }, { paths: ['none.conf', 'a.conf'] });
    expect([nodes.length, troubles.length]).toEqual([1, 1]);
  });

  it('text with a NUL is still a configuration, latin1 is read', async () => {
    const { project } = await load({
      'a.conf': `${conf}\0`,
      'b.conf': Buffer.concat([Buffer.from(conf), Buffer.of(0xe9)]),
    });
    expect(project.nodes.map((node) => node.encoding)).toEqual(['utf-8', 'latin1']);
  });
});

describe('facts', () => {
  const facts = JSON.stringify([{ ifname: 'ens32', addr_info: [{ local: '192.0.2.11', prefixlen: 24 }] }]);

  it('belong to their host', async () => {
    const files = { 'web1/keepalived.conf': conf, 'web2/keepalived.conf': conf, 'web1.json': facts };
    const { project, troubles } = await load(files, { facts: [{ host: 'web1', file: 'web1.json' }] });
    expect(project.nodes.map((node) => node.addresses.map((one) => `${one.text} ${one.how}`))).toEqual([
      ['192.0.2.11 facts'],
      [],
    ]);
    expect(troubles).toEqual([]);
  });

  it.each([
    ['web9', 'f.json', 'no host is called web9; the hosts are a.conf'],
    ['a.conf', 'a.conf', 'is not what `ip -j addr` prints'],
    ['a.conf', 'none', 'no such file; name a keepalived.conf, or a folder that holds some'],
  ])('for %s in %s: %s', async (host, file, message) => {
    const { troubles } = await load({ 'a.conf': conf, 'f.json': facts }, { facts: [{ host, file }] });
    expect(troubles).toEqual([{ path: file, message }]);
  });
});
