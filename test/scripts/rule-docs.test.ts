import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { rulePages } from '../../scripts/rule-docs.ts';
import { rules } from '../../src/lint/rules/index.ts';

const folder = join(import.meta.dirname, '../../docs/rules');
let pages: ReadonlyMap<string, string>;

beforeAll(async () => {
  pages = await rulePages();
}, 120_000);

describe('the pages of the rules', () => {
  it('are one for each rule, and the list of them', () => {
    expect([...pages.keys()].sort()).toEqual(['README.md', ...rules.map(({ id }) => `${id}.md`)].sort());
  });

  it('link to files that exist', () => {
    const missing = [...pages].flatMap(([path, text]) =>
      [...text.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)]
        .map((match) => join(dirname(path), match[1]!))
        .filter((target) => !pages.has(target) && !existsSync(join(folder, target)))
        .map((target) => `${path}: ${target}`),
    );
    expect(missing).toEqual([]);
  });

  it('show what hacfg says of the first bad example, with the fix as a diff', () => {
    const page = pages.get('cluster/equal-priority.md')!;
    expect(page).toContain(
      'warning[cluster/equal-priority]: lb1 and lb2 have the same priority 100 for VRID 51\n',
    );
    expect(page).toContain(
      'The fix (unsafe): Set the priorities apart\n\n```diff\n--- lb2.conf\n+++ lb2.conf\n',
    );
    expect(page).toContain('-    priority 100\n+    priority 90\n');
  });

  it('say which releases of keepalived a rule is about', () => {
    expect(pages.get('vrrp/startup-delay-reload.md')).toContain(' · keepalived 2.0.14 to 2.3.1\n');
    expect(pages.get('bfd/timing.md')).toContain(' · keepalived 2.0.0 and later\n');
    expect(pages.get('address/duplicate-vip.md')).toContain(' · all releases of keepalived\n');
  });
});
