import { describe, expect, it } from 'vitest';
import { rules } from '../../src/lint/rules/index.ts';
import { run } from './kit.ts';

const explain = async (...ids: readonly string[]) =>
  (await run(['explain', ...ids], { engine: { rules: async () => rules } })).stdout;

describe('hacfg explain, of a real rule', () => {
  it('says what hacfg says of the bad example, and shows the fix as a diff of it', async () => {
    const text = await explain('cluster/equal-priority');
    expect(text).toContain(`hacfg says
  lb2.conf:5:14
  lb1 and lb2 have the same priority 100 for VRID 51
  Help: priority 90 on lb2

Fix (unsafe)
  Set the priorities apart
  --- lb2.conf
  +++ lb2.conf
`);
    expect(text).toContain('\n  -    priority 100\n  +    priority 90\n');
  });

  it.each([
    ['bfd/timing', 'keepalived 2.0.0 and later'],
    ['vrrp/startup-delay-reload', 'keepalived 2.0.14 to 2.3.1'],
    ['syntax/comment-ends-in-backslash', 'keepalived up to 2.3.4'],
    ['address/duplicate-vip', 'all releases of keepalived'],
  ])('says to which releases %s applies', async (id, releases) => {
    expect(await explain(id)).toContain(`\nApplies to\n  ${releases}\n`);
  });

  it('says nothing of releases where a rule is about comments for hacfg', async () => {
    const text = await explain('suppression/unused');
    expect(text).not.toContain('Applies to');
    expect(text).toContain('runs on request');
  });
});
