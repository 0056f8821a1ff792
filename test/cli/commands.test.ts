import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Collected, run } from './kit.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

describe('help', () => {
  it.each([['--help'], ['-h'], ['help']])('%s is about the program', async (...argv) => {
    const { code, stdout, stderr } = await run(argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^hacfg: .*\n\nhacfg <command> \[options\]\n\nCommands:\n {2}hacfg lint \[paths\.\.\] /,
    );
    expect(stdout).toContain('Exit codes: 0 nothing found, 1 findings, 2 the job could not be done.\n');
  });

  it('without a command is a mistake', async () => {
    const { code, stdout, stderr } = await run([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe((await run(['--help'])).stdout);
  });

  it.each([
    ['lint', ['--format', '--fail-level', '--stdin-filename', 'Examples:', 'Exit codes:']],
    ['rules', ['--format', 'Examples:']],
    ['explain', ['hacfg explain <rules..>', 'Examples:']],
  ])('of %s', async (command, parts) => {
    const { code, stdout } = await run([command, '--help']);
    expect(code).toBe(0);
    for (const part of parts) expect(stdout).toContain(part);
    expect(stdout).not.toContain('no-color');
  });

  it('keeps to the width of the terminal', async () => {
    const stdout = new Collected(true, 60);
    await run(['lint', '--help'], { stdout });
    const rows = stdout.text.split('\n').filter((row) => !row.includes('|'));
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(60);
  });

  it('--version', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
    expect(await run(['lint', '--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});

describe('an unknown command', () => {
  it.each([
    ['lnt a.conf', 'unknown command lnt; did you mean lint?'],
    ['explian x', 'unknown command explian; did you mean explain?'],
    ['xyzzy', 'unknown command xyzzy'],
    ['web1.conf web2.conf', 'unknown command web1.conf; did you mean hacfg lint web1.conf web2.conf?'],
    ['.', 'unknown command .; did you mean hacfg lint .?'],
    ['--frmat', 'unknown option --frmat'],
    ['-f', 'unknown option -f'],
    ['constructor', 'unknown command constructor'],
  ])('%s', async (line, message) => {
    expect(await run(line.split(' '))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `hacfg: ${message}\nRun "hacfg --help" to see what is possible.\n`,
    });
  });
});

describe('rules', () => {
  it('lists them', async () => {
    expect(await run(['rules'])).toMatchObject({
      code: 0,
      stdout: `style/tabs           info     node     Summary of style/tabs (fix: safe)
vrrp/duplicate-vrid  warning  cluster  Summary of vrrp/duplicate-vrid (fix: unsafe)
vrrp/state           error    node     Summary of vrrp/state
3 rules
`,
    });
  });

  it('lists them for programs', async () => {
    const { stdout } = await run(['rules', '-f', 'json']);
    const listed = JSON.parse(stdout);
    expect(listed.version).toBe(1);
    expect(listed.rules.map(({ id }: { id: string }) => id)).toEqual([
      'style/tabs',
      'vrrp/duplicate-vrid',
      'vrrp/state',
    ]);
    expect(listed.rules[1]).toEqual({
      id: 'vrrp/duplicate-vrid',
      group: 'vrrp',
      severity: 'warning',
      scope: 'cluster',
      fixable: 'unsafe',
      optional: false,
      summary: 'Summary of vrrp/duplicate-vrid',
      why: 'Why vrrp/duplicate-vrid matters',
      url: 'https://github.com/hacfg/hacfg/blob/main/docs/rules/vrrp/duplicate-vrid.md',
    });
  });

  it.each([
    ['rules --group vrrp', ['vrrp/duplicate-vrid', 'vrrp/state']],
    ['rules --group vrrp,style --severity error --severity info', ['style/tabs', 'vrrp/state']],
    ['rules --fixable any', ['style/tabs', 'vrrp/duplicate-vrid']],
    ['rules --fixable safe', ['style/tabs']],
    ['rules --fixable unsafe --group style', []],
    ['rules VRID matters', ['vrrp/duplicate-vrid']],
    ['rules tabs vrid', []],
  ])('%s', async (line, ids) => {
    const { code, stdout } = await run(line.split(' '));
    expect(code).toBe(0);
    expect(stdout.match(/^\w+\/\S+/gm) ?? []).toEqual(ids);
    expect(stdout).toMatch(new RegExp(`^${ids.length} rules?$`, 'm'));
  });

  it.each([
    ['rules -f jso', 'unknown format jso; did you mean json?'],
    ['rules --group vrp', 'unknown group vrp; did you mean vrrp?'],
    ['rules --severity warn,error', 'unknown severity warn; did you mean warning?'],
    ['rules --fixable saef', 'unknown kind of fix saef; did you mean safe?'],
    ['rules --fixable', '--fixable needs a value'],
  ])('refuses %s', async (line, message) => {
    expect(await run(line.split(' '))).toMatchObject({
      code: 2,
      stderr: `hacfg: ${message}\nRun "hacfg rules --help" to see what is possible.\n`,
    });
  });
});

describe('explain', () => {
  it('tells all about a rule', async () => {
    expect(await run(['explain', 'vrrp/duplicate-vrid'])).toMatchObject({
      code: 0,
      stdout: `vrrp/duplicate-vrid  warning, compares nodes, unsafe fix
  Summary of vrrp/duplicate-vrid

Why
  Why vrrp/duplicate-vrid matters

Bad: With a tab
  1 │ a {
  2 │     b
  3 │ }

Good (keepalived 2.2.7)
  web1.conf
  1 │ x
  web2.conf
  1 │ y

Evidence
  RFC 9568 section 6.1

Page
  https://github.com/hacfg/hacfg/blob/main/docs/rules/vrrp/duplicate-vrid.md

To silence it
  --rule vrrp/duplicate-vrid=off, or above the line: # hacfg-disable-next-line vrrp/duplicate-vrid -- reason
`,
    });
  });

  it('takes groups, and names each rule once', async () => {
    const { stdout } = await run(['explain', 'vrrp', 'vrrp/state']);
    expect(stdout.match(/^vrrp\/\S+/gm)).toEqual(['vrrp/state', 'vrrp/duplicate-vrid']);
  });

  it.each([
    ['explain', 'an argument is missing: hacfg explain <rules..>'],
    ['explain vrrp/sate', 'unknown rule vrrp/sate; did you mean vrrp/state?'],
  ])('refuses %s', async (line, message) => {
    expect(await run(line.split(' '))).toMatchObject({
      code: 2,
      stderr: `hacfg: ${message}\nRun "hacfg explain --help" to see what is possible.\n`,
    });
  });
});
