import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../../src/lint/rules/index.ts';
import { lintTexts } from '../../../support/lint-texts.ts';

const spoken = rules.filter(({ id }) => id.startsWith('syntax/') || id.startsWith('value/'));

/** All that is said of the syntax and the values of an instance with this VIP. */
function saidOf(vip: string): string[] {
  const text = `vrrp_instance VI_1 {\n    state BACKUP\n    interface eth0\n    virtual_router_id 51\n    priority 100\n    virtual_ipaddress {\n        ${vip}\n    }\n}\n`;
  return lintTexts(text, spoken).map(({ message, help }) => `${message} | ${help}`);
}

const placeholder = (vip: string) =>
  `"${vip}" in virtual_ipaddress of vrrp_instance VI_1 is a placeholder that was never filled in | Write the address in its place`;

describe('an address that is still to be written', () => {
  it.each([
    '10.xx.1xx1.xxx',
    '192.168.x.y',
    'x.x.x.x',
    'w.x.y.z/24',
    '192.0.2.1xx',
    '10.10.10.x1',
    'A.B.C.D',
    'aaa.bbb.ccc.ddd',
    '192.0.2.N/24',
    '192.168.***.***',
    '192.0.2.100/xx',
    '2001:db8::x/64',
    '2001:db8:xxxx::1',
    '<VIP>',
    'VIP',
    'YOUR-VIP/24',
    'XXXX',
    '[VIP]',
  ])('%s', (vip) => {
    expect(saidOf(vip)).toEqual([placeholder(vip)]);
  });

  it.each([
    ['192.0.2.300', 'octet 300 is above 255'],
    ['lb.example.org', 'names are not looked up here'],
    ['vip.example.org', 'names are not looked up here'],
    ['192.0.2.l0', 'is not an IP address'],
    ['192.0.2.1O', 'is not an IP address'],
    ['192.0.2', '3 octets instead of 4'],
    ['[2001:db8::1]', 'brackets are for URLs'],
  ])('is not %s', (vip, message) => {
    expect(saidOf(vip)).toEqual([expect.stringContaining(message)]);
    expect(saidOf(vip)[0]).not.toContain('placeholder');
  });

  it('is spoken of once, whichever numbers are crossed out', () => {
    const number = fc.oneof(
      fc.constantFrom('x', 'X', 'xx', 'xxx', '1xx', 'x1', 'y', 'n', '*'),
      fc.nat(255).map(String),
    );
    const address = fc.tuple(number, number, number, number).map((parts) => parts.join('.'));
    const crossed = address.filter((text) => /[^\d.]/.test(text));
    fc.assert(
      fc.property(crossed, (vip) => {
        expect(saidOf(vip)).toEqual([placeholder(vip)]);
      }),
      { numRuns: 200 },
    );
  });

  it('takes whole addresses for what they are', () => {
    fc.assert(
      fc.property(fc.ipV4(), (vip) => {
        expect(saidOf(vip).join()).not.toContain('placeholder');
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), (vip) => {
        expect(saidOf(vip).join()).not.toContain('placeholder');
      }),
    );
  });
});
