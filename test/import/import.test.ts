import { describe, expect, it } from 'vitest';
import { importTexts } from './kit.ts';

function node(source: string, priority: number, more = ''): string {
  return `global_defs {
    router_id ${source.endsWith('1') ? 'lb1' : 'lb2'}
    vrrp_garp_master_repeat 3
}
vrrp_script chk {
    script "/usr/bin/pgrep nginx"
    interval 2
    weight -60
}
vrrp_instance VI_1 {
    state ${priority > 100 ? 'MASTER' : 'BACKUP'}
    interface eth0
    virtual_router_id 51
    priority ${priority}
    mcast_src_ip ${source}
    authentication {
        auth_type PASS
        auth_pass s3cr3t
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_script {
        chk
    }
    garp_master_delay 5
${more}}
`;
}

const pair = { lb1: node('192.0.2.11', 150), lb2: node('192.0.2.12', 100) };

describe('import', () => {
  it('describes a pair', async () => {
    const { code, notes, verdict } = await importTexts(pair);
    expect(code).toBe(`global:
  script_user: false
  script_security: false
  verbatim: [ vrrp_garp_master_repeat 3 ]
hosts:
  lb1: { address: 192.0.2.11, interface: eth0 }
  lb2: { address: 192.0.2.12, interface: eth0 }
routers:
  VI_1:
    vrid: 51
    vips: [ 192.0.2.100/24 ]
    auth:
      pass: { env: VRRP_PASS }
    version: 2
    track: [ chk ]
    verbatim: [ garp_master_delay 5 ]
    nodes:
      - { host: lb1, priority: 150 }
      - { host: lb2, priority: 100 }
checks:
  chk:
    kind: command
    run: /usr/bin/pgrep nginx
    interval: 2
    fall: 1
    rise: 1
    weight: -60
`);
    expect(notes).toEqual([
      'lb1:26 garp_master_delay is kept as it is, in verbatim of router VI_1',
      'lb2:26 garp_master_delay is kept as it is, in verbatim of router VI_1',
      'lb1:18 auth_pass of router VI_1 is not copied: hacfg gen takes it from the variable VRRP_PASS',
      'lb1:3 vrrp_garp_master_repeat is kept as it is, in verbatim of global',
    ]);
    expect(verdict).toMatchObject({ kind: 'same', differences: [] });
  });

  it.each<[what: string, texts: Record<string, string>, parts: readonly string[]]>([
    [
      'what one host has alone',
      { ...pair, lb2: node('192.0.2.12', 100, '    garp_lower_prio_repeat 2\n') },
      ['- host: lb2', 'verbatim: [ garp_master_delay 5, garp_lower_prio_repeat 2 ]'],
    ],
    [
      'another check of one name',
      { ...pair, lb2: pair.lb2.replace('pgrep nginx', 'pgrep haproxy') },
      ['track: [ chk ]', 'track: [ chk-lb2 ]', 'chk-lb2:', 'run: /usr/bin/pgrep haproxy'],
    ],
    [
      'a command with quotes of its own',
      { lb1: pair.lb1.replace('"/usr/bin/pgrep nginx"', `"/bin/sh -c 'pgrep nginx'"`) },
      ['kind: verbatim', `script "/bin/sh -c 'pgrep nginx'"`],
    ],
    [
      'unicast, with peers that follow from the hosts',
      {
        lb1: pair.lb1.replace(
          'mcast_src_ip 192.0.2.11',
          'unicast_src_ip 192.0.2.11\n    unicast_peer {\n        192.0.2.12\n    }',
        ),
        lb2: pair.lb2.replace(
          'mcast_src_ip 192.0.2.12',
          'unicast_src_ip 192.0.2.12\n    unicast_peer {\n        192.0.2.11\n    }',
        ),
      },
      ['transport: unicast', 'check_unicast_source: false'],
    ],
    [
      'unicast, with a peer that nobody knows',
      {
        lb1: pair.lb1.replace(
          'mcast_src_ip 192.0.2.11',
          'unicast_src_ip 192.0.2.11\n    unicast_peer {\n        192.0.2.13\n    }',
        ),
      },
      [
        'source: false',
        'verbatim: |\n',
        '      unicast_src_ip 192.0.2.11\n      unicast_peer {\n          192.0.2.13\n      }\n',
      ],
    ],
    [
      'blocks that nothing in hacfg.yaml stands for',
      { lb1: `static_routes {\n    198.51.100.0/24 via 192.0.2.1\n}\n${pair.lb1}` },
      ['    verbatim: |\n      static_routes {\n          198.51.100.0/24 via 192.0.2.1\n      }\n'],
    ],
    [
      'a definition that nothing tracks',
      { lb1: `${pair.lb1}vrrp_script unused {\n    script "/bin/true"\n}\n` },
      ['vrrp_script unused {', `script "/bin/true"`],
    ],
    [
      'nodes that contradict each other, as they are',
      { ...pair, lb2: pair.lb2.replace('192.0.2.100/24', '192.0.2.101/24') },
      ['      vrrp_instance VI_1 {\n', '192.0.2.101/24'],
    ],
    [
      'the instance that a sync daemon follows, under its new name',
      Object.fromEntries(
        Object.entries(pair).map(([name, text]) => [
          name,
          text
            .replace('vrrp_instance VI_1', `vrrp_instance ${name}_vi`)
            .replace('global_defs {', `global_defs {\n    lvs_sync_daemon eth0 ${name}_vi id 3`),
        ]),
      ),
      ['verbatim: [ lvs_sync_daemon eth0 lb1_vi id 3, vrrp_garp_master_repeat 3 ]'],
    ],
    [
      'interfaces of other names',
      { ...pair, lb2: pair.lb2.replace('interface eth0', 'interface ens3') },
      ['lb2: { address: 192.0.2.12, interface: ens3 }'],
    ],
  ])('keeps %s', async (_what, texts, parts) => {
    const { text, verdict } = await importTexts(texts);
    for (const part of parts) expect(text).toContain(part);
    expect(verdict).toMatchObject({ kind: 'same', differences: [] });
  });

  it('asks for what the files do not tell', async () => {
    const { text } = await importTexts({ lb1: pair.lb1.replace(/ {4}mcast_src_ip.*\n/, '') });
    expect(text).toContain('interface: eth0 # <- its own address');
    expect(text).toContain('# keepalived: "2.2" # <- the release');
  });

  it('finds services, and says what it keeps as it is', async () => {
    const service = (more: string) => `virtual_server 192.0.2.100 80 {
    delay_loop 6
    lb_algo rr
    lb_kind DR
    protocol TCP
${more}    real_server 192.0.2.21 80 {
        weight 1
        HTTP_GET {
            url {
                path /health
                status_code 200
            }
            connect_timeout 3
        }
    }
}
`;
    const text = service('    persistence_timeout 50\n    sorry_server 192.0.2.30 80\n    hashed\n');
    const { imported, notes, verdict } = await importTexts({
      lb1: pair.lb1 + text,
      lb2: pair.lb2 + text,
    });
    expect(imported.text.services).toEqual({
      'tcp-192.0.2.100-80': {
        vip: '192.0.2.100',
        ports: [80],
        protocol: 'tcp',
        scheduler: 'rr',
        forward: 'dr',
        interval: 6,
        persistence: 50,
        sorry_server: { address: '192.0.2.30', port: 80 },
        check: { kind: 'http', path: '/health', status: 200, timeout: 3 },
        real_servers: [{ address: '192.0.2.21', weight: 1 }],
        verbatim: ['hashed'],
      },
    });
    expect(notes).toContain('lb1:35 hashed is kept as it is, in verbatim of service tcp-192.0.2.100-80');
    expect(verdict).toMatchObject({ kind: 'same', differences: [] });
  });

  it('copies passwords only when it is told to', async () => {
    const without = await importTexts(pair);
    expect(without.text).not.toContain('s3cr3t');
    expect(without.imported.holdsSecret).toBe(false);
    const kept = await importTexts(pair, { keepsSecrets: true });
    expect(kept.code).toContain('pass: s3cr3t');
    expect(kept.imported.holdsSecret).toBe(true);
    expect(kept.notes.join('\n')).not.toContain('s3cr3t');
    expect(kept.verdict).toMatchObject({ kind: 'same', differences: [] });
  });

  it('knows when a password stands in lines that are kept', async () => {
    const odd = 'auth_pass "a b"';
    const { imported, notes } = await importTexts({ lb1: pair.lb1.replace('auth_pass s3cr3t', odd) });
    expect(imported.holdsSecret).toBe(true);
    expect(notes).toContain(
      'lb1:16 authentication is kept as it is, in verbatim of router VI_1, with its password',
    );
  });

  it('names variables apart for routers with different passwords', async () => {
    const second = (text: string) =>
      text.replace(
        /vrrp_instance VI_1[\s\S]*$/,
        (block) =>
          block +
          block
            .replace('VI_1', 'VI_2')
            .replace('id 51', 'id 52')
            .replace('s3cr3t', 'other')
            .replace('2.100', '2.101'),
      );
    const { text, imported, verdict } = await importTexts({ lb1: second(pair.lb1), lb2: second(pair.lb2) });
    expect(text).toMatch(/env: VRRP_PASS \}[\s\S]*env: VRRP_PASS_VI_2 \}/);
    expect(imported.environment).toEqual({ VRRP_PASS: 's3cr3t', VRRP_PASS_VI_2: 'other' });
    expect(verdict).toMatchObject({ kind: 'same', differences: [] });
  });

  it('keeps the settings of a host that has no instance', async () => {
    const settings = 'global_defs {\n    router_id b\n    garp_master_delay 3\n}\n';
    const { verdict, code } = await importTexts({ lb1: pair.lb1, b: settings });
    expect(verdict).toMatchObject({ kind: 'same', differences: [] });
    expect(code).toContain('  b:\n    global_verbatim: [ garp_master_delay 3 ]\n');
  });

  it('keeps settings that are alike for the hosts that have no instance', async () => {
    const texts = (name: string) => `global_defs {\n    router_id ${name}\n    garp_master_delay 3\n}\n`;
    const { verdict } = await importTexts({ a: texts('a'), b: texts('other') });
    expect(verdict).toMatchObject({ kind: 'same', differences: [] });
  });

  it('keeps what is asked of the host as it is written', async () => {
    const asked = pair.lb1
      .replace('priority 150', 'priority ${_ENV PRIORITY}')
      .replace('lb1', '${_ENV NAME}');
    const { code, notes } = await importTexts({ lb1: asked, lb2: pair.lb2 });
    expect(notes).toContain('lb1:10 host lb1 is kept as it is: it asks the host for a value');
    expect(code).toContain('          priority ${_ENV PRIORITY}\n');
    expect(code).toContain('"router_id ${_ENV NAME}"');
    expect(code).not.toMatch(/[\ue000-\uf8ff]/);
  });
});
