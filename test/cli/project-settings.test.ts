import { describe, expect, it } from 'vitest';
import { instance, Workplace } from './on-disk.ts';

const work = new Workplace();
/** Two warnings. */
const owner = instance('    priority 255\n').replace('_1', '_2').replace('51', '52').replace('.100', '.101');
const text = owner + instance('    nopreempt\n    preempt_delay 60\n');
const both = ['vrrp/preempt-delay-ignored', 'vrrp/priority-255'];

/** Which of the two rules find something, with their severities; and the exit code. */
async function found(yaml: string, options = ''): Promise<{ code: number; found: string[]; stderr: string }> {
  work.put('hacfg.yaml', yaml);
  work.put('a.conf', text);
  const { code, stdout, stderr } = await work.hacfg(`lint -f unix ${options} a.conf`.replace(/ +/g, ' '));
  const rows = [...stdout.matchAll(/: (error|warning|info): .*\[(.*)\]$/gm)]
    .filter(([, , rule]) => both.includes(rule!))
    .map(([, severity, rule]) => `${severity} ${rule}`);
  return { code, found: [...new Set(rows)].sort(), stderr };
}

describe('lint: in hacfg.yaml', () => {
  it.each<[string, string, string[]]>([
    ['lint: {}', '', ['warning vrrp/preempt-delay-ignored', 'warning vrrp/priority-255']],
    ['lint:\n  rules: { vrrp/priority-255: off }', '', ['warning vrrp/preempt-delay-ignored']],
    ['lint:\n  rules: { vrrp/priority-255: error, vrrp/*: off }', '', ['error vrrp/priority-255']],
    ['lint:\n  only: [vrrp/priority-255]', '', ['warning vrrp/priority-255']],
    ['lint:\n  ignore: vrrp/priority-255', '', ['warning vrrp/preempt-delay-ignored']],
    ['lint:\n  ignore: [vrrp]', '--only vrrp/priority-255', ['warning vrrp/priority-255']],
    ['lint:\n  rules: { "vrrp/*": off }', '--rule vrrp/priority-255=info', ['info vrrp/priority-255']],
    [
      'lint:\n  only: [vrrp/priority-255]',
      '--only vrrp/preempt-delay-ignored',
      ['warning vrrp/preempt-delay-ignored'],
    ],
    ['lint:\n  rules: { vrrp/priority-255: error }', '--ignore vrrp', []],
  ])('%j %s', async (yaml, options, expected) => {
    expect((await found(yaml, options)).found).toEqual(expected);
  });

  it.each<[string, string, number]>([
    ['only: vrrp', '', 1],
    ['only: vrrp\n  fail-level: error', '', 0],
    ['only: vrrp\n  fail-level: error', '--fail-level warning', 1],
    ['only: vrrp\n  max-warnings: 9', '', 0],
    ['only: vrrp\n  max-warnings: 9', '--max-warnings 0', 1],
  ])('sets the exit code: %j %s gives %i', async (lint, options, code) => {
    expect((await found(`lint:\n  ${lint}\n`, options)).code).toBe(code);
  });

  it('names a release, and a baseline beside it', async () => {
    work.put('a.conf', 'global_defs {\n    no_email_faults\n}\n');
    work.put('hacfg.yaml', 'lint:\n  keepalived-version: "1.3.5"\n  baseline: known.json\n');
    const { stdout } = await work.hacfg('lint --no-baseline -f unix a.conf');
    expect(stdout).toContain('no_email_faults');
    await work.hacfg('lint --write-baseline known.json a.conf');
    expect(await work.hacfg('lint -f unix a.conf')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('asks for the rules on suppression comments', async () => {
    work.put('hacfg.yaml', 'lint:\n  report-unused-disables: true\n  require-reasons: true\n');
    work.put('a.conf', `# hacfg-disable-file vrrp/priority-255\n${instance('')}`);
    const { stdout } = await work.hacfg('lint -f unix a.conf');
    expect(stdout).toContain('[suppression/unused]');
    expect(stdout).toContain('[suppression/no-reason]');
    work.put('hacfg.yaml', '');
    expect((await work.hacfg('lint -f unix a.conf')).stdout).not.toContain('[suppression');
    expect((await work.hacfg('lint -f unix --report-unused-disables a.conf')).stdout).toContain(
      'suppression/unused',
    );
  });

  it('leaves files out of folders, and reads them when they are named', async () => {
    work.put('hacfg.yaml', 'lint:\n  exclude: [old, "*.bak.conf", "x/**/z.conf"]\n');
    for (const name of ['a.conf', 'old/b.conf', 'c.bak.conf', 'x/y/z.conf', 'x/y/w.conf'])
      work.put(name, text);
    const { stdout } = await work.hacfg('lint -f unix --only vrrp/priority-255 .');
    expect(stdout.match(/^\S+?(?=:)/gm)).toEqual(['a.conf', 'x/y/w.conf']);
    expect((await work.hacfg('lint -f unix --only vrrp/priority-255 old/b.conf')).stdout).toMatch(
      /^old\/b\.conf/,
    );
  });

  it.each([
    ['lint: 3', '1:7: lint must be a mapping: { rules: { style/*: off }, fail-level: error }'],
    ['lint:\n  rule: {}', '2:3: lint has no setting rule; did you mean rules?'],
    ['lint:\n  rules: []', '2:10: rules must be a mapping: { vrrp/priority-255: warning, style/*: off }'],
    ['lint:\n  rules: { a/b: fatal }', '2:17: a/b takes off, info, warning or error, not fatal'],
    [
      'lint:\n  rules:\n    vrrp/priorty-255: off',
      '3:5: there is no rule vrrp/priorty-255; did you mean vrrp/priority-255?',
    ],
    [
      'lint:\n  ignore: [priority-255]',
      '2:12: there is no rule priority-255; did you mean vrrp/priority-255?',
    ],
    ['lint:\n  only: [3]', '2:10: only must be a list of words'],
    ['lint:\n  fail-level: bad', '2:15: fail-level takes error, warning or info, not bad'],
    ['lint:\n  max-warnings: -1', '2:17: max-warnings takes a number from 0 on, not -1'],
    ['lint:\n  require-reasons: maybe', '2:20: require-reasons takes true or false, not maybe'],
    ['lint:\n  baseline: [a]', '2:13: baseline must be the name of a file'],
    [
      'lint:\n  keepalived-version: 9.9',
      '2:23: keepalived-version must be a release such as "2.2.8" or a line of releases such as "2.2"',
    ],
  ])('is refused with its place: %j', async (yaml, message) => {
    const { code, stderr } = await found(yaml);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `hacfg: hacfg.yaml: ${message}\n` });
  });
});
