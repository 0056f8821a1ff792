import { describe, expect, it } from 'vitest';
import { differences } from '../../src/meaning/meaning.ts';
import { nodeOf } from '../model/kit.ts';

const base = `global_defs {
    router_id web1
    script_user root
    enable_script_security
}
vrrp_script nginx {
    script "/usr/bin/pgrep nginx"
    interval 2
    weight -20
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    mcast_src_ip 192.0.2.11
    authentication {
        auth_type PASS
        auth_pass s3cr3t
    }
    virtual_ipaddress {
        192.0.2.100/32 label eth0:1
        192.0.2.101
    }
    track_script {
        nginx
    }
    notify_master "/usr/bin/logger master"
}
virtual_server 192.0.2.100 80 {
    delay_loop 6
    lb_algo rr
    lb_kind DR
    protocol TCP
    real_server 192.0.2.21 80 {
        weight 2
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`;

function factsThatDiffer(before: string, after: string): string[] {
  return differences(nodeOf(before), nodeOf(after)).map(({ fact }) => fact);
}

/** The configuration with something in the place of something else. */
function changed(from: string | RegExp, to: string): string {
  const text = base.replace(from, to);
  expect(text).not.toBe(base);
  return text;
}

const instance = 'instance IPv4 vrid 51 on eth0';
const service = 'service TCP 192.0.2.100 80';

describe('two configurations mean the same', () => {
  it.each<[string, string]>([
    ['without comments, in another layout', base.replace(/\n {4}/g, '\n\t# note\n\t')],
    ['with the defaults written out', changed('priority 100', 'priority 100\n    version 2')],
    ['without the defaults', changed('    advert_int 1\n', '').replace('    priority 100\n', '')],
    ['with another name for the instance', changed('vrrp_instance VI_1', 'vrrp_instance web')],
    [
      'with another name for the script',
      base.replaceAll('nginx {', 'chk {').replace('        nginx\n', '        chk\n'),
    ],
    ['with quotes', changed('interface eth0', 'interface "eth0"')],
    ['with its keywords in another order', changed(/( {4}state BACKUP\n)( {4}interface eth0\n)/, '$2$1')],
    [
      'with the weight in the entry',
      changed('    weight -20\n', '').replace('        nginx\n', '        nginx weight -20\n'),
    ],
    ['with a definition', `$PRIO=100\n${changed('priority 100', 'priority $PRIO')}`],
    ['with the interface of the instance at a VIP', changed('192.0.2.101', '192.0.2.101/32 dev eth0')],
    ['with an old word', changed('lb_algo', 'lvs_sched')],
  ])('%s', (_what, text) => {
    expect(factsThatDiffer(base, text)).toEqual([]);
  });

  it('when only the first eight bytes of a password are alike', () => {
    const long = (end: string) => changed('s3cr3t', `12345678${end}`);
    expect(factsThatDiffer(long('a'), long('b'))).toEqual([]);
  });

  it('when a check without a weight stands in a sync group or in its member', () => {
    const pair = (inGroup: string, inMember: string) => `vrrp_script c {
    script "/bin/true"
}
vrrp_sync_group G {
    group {
        A
        B
    }
${inGroup}}
vrrp_instance A {
    interface eth0
    virtual_router_id 1
    virtual_ipaddress {
        192.0.2.1
    }
${inMember}}
vrrp_instance B {
    interface eth1
    virtual_router_id 2
    virtual_ipaddress {
        192.0.2.2
    }
}
`;
    const track = '    track_script {\n        c\n    }\n';
    expect(factsThatDiffer(pair(track, ''), pair('', track))).toEqual([]);
    expect(factsThatDiffer(pair(track, ''), pair('', ''))).not.toEqual([]);
  });
});

describe('two configurations differ', () => {
  it.each<[string | RegExp, string, string[]]>([
    ['router_id web1', 'router_id web2', ['router_id']],
    ['script_user root', 'script_user nobody', ['global script_user']],
    ['    enable_script_security\n', '', ['global enable_script_security']],
    ['state BACKUP', 'state MASTER', [`${instance}: state`]],
    ['priority 100', 'priority 101', [`${instance}: priority`]],
    ['advert_int 1', 'advert_int 2', [`${instance}: interval`]],
    ['mcast_src_ip 192.0.2.11', 'mcast_src_ip 192.0.2.12', [`${instance}: source`]],
    ['auth_pass s3cr3t', 'auth_pass secret', [`${instance}: authentication`]],
    ['192.0.2.100/32 label', '192.0.2.100/24 label', [`${instance}: VIPs`]],
    [' label eth0:1', '', [`${instance}: VIPs`]],
    [/(.*100\/32.*\n)(.*101\n)/, '$2$1', [`${instance}: VIPs`]],
    ['pgrep nginx', 'pgrep haproxy', [`${instance}: tracked`]],
    ['interval 2', 'interval 3', [`${instance}: tracked`]],
    ['weight -20', 'weight -30', [`${instance}: tracked`]],
    [/ {4}track_script \{[^}]*\}\n/, '', [`${instance}: tracked`, 'unused script nginx']],
    ['logger master', 'logger backup', [`${instance}: others`]],
    ['state BACKUP', 'state BACKUP\n    garp_master_delay 7', [`${instance}: others`]],
    ['state BACKUP', 'state BACKUP\n    nopreempt', [`${instance}: nopreempt`]],
    ['lb_algo rr', 'lb_algo wrr', [`${service}: settings`]],
    ['protocol TCP', 'protocol TCP\n    quorum 2', [`${service}: settings`]],
    ['protocol TCP', 'protocol TCP\n    alpha', [`${service}: others`]],
    ['weight 2', 'weight 3', [`${service}: real server 192.0.2.21 80`]],
    ['connect_timeout 3', 'connect_timeout 4', [`${service}: real server 192.0.2.21 80`]],
    ['TCP_CHECK {', 'PING_CHECK {', [`${service}: real server 192.0.2.21 80`]],
    [
      'global_defs {',
      'static_routes {\n    192.0.2.0/24 dev eth0\n}\nglobal_defs {',
      ['top level static_routes'],
    ],
  ])('by %s -> %s', (from, to, facts) => {
    expect(factsThatDiffer(base, changed(from, to)).sort()).toEqual([...facts].sort());
  });

  it('by every line that is not a default', () => {
    const defaults = /router_id web1|state BACKUP|priority 100|advert_int 1|^\}|[{}]$/;
    const lines = base.split('\n');
    for (const [at, line] of lines.entries()) {
      if (line === '' || defaults.test(line)) continue;
      const without = lines.filter((_, other) => other !== at).join('\n');
      expect({ line, facts: factsThatDiffer(base, without) }).not.toEqual({ line, facts: [] });
    }
  });
});
