import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../cli/kit.ts';

const hosts = `hosts:
  lb1: { address: 192.0.2.11/24, interface: eth0 }
  lb2: { address: 192.0.2.12/24, interface: eth0 }
`;
const router = `routers:
  VI_1: { nodes: [lb1, lb2], vips: [192.0.2.100/24] }
`;
const pair = hosts + router;
const withRouter = (more: string) => hosts + router.replace(' }\n', `, ${more} }\n`);
const withService = (text: string) => `${pair}services:\n  web: ${text}\n`;
const called = (name: string) => pair.replace('VI_1', name);
const commands = (check: string) => `${pair}checks:\n  c: ${check}\n`;
const doubled = (name: string, before: string) =>
  `${name}: &${name} [${Array.from({ length: 9 }, () => before).join(', ')}]\n`;

/** Bad input of every kind, and what it is. */
const cases: readonly (readonly [string, string])[] = [
  ['a wrong key', pair.replace('vips:', 'vip_addresses:')],
  ['a wrong key at the top, beside the right one', `${pair}router: {}\n`],
  ['a word of keepalived.conf', withRouter('virtual_router_id: 3')],
  ['wrong types: texts for lists', `${hosts}routers:\n  VI_1: { nodes: lb1, vips: 192.0.2.100 }\n`],
  ['wrong types: words for a number and a time', withRouter('vrid: x, failover: 3x')],
  ['a wrong type: yes, which YAML 1.2 does not know', withRouter('preempt: yes')],
  ['an address that is none', pair.replace('2.11/24', '2.311/24')],
  ['a prefix that is none', pair.replace('2.11/24', '2.11/42')],
  ['a VIP outside of its subnet', pair.replace('192.0.2.100/24', '198.51.100.7')],
  ['a host twice', pair.replace('routers:', '  lb1: { address: 192.0.2.13/24 }\nrouters:')],
  ['an address twice', pair.replace('2.12', '2.11')],
  ['a node twice', pair.replace('[lb1, lb2]', '[lb1, lb1]')],
  ['a key twice', withRouter('vrid: 5, vrid: 6')],
  ['an unknown host', pair.replace('[lb1, lb2]', '[lb1, lb3]')],
  ['an unknown check', `${withRouter('track: [ngnix]')}checks:\n  nginx: { kind: nginx }\n`],
  [
    'an unknown VIP',
    withService('{ vip: 192.0.2.101, ports: [80], real_servers: [{ address: 192.0.2.21 }] }'),
  ],
  ['a VIP that is a host', pair.replace('2.100', '2.12')],
  ['a service without servers', withService('{ vip: 192.0.2.100, ports: [80], real_servers: [] }')],
  ['a service without anything', withService('')],
  ['a service without ports', withService('{ vip: 192.0.2.100, real_servers: [{ address: 192.0.2.21 }] }')],
  ['directors that serve', withService('{ vip: 192.0.2.100, ports: [80], real_servers: [lb1, lb2] }')],
  ['a host without anything', pair.replace(/lb1: .*/, 'lb1:')],
  ['no YAML: an open bracket', `${hosts}routers: { VI_1: [\n`],
  ['no YAML: a key in another column', `${hosts}routers:\n VI_1:\n   nodes: [lb1, lb2]\n  vips: []\n`],
  ['no YAML: an open quote', pair.replace('192.0.2.100/24', '"192.0.2.100/24')],
  ['no YAML: a tab', pair.replace('  VI_1', '\tVI_1')],
  ['an alias to nowhere', pair.replace('[lb1, lb2]', '*nodes')],
  ['an alias to what it stands in', `${hosts}routers: &r\n  VI_1: *r\n`],
  [
    'aliases without end',
    `a: &a [x]\n${doubled('b', '*a')}${doubled('c', '*b')}${doubled('d', '*c')}${doubled('e', '*d')}`,
  ],
  ['a merge key', pair.replace('interface: eth0 }', '<<: &x { interface: eth0 } }')],
  ['a key that is a list', `${pair}? [a, b]\n: c\n`],
  ['two documents', `${pair}---\n${hosts}`],
  ['an empty file', ''],
  ['a file of comments', '# nothing yet\n'],
  ['a list on top', '- hosts: {}\n'],
  ['a word on top', 'hosts\n'],
  [
    'a number too large for its key',
    withService('{ vip: 192.0.2.100, ports: [70000], real_servers: [{ address: 192.0.2.21 }] }'),
  ],
  ['a number too large for any', withRouter('vrid: 99999999999999999999')],
  ['a time without end', withRouter('failover: 1e400')],
  ['a time before now', withRouter('failover: -3s')],
  ['a line end in a command', commands('{ kind: command, run: "/bin/true\\n}" }')],
  ['a brace in a program', commands('{ kind: process, process: "a{b" }')],
  ['a brace in the name of a host', pair.replaceAll('lb1', '"lb{1"')],
  ['a # in a name', called("'VI #1'")],
  ['a ! in a name', called("'VI!1'")],
  ['a quote in a name', called("'VI\"1'")],
  ['a $ in a name', called("'$VI'")],
  ['a name of an interface that is too long', pair.replace('eth0', 'averyveryverylongname')],
  ['a password with a line end', withRouter('auth: { pass: "se\\ncret" }')],
  ['a password that is too long', withRouter('auth: { pass: "topsecretword" }')],
  ['a password that is nowhere', withRouter('auth: { pass: { env: HACFG_NO_SUCH } }')],
];

describe('hacfg gen of a faulty hacfg.yaml', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hacfg-frames-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('says at its place what is wrong, ends with 2, and writes nothing', async () => {
    const shown: string[] = [];
    for (const [at, [what, text]] of cases.entries()) {
      const cwd = join(folder, String(at));
      mkdirSync(cwd);
      writeFileSync(join(cwd, 'hacfg.yaml'), text);
      const { code, stdout, stderr } = await run(['gen', '-o', 'out'], { cwd });
      expect({ what, code, stdout, isWritten: existsSync(join(cwd, 'out')) }).toEqual({
        what,
        code: 2,
        stdout: '',
        isWritten: false,
      });
      shown.push(`==> ${what}\n${stderr}`);
    }
    const all = shown.join('\n');
    expect(all).not.toMatch(/topsecretword|se\\ncret|\n {4}at |undefined|\[object/);
    await expect(all).toMatchFileSnapshot('golden/frames.txt');
  });
});
