import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { run } from './kit.ts';

const script = async (shell: string): Promise<string> => {
  const outcome = await run(['completion', shell]);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  return outcome.stdout;
};

/** HACFG_REQUIRE_ALL=1 turns a skip into a failure. */
const lacks = (shell: string): boolean =>
  process.env.HACFG_REQUIRE_ALL !== '1' && spawnSync(shell, ['-c', 'true']).status !== 0;

/** What bash offers for a command line whose last word is being typed. */
async function offeredByBash(...words: string[]): Promise<string[]> {
  const list = ['hacfg', ...words].map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _hacfg; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', `${await script('bash')}\n${ask}`], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('the completion for bash', () => {
  it.each<[string[], string[]]>([
    [['li'], ['lint']],
    [['lint', '--fail'], ['--fail-level']],
    [
      ['lint', '--fail-level', ''],
      ['error', 'warning', 'info'],
    ],
    [['lint', '-f', 'sa'], ['sarif']],
    [
      ['lint', '--only', 'vrrp/'],
      ['vrrp/duplicate-vrid', 'vrrp/state'],
    ],
    [['explain', 'style'], ['style/tabs']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['lint', '--output-file', ''], []],
    [['lint', ''], []],
  ])('offers for %j: %j', async (words, offered) => {
    expect(await offeredByBash(...words)).toEqual(offered);
  });
});

describe('the completion for other shells', () => {
  it.skipIf(lacks('fish'))('is one fish answers by (skipped without fish)', async () => {
    const ask = `${await script('fish')}\ncomplete -C 'hacfg lint --fail-level '`;
    const { stdout } = spawnSync('fish', ['--no-config', '-c', ask], { encoding: 'utf8' });
    const words = stdout.split('\n').map((line) => line.split('\t')[0]!);
    expect(words.filter(Boolean).sort()).toEqual(['error', 'info', 'warning']);
  });

  it.skipIf(lacks('zsh'))('is sound zsh (skipped without zsh)', async () => {
    const { status, stderr } = spawnSync('zsh', ['-n'], { input: await script('zsh'), encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

it.each([
  ['completion', 'an argument is missing: hacfg completion <shell>'],
  ['completion bsh', 'no completion for bsh; did you mean bash or zsh?'],
  ['completion powershell', 'no completion for powershell; there are bash, zsh, fish'],
  ['completion bash zsh', 'one shell at a time'],
])('%s: %s', async (line, message) => {
  const outcome = await run(line.split(' '));
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toContain(`hacfg: ${message}\n`);
});
