import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';

const tutorial = join(import.meta.dirname, '../../examples/tutorial');

async function findings(folder: string): Promise<Map<string, string[]>> {
  const cwd = join(tutorial, folder);
  const { diagnostics, troubles } = await lint({ paths: ['.'], cwd });
  expect(troubles).toEqual([]);
  const shown = ({ source, span }: (typeof diagnostics)[number]['place']) => {
    const { line, column } = source.position(span.start);
    return `${source.path.slice(cwd.length + 1)}:${line}:${column}`;
  };
  return new Map(
    diagnostics.map(({ severity, rule, place, related }) => [
      `${severity} ${rule} ${shown(place)}`,
      related.map((other) => shown(other.place)),
    ]),
  );
}

describe('the tutorial', () => {
  it('shows what is wrong with the pair of case 1, with the place in the other file', async () => {
    const found = await findings('case1');
    const web1 = 'web1/keepalived.conf';
    const web2 = 'web2/keepalived.conf';
    expect(found.get(`warning cluster/duplicate-router-id ${web2}:3:11`)).toEqual([`${web1}:3:11`]);
    expect(found.get(`error address/source-not-local ${web2}:14:14`)).toContain(`${web1}:14:14`);
    expect(found.get(`error cluster/equal-priority ${web2}:16:10`)).toEqual([`${web1}:16:10`]);
    expect(found.get(`error address/vip-is-host-ip ${web1}:23:1`)).toEqual([
      `${web1}:14:14`,
      `${web2}:14:14`,
    ]);
    expect(found.get(`error address/vip-is-host-ip ${web2}:23:1`)).toEqual([
      `${web2}:14:14`,
      `${web1}:14:14`,
    ]);
  });

  it('has no error in case 2', async () => {
    expect([...(await findings('case2')).keys()].filter((key) => key.startsWith('error'))).toEqual([]);
  });

  it('does not take the hosts of the two cases for peers', async () => {
    const { diagnostics } = await lint({ paths: ['.'], cwd: tutorial });
    const mixed = diagnostics.filter(({ place, related }) => {
      const folders = [place, ...related.map((other) => other.place)].map(
        ({ source }) => /case\d/.exec(source.path)?.[0],
      );
      return new Set(folders).size > 1;
    });
    // Strangers in one network they are, and that is all there is to say of them together.
    expect(mixed.map(({ rule }) => rule)).toEqual(['cluster/vrid-collision']);
  });

  it('keeps the passwords of the files out of the result', async () => {
    const { secrets } = await lint({ paths: ['case1'], cwd: tutorial });
    expect(secrets.map(({ source, span }) => source.slice(span))).toEqual(['123456', '123456']);
    expect(readFileSync(join(tutorial, 'case1/web1/keepalived.conf'), 'utf8')).toContain('auth_pass 123456');
  });
});
