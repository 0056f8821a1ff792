import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { ExampleFiles } from '../../../src/lint/rule.ts';
import { rules } from '../../../src/lint/rules/index.ts';
import { lintTexts } from '../../support/lint-texts.ts';

/*
 * What is said of a line names the keyword or option that is wrong, what is advised can be typed as it stands, and
 * one mistake is told once.
 */

function conf(...lines: readonly string[]): string {
  const body = [
    'state BACKUP',
    'interface eth0',
    'virtual_router_id 51',
    'priority 100',
    'virtual_ipaddress {',
    '    192.0.2.100/24',
    '}',
    ...lines,
  ];
  return `vrrp_instance VI_1 {\n${body.map((line) => `    ${line}\n`).join('')}}\n`;
}

const second = conf()
  .replace('VI_1', 'VI_2')
  .replace('eth0', 'eth1')
  .replace(' 51', ' 52')
  .replace('.100/', '.101/');
const listed = (entry: string) => conf().replace('192.0.2.100/24', entry);
const inList = (list: string, entry: string) => conf(`${list} {`, `    ${entry}`, '}');
const group = (...names: readonly string[]) => `vrrp_sync_group G1 {\n    group { ${names.join(' ')} }\n}\n`;

function all(files: ExampleFiles): readonly Diagnostic[] {
  return lintTexts(files, rules);
}

function of(rule: string, files: ExampleFiles): readonly Diagnostic[] {
  return all(files).filter((one) => one.rule === rule);
}

describe('the message names what is wrong', () => {
  it.each([
    [
      'value/address-invalid',
      conf('mcast_src_ip 192.0.2.300'),
      /^mcast_src_ip "192\.0\.2\.300" in vrrp_inst/,
    ],
    [
      'value/address-invalid',
      listed('192.0.2.1/24 brd 192.0.2.300'),
      /^brd "192\.0\.2\.300" of 192\.0\.2\.1\/24/,
    ],
    [
      'value/interface-name',
      conf('use_vmac eth0/1'),
      /^use_vmac "eth0\/1" in vrrp_instance VI_1 has characters/,
    ],
    [
      'value/interface-name',
      listed('192.0.2.1/24 dev eth0:1'),
      /^dev "eth0:1" of 192\.0\.2\.1\/24 in .* is a label/,
    ],
    [
      'value/out-of-range',
      inList('virtual_rules', 'from 192.0.2.0/24 table 100 preference -1'),
      /^preference -1 of "from 192\.0\.2\.0\/24 table \.\.\." in virtual_rules/,
    ],
    [
      'value/choice-invalid',
      'vrrp_script chk {\n    script "/bin/true"\n    weight -20 revers\n}\n',
      /^weight in vrrp_script chk does not take "revers"/,
    ],
    [
      'syntax/missing-value',
      conf('authentication {', 'auth_pass', '}'),
      /has no value: it takes a password$/,
    ],
    [
      'syntax/unknown-keyword',
      'vrrp_instanc VI_1 {\n}\n',
      /\(did you mean vrrp_instance\?\); keepalived then|\?$/,
    ],
    ['syntax/bad-sequence', conf('~LST(A,{1,2}) nopreempt'), /\{1,2\} has 2 values for 1 variable$/],
  ])('%s %#', (rule, files, message) => {
    expect(of(rule, files).map((one) => one.message)).toEqual([expect.stringMatching(message)]);
  });
});

describe('the help is a line to type', () => {
  it.each([
    ['value/list-entry', listed('192.0.2.1/24 dev'), '192.0.2.1/24 dev IFNAME'],
    ['value/interface-name', listed('192.0.2.1/24 dev eth0:1'), '192.0.2.1/24 dev eth0 label eth0:1'],
    [
      'value/not-usable',
      inList('virtual_routes', 'via 192.0.2.1'),
      /^default via 192\.0\.2\.1, or a network/,
    ],
    [
      'value/choice-invalid',
      inList('track_interface', 'eth1 weight 10 foo'),
      'Write reverse, or leave the word out',
    ],
    ['value/priority-range', conf().replace('priority 100', 'priority 300'), /^priority 254, or another/],
    ['value/vrid-range', conf().replace(' 51', ' 300'), /^virtual_router_id 51, or another/],
    ['syntax/missing-value', 'vrrp_script {\n}\n', 'vrrp_script NAME {'],
    ['syntax/missing-value', conf('authentication {', 'auth_pass', '}'), 'auth_pass PASSWORD'],
    ['syntax/missing-value', conf('notify_master'), 'notify_master "COMMAND"'],
    ['syntax/extra-tokens', 'global_defs foo {\n}\n', 'global_defs {'],
    ['syntax/unknown-keyword', 'vrrp_instanc VI_1 {\n}\n', 'vrrp_instance VI_1 {'],
    ['syntax/unknown-keyword', 'global_defs {\n    email_faults\n}\n', /^Remove the line/],
    ['syntax/value-terminator', conf('advert_int = 2;'), 'advert_int 2'],
    ['syntax/typographic-characters', conf('track_interface \uff5b eth1 }'), 'track_interface { eth1 }'],
    ['syntax/typographic-characters', `\ufeff${conf()}`, 'Save the file as UTF-8 without a byte order mark'],
    ['syntax/brace-balance', conf('track_interface eth1'), 'track_interface { eth1 }'],
    [
      'syntax/keyword-in-wrong-block',
      `${conf()}global_defs {\n    nopreempt\n}\n`,
      'Move it into vrrp_instance',
    ],
    ['syntax/keyword-in-wrong-block', `nopreempt\n${conf()}`, 'Move it into vrrp_instance VI_1 on line 2'],
    ['vrrp/ipvlan-source', conf('use_ipvlan ipvl51'), 'use_ipvlan ipvl51 ADDRESS, an address of this host'],
    ['version/deprecated-keyword', 'vrrp_track_file f {\n    file "/run/f"\n}\n', 'track_file f {'],
    ['sync-group/no-members', `vrrp_sync_group G1 {\n}\n${conf()}`, /^Remove vrrp_sync_group G1/],
    ['sync-group/no-members', `vrrp_sync_group G1 {\n}\n${conf()}${second}`, /^group \{ VI_1 VI_2 \} inside/],
    [
      'sync-group/missing-for-gateway-pair',
      conf() + second,
      /: vrrp_sync_group G1 \{ group \{ VI_1 VI_2 \} \},/,
    ],
    [
      'sync-group/missing-for-gateway-pair',
      group('VI_1', 'VI_2') + conf() + second + second.replace('VI_2', 'VI_3').replace(' 52', ' 53'),
      /: VI_3 in vrrp_sync_group G1 too,/,
    ],
  ])('%s %#', (rule, files, help) => {
    const [found] = of(rule, files);
    if (typeof help === 'string') expect(found?.help).toBe(help);
    else expect(found?.help).toMatch(help);
  });

  it('does not lead from one microsecond to another', () => {
    const text = 'virtual_server 192.0.2.100 80 {\n    delay_loop 0\n    protocol TCP\n}\n';
    expect(of('value/out-of-range', text).map(({ message, help }) => [message, help])).toEqual([
      [
        'delay_loop 0 in virtual_server 192.0.2.100 80 is not 0.000001 s or more',
        'delay_loop 60, as it is now, or another value from 0.000001 on',
      ],
    ]);
  });
});

describe('the consequence is that of the daemon', () => {
  it('keeps a weight whose direction is misspelt', () => {
    const [found] = of('value/choice-invalid', inList('track_interface', 'eth1 weight 10 foo'));
    expect(found!.why).toMatch(/keepalived reports the word and passes over it\.$/);
  });

  it('makes up a name for a macvlan whose name cannot be', () => {
    const [found] = of('value/interface-name', conf('use_vmac eth0/1'));
    expect(found!.why).toContain('makes up another');
  });

  it('does not hold two states apart that are one', () => {
    const [found] = of('value/state-invalid', conf().replace('BACKUP', 'backup'));
    expect(found!.why).not.toContain('does another');
  });
});

describe('what is no number at all', () => {
  it.each([
    ['abc', 'keepalived reports it and goes on with 0 s. A configuration test (keepalived -t) fails on it.'],
    ['5s', /takes the digits for the smallest unit/],
  ])('vrrp_garp_interval %s', (value, why) => {
    const [found] = of('value/number-invalid', `global_defs {\n    vrrp_garp_interval ${value}\n}\n`);
    expect(found!.why).toMatch(why);
  });

  it('is no time to wait with a reload', () => {
    const text = 'global_defs {\n    vrrp_startup_delay -1\n}\n';
    expect(of('vrrp/startup-delay-reload', text)).toEqual([]);
    expect(of('vrrp/startup-delay-reload', text.replace('-1', '5'))).toHaveLength(1);
  });
});

describe('one mistake is told once', () => {
  it.each([
    ['a comma behind an address', listed('192.0.2.1/24, 192.0.2.2/24'), ['syntax/comma-separated-list']],
    ['an option and its value', listed('192.0.2.1/24 dv eth0'), ['value/list-entry']],
    [
      'a protocol there is none of',
      'virtual_server 192.0.2.100 80 {\n    delay_loop 6\n    protocol HTTP\n    real_server 192.0.2.11 80 {\n    }\n}\n',
      ['value/choice-invalid'],
    ],
    ['a name in a group', `${group('VI_1', 'vi_2')}${conf()}${second}`, ['sync-group/unknown-member']],
  ])('%s', (_title, files, expected) => {
    const found = all(files).filter(
      ({ rule, severity }) => severity === 'error' || rule === 'sync-group/missing-for-gateway-pair',
    );
    expect(found.map(({ rule }) => rule)).toEqual(expected);
  });
});

describe('an owner of addresses in a sync group', () => {
  const owner = conf().replace('BACKUP', 'MASTER').replace('priority 100', 'priority 255');

  it('is told by the rule of the group', () => {
    const text = group('VI_1', 'VI_2') + owner + second;
    expect(of('vrrp/priority-255', text)).toEqual([]);
    expect(
      of('sync-group/mixed-owners', text).map(({ help, fixes }) => [help, fixes[0]?.edits.length]),
    ).toEqual([['state BACKUP and priority 254 in vrrp_instance VI_1', 2]]);
  });

  it('is told by its own rule where the others own theirs', () => {
    const both = second.replace('BACKUP', 'MASTER').replace('priority 100', 'priority 255');
    expect(of('vrrp/priority-255', group('VI_1', 'VI_2') + owner + both)).toHaveLength(2);
  });
});

describe('syntax/duplicate-scalar', () => {
  const rule = 'syntax/duplicate-scalar';

  it('says of no value that it counts when keepalived refuses it, and removes no other for it', () => {
    const found = of(rule, conf('priority 300'));
    expect(found.map(({ message, fixes }) => [message, fixes])).toEqual([
      ['priority stands twice in vrrp_instance VI_1, and the value on line 9 cannot be used', []],
    ]);
  });

  it('holds a value that is read in part for one that counts', () => {
    const [found] = of(rule, conf('mcast_src_ip 192.0.2.11', 'mcast_src_ip 192.0.2.12/24'));
    expect(found!.message).toContain('mcast_src_ip 192.0.2.12/24 on line 10 counts');
  });
});

describe('files around a configuration', () => {
  const withFile = (path: string, text: string) => ({
    'lb1/etc/keepalived/keepalived.conf': conf(),
    [`lb1/etc/${path}`]: text,
  });
  const unit = 'systemd/system/keepalived.service.d/local.conf';

  it.each([
    ['systemd/bad-line', withFile(unit, '[Service]\nRestart on-failure\n'), 'Restart=on-failure'],
    ['systemd/bad-line', withFile(unit, '[Service\n'), '[Service]'],
    ['sysctl/bad-line', withFile('sysctl.conf', 'net.ipv4.ip_forward: 1\n'), 'net.ipv4.ip_forward = 1'],
    ['systemd/bad-line', withFile(unit, 'Restart=on-failure\n'), '[Service] on a line above it'],
    ['systemd/bad-line', withFile(unit, 'After=network.target\n'), '[Unit] on a line above it'],
    [
      'sysctl/bad-line',
      withFile('sysctl.conf', 'net.ipv4.conf.all.rp_filter = off\n'),
      'net.ipv4.conf.all.rp_filter = N, a number from 0 to 2',
    ],
    [
      'style/sysctl-spacing',
      withFile('sysctl.conf', 'net.ipv4.ip_forward=1\nnet.ipv4.ip_nonlocal_bind= 1\n'),
      '"=", as in the rest of the file',
    ],
    ['style/sysctl-spacing', withFile('sysctl.conf', 'net.ipv4.ip_nonlocal_bind= 1\n'), '" = "'],
  ])('%s %#', (rule, files, help) => {
    expect(of(rule, files).map((one) => one.help)).toEqual([help]);
  });
});

describe('a reason without its dashes', () => {
  const delayed = conf(
    'nopreempt',
    '# hacfg-disable-next-line vrrp/preempt-delay-ignored kept for later',
    'preempt_delay 5',
  );

  it('is told once, with the comment to write', () => {
    const found = all(delayed).filter(({ rule }) => rule.startsWith('suppression/'));
    expect(found.map(({ rule, help }) => [rule, help])).toEqual([
      ['suppression/unknown-rule', 'hacfg-disable-next-line vrrp/preempt-delay-ignored -- kept for later'],
    ]);
    expect(found[0]!.fixes[0]!.edits.map(({ text }) => text)).toEqual(['-- ']);
  });

  it('leaves a single word to be the name of a rule', () => {
    const [found] = of('suppression/unknown-rule', delayed.replace(' for later', ''));
    expect(found!.message).toMatch(/^hacfg has no rule kept/);
  });
});
