import { describe, expect, it } from 'vitest';
import { readDaemonCommand } from '../../src/bundle/daemon-command.ts';
import { secondsOf, Unit } from '../../src/bundle/unit.ts';
import { faultsOf, parse } from './kit.ts';

describe('units', () => {
  const unit = (files: Readonly<Record<string, string>>) =>
    new Unit(Object.entries(files).map(([path, text]) => ({ path, unit: parse('unit', text) })));

  it('are put together as systemd does', () => {
    const whole = unit({
      '/usr/lib/systemd/system/keepalived.service': '[Unit]\nAfter=a.target\n[Service]\nExecStart=/x\n',
      '/etc/systemd/system/keepalived.service':
        '[Unit]\nAfter=b.target\\\n  c.target\n[Service]\nExecStart=/y\nType=simple\n',
      '/etc/systemd/system/keepalived.service.d/20.conf': '[Unit]\nAfter=d.target\n[Service]\nType=\n',
      '/etc/systemd/system/keepalived.service.d/10.conf':
        '[Service]\nType=notify\nExecStart=\nExecStart=-/z\n',
      '/usr/lib/systemd/system/keepalived.service.d/10.conf': '[Service]\nType=exec\n',
    });
    expect(whole.words('Unit', 'After').map(({ text }) => text)).toEqual(
      ['b.target', '\\', 'c.target', 'd.target'].filter((one) => one !== '\\'),
    );
    expect(whole.command?.line).toBe('/z');
    expect(whole.last('Service', 'Type')).toBeUndefined();
  });

  // As systemd-analyze verify of Debian 12 complains.
  it('faults', () => {
    const text = 'Restart=x\n[Service]\nRestart on-failure\nExecStart=/bin/true\n[Foo]\nA=1\n';
    expect(faultsOf(parse('unit', text))).toEqual([
      'ini-no-section@1:1 Restart',
      'ini-line@3:1 Restart on-failure',
      'unknown-keyword@5:1 [Foo]',
    ]);
  });

  it.each([
    ['5', 5],
    ['90s', 90],
    ['1min 30s', 90],
    ['500ms', 0.5],
    ['infinity', Number.POSITIVE_INFINITY],
    ['soon', undefined],
    ['5x', undefined],
    [`${'1'.repeat(500)}!`, undefined],
  ])('a time span of %s is %s s', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });
});

describe('command lines of the daemon', () => {
  it.each<[string, boolean | undefined, string | undefined]>([
    ['/usr/sbin/keepalived -D', false, undefined],
    ['/usr/sbin/keepalived --dont-fork', true, undefined],
    ['keepalived -nlD', true, undefined],
    ['keepalived -f /etc/n.conf', false, undefined],
    ['keepalived -p /run/k.pid', false, '/run/k.pid'],
    ['keepalived --pid=/run/k.pid -n', true, '/run/k.pid'],
    ['keepalived -t', undefined, undefined],
    ['/bin/sh -c keepalived', undefined, undefined],
  ])('%s', (line, foreground, pidFile) => {
    const command = readDaemonCommand(line.split(' '));
    expect([command?.staysInForeground, command?.pidFile]).toEqual([foreground, pidFile]);
  });
});

describe('containers', () => {
  const compose = (text: string) => parse('compose', text).containers;

  it.each<[string, string[]]>([
    ['services:\n  k:\n    image: osixia/keepalived:2.0.20\n    network_mode: host\n', ['k host']],
    ['services:\n  keepalived:\n    build: .\n', ['keepalived bridge']],
    [
      'services:\n  k:\n    image: me/keepalived\n    networks: [lan]\nnetworks:\n  lan:\n    driver: macvlan\n',
      ['k lan'],
    ],
    [
      'services:\n  k:\n    image: me/keepalived\n    networks: [lan]\nnetworks:\n  lan:\n    external: true\n',
      ['k unknown'],
    ],
    [
      'services:\n  k:\n    image: debian\n    command: keepalived -n\n    network_mode: "service:x"\n',
      ['k unknown'],
    ],
    ['services:\n  k:\n    image: me/keepalived-exporter\n', []],
    ['services:\n  web:\n    image: nginx\n', []],
    ['- 1\n', []],
  ])('%j', (text, expected) => {
    expect(compose(text).map(({ name, network }) => `${name} ${network?.value}`)).toEqual(expected);
  });

  it('follows pods of a manifest with several documents', () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\n---\napiVersion: apps/v1\nkind: DaemonSet\nspec:\n  template:\n    spec:\n      hostNetwork: true\n      containers:\n        - name: keepalived\n          image: x/keepalived\n          securityContext: {capabilities: {add: [NET_ADMIN]}}\n';
    const [found] = parse('manifest', text).containers;
    expect([found?.name, found?.network?.value, found?.added.map(({ value }) => value)]).toEqual([
      'keepalived',
      'host',
      ['NET_ADMIN'],
    ]);
  });

  it.each<[string, string | undefined]>([
    ['FROM a\nCMD ["keepalived", "-n"]\n', 'exec keepalived -n'],
    [
      'FROM a\nENTRYPOINT ["/sbin/tini", "--"]\nCMD ["keepalived","-n"]\n',
      'exec /sbin/tini -- keepalived -n',
    ],
    ['FROM a\nCMD keepalived \\\n  # why\n  -n\n', 'shell keepalived -n'],
    ['FROM a\nCMD ["keepalived", -n]\n', undefined],
    ['FROM a\nCMD nginx\n', undefined],
    ['FROM a\nCMD keepalived\nFROM b\nCMD nginx\n', undefined],
  ])('%j runs %s', (text, expected) => {
    const command = parse('dockerfile', text).containers[0]?.command;
    expect(command && `${command.form} ${command.words.join(' ')}`).toBe(expected);
  });

  it('binds of services', () => {
    const haproxy =
      'frontend a\n  bind 192.0.2.100:80,[2001:db8::1]:443 ssl\n  bind *:81\n  bind 192.0.2.101:80 transparent # x\n';
    expect(parse('haproxy', haproxy).map(({ text, isFree }) => `${text} ${isFree}`)).toEqual([
      '192.0.2.100 false',
      '2001:db8::1 false',
      '192.0.2.101 true',
    ]);
    expect(
      parse('nginx', 'server { listen 192.0.2.100:80 default_server; listen [::]:80; listen 80; }').map(
        ({ text }) => text,
      ),
    ).toEqual(['192.0.2.100', '::']);
  });
});
