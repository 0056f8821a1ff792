import { describe, expect, it } from 'vitest';
import { asWritten, UNKNOWN_VALUE } from '../../grammar/preprocess/definitions.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { lintTexts } from '../support/lint-texts.ts';

/** A pair in which every value that a host may be asked for has a line of its own. */
function node(name: string, changes: Readonly<Record<string, string>> = {}): string {
  const settings = {
    router_id: name,
    state: 'BACKUP',
    interface: 'eth0',
    virtual_router_id: '51',
    priority: name === 'lb1' ? '150' : '100',
    advert_int: '1',
    unicast_src_ip: name === 'lb1' ? '192.0.2.11' : '192.0.2.12',
    peer: name === 'lb1' ? '192.0.2.12' : '192.0.2.11',
    auth_pass: 'k7Tz2pQ9',
    vip: '192.0.2.100/32',
    garp_master_delay: '5',
    service: '192.0.2.100 80',
    server: '192.0.2.21 80',
    weight: '1',
    connect_timeout: '3',
    ...changes,
  };
  const line = (keyword: keyof typeof settings) => `${keyword} ${settings[keyword]}`;
  return `global_defs {
    ${line('router_id')}
    vrrp_check_unicast_src
}
vrrp_instance VI_1 {
    ${line('state')}
    ${line('interface')}
    ${line('virtual_router_id')}
    ${line('priority')}
    ${line('advert_int')}
    ${line('unicast_src_ip')}
    unicast_peer {
        ${settings.peer}
    }
    authentication {
        auth_type PASS
        ${line('auth_pass')}
    }
    virtual_ipaddress {
        ${settings.vip}
    }
    ${line('garp_master_delay')}
}
virtual_server ${settings.service} {
    delay_loop 6
    lb_algo wrr
    lb_kind DR
    protocol TCP
    real_server ${settings.server} {
        ${line('weight')}
        TCP_CHECK {
            ${line('connect_timeout')}
        }
    }
}
`;
}

function faults(files: Readonly<Record<string, string>>): string[] {
  return lintTexts(files, rules)
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule, message, place }) => `${place.source.path}: ${message} [${rule}]`);
}

const settings = [
  'router_id',
  'state',
  'interface',
  'virtual_router_id',
  'priority',
  'advert_int',
  'unicast_src_ip',
  'peer',
  'auth_pass',
  'vip',
  'garp_master_delay',
  'service',
  'server',
  'weight',
  'connect_timeout',
] as const;

describe('a value that the running host alone knows', () => {
  it('is asked of a pair without faults', () => {
    expect(faults({ 'lb1.conf': node('lb1'), 'lb2.conf': node('lb2') })).toEqual([]);
  });

  it.each(settings)('is no fault as %s, on one node or both', (setting) => {
    const asked = { [setting]: `\${_ENV ${setting.toUpperCase()}}` };
    expect(faults({ 'lb1.conf': node('lb1', asked), 'lb2.conf': node('lb2') })).toEqual([]);
    expect(faults({ 'lb1.conf': node('lb1', asked), 'lb2.conf': node('lb2', asked) })).toEqual([]);
  });

  it.each(settings)('is no fault as a part of %s, out of a definition', (setting) => {
    const asked = { [setting]: '${HOST_VALUE}1' };
    const text = (name: string) => `$HOST_VALUE=\${_ENV VALUE}\n${node(name, asked)}`;
    expect(faults({ 'lb1.conf': text('lb1'), 'lb2.conf': text('lb2') })).toEqual([]);
  });

  it('is no fault beside what is judged over all clusters', () => {
    const text = (name: string, priority: string) =>
      node(name, { priority }).replace('    garp_master_delay', '    nopreempt\n    garp_master_delay');
    const known = faults({ 'lb1.conf': text('lb1', '150'), 'lb2.conf': text('lb2', '100') });
    const asked = { 'lb1.conf': text('lb1', '150'), 'lb2.conf': text('lb2', '${_ENV PRIORITY}') };
    expect(faults(asked)).toEqual(known);
  });

  it('is no fault where it may be any number of words', () => {
    const text = node('lb1').replace(
      '    garp_master_delay 5\n',
      '    ${_ENV MORE}\n    track_interface {\n        ${_ENV CARDS}\n    }\n',
    );
    expect(faults({ 'lb1.conf': text })).toEqual([]);
  });

  it('is no fault as a name', () => {
    const named = `vrrp_script \${_ENV CHECK} {
    script "/usr/bin/pgrep -x nginx"
    interval 2
    fall 2
    rise 2
}
vrrp_sync_group \${_ENV GROUP} {
    group {
        VI_1
        \${_ENV OTHER}
    }
}
${node('lb1').replace('    garp_master_delay 5\n', '    track_script {\n        chk_nginx\n    }\n')}`;
    const found = faults({ 'lb1.conf': named });
    expect(found.filter((one) => !one.includes('enable_script_security'))).toEqual([]);
  });

  it('is shown as it was written', () => {
    expect(asWritten(`a${UNKNOWN_VALUE}NAME\ue0ff/24`)).toBe('a${_ENV NAME}/24');
    const files = { 'lb1.conf': node('lb1', { router_id: '${_ENV A} ${_ENV B}' }) };
    const texts = lintTexts(files, rules).flatMap(({ message, help = '' }) => [message, help]);
    expect(texts.join('\n')).not.toMatch(/[\ue0fe\ue0ff]/);
  });

  it('leaves what is written beside it to be judged', () => {
    const bad = node('lb1', { priority: '${_ENV PRIORITY}', virtual_router_id: '512' });
    expect(faults({ 'lb1.conf': bad })).toEqual([
      'lb1.conf: virtual_router_id 512 in vrrp_instance VI_1 is outside 1-255 [value/vrid-range]',
    ]);
    const other = node('lb1', { server: '${_ENV SERVER}', priority: '300' });
    expect(faults({ 'lb1.conf': other })).toEqual([
      'lb1.conf: priority 300 in vrrp_instance VI_1 is outside 1-255 [value/priority-range]',
    ]);
  });
});
