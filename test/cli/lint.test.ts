import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JobError } from '../../src/cli/errors.ts';
import type { Severity } from '../../src/diagnostics/diagnostic.ts';
import type { LintRequest } from '../../src/lint/request.ts';
import { Collected, resultOf, run } from './kit.ts';

describe('the exit code of lint', () => {
  it.each<[string, Severity[], number]>([
    ['lint', [], 0],
    ['lint', ['info'], 0],
    ['lint', ['warning'], 1],
    ['lint', ['error'], 1],
    ['lint --fail-level error', ['warning', 'info'], 0],
    ['lint --fail-level error', ['error'], 1],
    ['lint --fail-level warning', ['warning'], 1],
    ['lint --fail-level info', ['info'], 1],
    ['lint --max-warnings 2', ['warning', 'warning'], 0],
    ['lint --max-warnings 2', ['warning', 'warning', 'warning'], 1],
    ['lint --max-warnings 2', ['error'], 1],
    ['lint --max-warnings 0', ['warning'], 1],
    ['lint --max-warnings 1 --fail-level error', ['warning', 'warning'], 1],
    ['lint --max-warnings 9 --fail-level info', ['warning', 'info'], 1],
    ['lint --quiet', ['warning'], 1],
    ['lint --exit-zero', ['error'], 0],
  ])('of %s with %j is %i', async (line, severities, code) => {
    const outcome = await run(line.split(' '), { result: resultOf(...severities) });
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toBe('');
  });

  it.each(['lint a b', 'lint --exit-zero a b'])('is 2 when a part of the job failed: %s', async (line) => {
    const troubles = [
      { path: '/here/missing.conf', message: 'no such file' },
      { path: '\u001b[31mred', message: 'permission denied' },
    ];
    const outcome = await run(line.split(' '), { result: { ...resultOf('error'), troubles } });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toBe('hacfg: missing.conf: no such file\nhacfg: ␛[31mred: permission denied\n');
    expect(outcome.stdout).toContain('a finding of severity error');
  });

  it('is 2 when there is nothing to lint', async () => {
    const outcome = await run(['lint'], { result: { ...resultOf(), files: [] } });
    expect(outcome).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'hacfg: no keepalived configuration found in .\n',
      request: { paths: ['.'], cwd: '/here' },
    });
  });
});

describe('what lint asks the engine', () => {
  it.each<[string, LintRequest]>([
    ['lint', { paths: ['.'], cwd: '/here' }],
    ['lint a.conf b', { paths: ['a.conf', 'b'], cwd: '/here' }],
    ['lint --keepalived-version v2.2.7 a', { paths: ['a'], cwd: '/here', keepalivedVersion: '2.2.7' }],
    ['lint --config-id web1 a', { paths: ['a'], cwd: '/here', configId: 'web1' }],
    ['lint --peers a', { paths: ['a'], cwd: '/here', peers: true }],
    ['lint --staged', { paths: [], cwd: '/here', peers: true, staged: true }],
    ['lint --project x.yaml a', { paths: ['a'], cwd: '/here', projectFile: 'x.yaml' }],
    [
      'lint --facts web1=a=b.json --facts web2=c a',
      {
        paths: ['a'],
        cwd: '/here',
        facts: [
          { host: 'web1', file: 'a=b.json' },
          { host: 'web2', file: 'c' },
        ],
      },
    ],
    [
      'lint - a',
      { paths: ['a'], cwd: '/here', stdin: { filename: '<stdin>', bytes: Buffer.from('心跳\n') } },
    ],
    [
      'lint - --stdin-filename web1.conf',
      { paths: [], cwd: '/here', stdin: { filename: 'web1.conf', bytes: Buffer.from('心跳\n') } },
    ],
    [
      'lint --only vrrp --ignore style/tabs,vrrp/state a',
      {
        paths: ['a'],
        cwd: '/here',
        rules: { only: ['vrrp/state', 'vrrp/duplicate-vrid'], ignore: ['style/tabs', 'vrrp/state'] },
      },
    ],
    [
      'lint --rule vrrp/*=off --rule vrrp/state=info a',
      {
        paths: ['a'],
        cwd: '/here',
        rules: { severity: { 'vrrp/state': 'info', 'vrrp/duplicate-vrid': 'off' } },
      },
    ],
  ])('%s', async (line, request) => {
    const outcome = await run(line.split(' '), { stdinText: '心跳\n' });
    expect(outcome.stderr).toBe('');
    expect(outcome.request).toEqual(request);
  });
});

describe('a wrong option', () => {
  it.each([
    ['lint --frmat json', 'unknown option --frmat; did you mean --format?'],
    ['lint --qiet', 'unknown option --qiet; did you mean --quiet?'],
    ['lint -x', 'unknown option -x'],
    ['lint -fjson', 'unknown option --fjson; did you mean -f json?'],
    ['lint --nonsense', 'unknown option --nonsense'],
    ['lint -f jsno', 'unknown format jsno; did you mean json or jsonl?'],
    [
      'lint -f xyzzy',
      'unknown format xyzzy; there are pretty, unix, json, jsonl, sarif, github, gitlab, junit, checkstyle',
    ],
    [
      'lint -f constructor',
      'unknown format constructor; there are pretty, unix, json, jsonl, sarif, github, gitlab, junit, checkstyle',
    ],
    ['lint --format', '--format needs a value'],
    ['lint --staged -', '--staged reads what git has: it goes with no -'],
    ['lint --staged --fix', '--staged changes nothing: mend the files with --fix alone, then git add them'],
    ['lint -f json=', '--format json= names no file'],
    ['lint -f json -f unix', 'only one report can go to standard output: write --format unix=FILE'],
    ['lint -f json -f unix -o x', 'only one report can go to x: write --format unix=FILE'],
    ['lint -f json=x -o y', '--output-file is for a --format without a file of its own'],
    ['lint -f json=x -f unix=x', 'two reports cannot go to one file: x'],
    ['lint -f json=x -f unix -o x', 'two reports cannot go to one file: x'],
    ['lint --fail-level fatal', '--fail-level takes error, warning, info, not fatal'],
    ['lint --max-warnings many', '--max-warnings takes a number, not many'],
    ['lint --max-warnings 1.5', '--max-warnings takes a number, not 1.5'],
    ['lint --keepalived-version new', '--keepalived-version takes a release such as 2.2.7, not new'],
    ['lint --facts web1', '--facts takes HOST=FILE, not web1'],
    ['lint --facts =x', '--facts takes HOST=FILE, not =x'],
    ['lint --color sometimes', '--color takes auto, always or never, not sometimes'],
    [
      'lint --stdin-filename a.conf',
      '--stdin-filename names the text from standard input: it needs - as a path',
    ],
    ['lint --rule vrrp/state', '--rule takes ID=off|info|warning|error, not vrrp/state'],
    ['lint --rule vrrp/state=on', '--rule takes ID=off|info|warning|error, not vrrp/state=on'],
    ['lint --rule vrrp/stat=off', 'unknown rule vrrp/stat; did you mean vrrp/state?'],
    ['lint --only duplicate-vrid', 'unknown rule duplicate-vrid; did you mean vrrp/duplicate-vrid?'],
    ['lint --ignore vrpp', 'unknown rule vrpp; did you mean vrrp?'],
    ['lint --ignore nothing/alike', 'unknown rule nothing/alike'],
  ])('%s', async (line, message) => {
    const outcome = await run(line.split(' '));
    expect(outcome).toEqual({
      code: 2,
      stdout: '',
      stderr: `hacfg: ${message}\nRun "hacfg lint --help" to see what is possible.\n`,
      request: undefined,
    });
  });
});

describe('the report', () => {
  it.each([
    ['lint', 'error[vrrp/state]: a finding of severity error\n   ┌─ a.conf:2:11\n'],
    ['lint -f unix', 'a.conf:2:11: error: a finding of severity error [vrrp/state]\n'],
    ['lint -f json', '{\n  "version": 1,\n'],
  ])('of %s', async (line, beginning) => {
    const { stdout } = await run(line.split(' '), { result: resultOf('error') });
    expect(stdout.slice(0, beginning.length)).toBe(beginning);
  });

  it('shows errors only with --quiet', async () => {
    const result = resultOf('error', 'warning', 'info');
    const { stdout } = await run(['lint', '--quiet', '-f', 'unix'], { result });
    expect(stdout).toBe('a.conf:2:11: error: a finding of severity error [vrrp/state]\n');
  });

  it('has the width of the terminal', async () => {
    const result = { ...resultOf('error') };
    result.diagnostics = result.diagnostics.map((one) => ({ ...one, why: 'word '.repeat(40).trim() }));
    const longest = async (columns: number | undefined): Promise<number> => {
      const stdout = new Collected(false, columns);
      await run(['lint'], { result, stdout });
      return Math.max(...stdout.text.split('\n').map((row) => row.length));
    };
    expect(await longest(60)).toBe(60);
    expect(await longest(undefined)).toBe(100);
    expect(await longest(5)).toBe(40);
  });

  it.each<[string, Record<string, string>, boolean, boolean]>([
    ['lint', {}, false, false],
    ['lint', {}, true, true],
    ['lint', { NO_COLOR: '1' }, true, false],
    ['lint', { NO_COLOR: '' }, true, true],
    ['lint', { TERM: 'dumb' }, true, false],
    ['lint', { FORCE_COLOR: '1' }, false, true],
    ['lint', { FORCE_COLOR: '0' }, true, false],
    ['lint', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    ['lint --color always', { NO_COLOR: '1' }, false, true],
    ['lint --color=never', { FORCE_COLOR: '1' }, true, false],
    ['lint --no-color', { FORCE_COLOR: '1' }, true, false],
    ['lint --color auto', {}, true, true],
  ])('of %s with %j on a terminal: %j is coloured: %j', async (line, env, isTTY, coloured) => {
    const stdout = new Collected(isTTY);
    await run(line.split(' '), { result: resultOf('error'), env, stdout });
    expect(stdout.text.includes('\u001b[')).toBe(coloured);
    expect(stdout.text.replace(/\u001b\[[0-9;]*m/g, '')).toBe(
      (await run(['lint', '--color=never'], { result: resultOf('error') })).stdout,
    );
  });
});

describe('--output-file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hacfg-out-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const lintTo = (file: string) =>
    run(['lint', '-f', 'unix', '-o', file], {
      result: resultOf('error'),
      cwd: folder,
      stdout: new Collected(true),
    });
  const line = '/here/a.conf:2:11: error: a finding of severity error [vrrp/state]\n';

  it('gets the report instead of standard output', async () => {
    const outcome = await lintTo('report.txt');
    expect(outcome).toMatchObject({ code: 1, stdout: '', stderr: '' });
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toBe(line);
    expect(readdirSync(folder)).toEqual(['report.txt']);
  });

  it('leaves standard output to another report', async () => {
    const outcome = await run(['lint', '-f', 'unix', '-f', 'jsonl=a.jsonl', '-f', 'github=b.txt'], {
      result: resultOf('error'),
      cwd: folder,
    });
    expect(outcome).toMatchObject({ code: 1, stdout: line, stderr: '' });
    expect(JSON.parse(readFileSync(join(folder, 'a.jsonl'), 'utf8'))).toMatchObject({ rule: 'vrrp/state' });
    expect(readFileSync(join(folder, 'b.txt'), 'utf8')).toContain('::error title=hacfg (vrrp/state),');
  });

  it('keeps the mode of the file it replaces, through a link', async () => {
    writeFileSync(join(folder, 'real'), 'old', { mode: 0o640 });
    symlinkSync('real', join(folder, 'link'));
    await lintTo('link');
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe(line);
    expect(statSync(join(folder, 'real')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['link', 'real']);
  });

  it('may be a device', async () => {
    expect(await lintTo('/dev/null')).toMatchObject({ code: 1, stderr: '' });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it.each([
    ['missing/report.txt', 'no such file or folder'],
    ['.', 'is a folder'],
    ['/dev/full', 'no space left on the device'],
  ])('%s cannot be written', async (file, reason) => {
    expect(await lintTo(file)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `hacfg: cannot write ${file}: ${reason}\n`,
    });
  });
});

describe('when something goes wrong', () => {
  const fails = (error: unknown) => ({
    lint: async () => {
      throw error;
    },
  });

  it('says in one line that it is a bug', async () => {
    const outcome = await run(['lint'], { engine: fails(new TypeError('x is not a function\nsecond line')) });
    expect(outcome).toMatchObject({
      code: 2,
      stderr:
        'hacfg: internal error: x is not a function\nThis is a bug in hacfg. Run it again with HACFG_DEBUG=1 for details to report.\n',
    });
  });

  it('shows the stack when asked', async () => {
    const outcome = await run(['lint'], { engine: fails(new TypeError('x')), env: { HACFG_DEBUG: '1' } });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/^hacfg: internal error: TypeError: x\n {4}at .*lint\.test\.ts/);
  });

  it('says what the user can mend', async () => {
    const outcome = await run(['lint'], { engine: fails(new JobError('hacfg.yaml: no hosts')) });
    expect(outcome).toMatchObject({ code: 2, stderr: 'hacfg: hacfg.yaml: no hosts\n' });
  });
});
