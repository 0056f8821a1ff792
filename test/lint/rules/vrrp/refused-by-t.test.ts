import { describe, expect, it } from 'vitest';
import { rules } from '../../../../src/lint/rules/index.ts';
import { lintTexts } from '../../../support/lint-texts.ts';

const instance = (vips: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
${vips}}
`;
const withoutVip = instance('');
const groupOfOne = `vrrp_sync_group G {
    group {
        VI_1
    }
    notify "/usr/local/sbin/notify"
}
${instance('    virtual_ipaddress {\n        192.0.2.100/32\n    }\n')}`;

describe('what makes keepalived -t fail', () => {
  it.each([
    ['vrrp/no-vip', '2.0.20', 'warning', withoutVip],
    ['vrrp/no-vip', '2.1.0', 'error', withoutVip],
    ['vrrp/no-vip', '2.4.3', 'error', withoutVip],
    ['sync-group/single-or-double-membership', '2.0.3', 'info', groupOfOne],
    ['sync-group/single-or-double-membership', '2.0.10', 'error', groupOfOne],
    ['sync-group/single-or-double-membership', '2.2.7', 'error', groupOfOne],
  ] as const)('is an error, and only there: %s, %s, %s', (rule, release, severity, files) => {
    const found = lintTexts(files, rules, { release }).filter((one) => one.rule === rule);
    expect(found.map((one) => one.severity)).toEqual([severity]);
  });
});

describe('a script line without a command', () => {
  it.each(['2.0.10', '2.2.7', '2.4.3'] as const)('leaves the block without one: %s', (release) => {
    const found = lintTexts('vrrp_script chk {\n    script\n}\n', rules, { release });
    expect(found.map(({ rule, message }) => `${rule} ${message}`)).toContain(
      'script/incomplete-definition vrrp_script chk has no command: its script is empty',
    );
  });
});
