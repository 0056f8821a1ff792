import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arguments, Command } from '../../src/cli/command.ts';
import { explain } from '../../src/cli/commands/explain.ts';
import { lint } from '../../src/cli/commands/lint.ts';
import { rules } from '../../src/cli/commands/rules.ts';
import { plainArguments } from '../../src/cli/plain-arguments.ts';
import { readArguments } from '../../src/cli/yargs-arguments.ts';

const commands: Readonly<Record<string, Command>> = { lint, rules, explain };

function comparable({ positionals, values, lists, flags }: Arguments): unknown {
  return { positionals, values, lists, flags: [...flags].sort() };
}

async function throughYargs(argv: readonly string[]): Promise<unknown> {
  const call = await readArguments(argv, 80);
  if (call.kind === 'print') return 'printed';
  expect(call.command).toBe(commands[argv[0]!]);
  return comparable(call.args);
}

function plainly(argv: readonly string[]): unknown {
  const args = plainArguments(argv.slice(1), commands[argv[0]!]!);
  return args === undefined ? undefined : comparable(args);
}

/** Command lines that both readers take. */
const plain = [
  'lint',
  'lint a.conf',
  'lint a.conf b.conf',
  'lint .',
  'lint - --stdin-filename a.conf',
  'lint -f json a.conf',
  'lint a.conf -f json',
  'lint --format json',
  'lint --format=json a.conf',
  'lint --format=a=b',
  'lint -f unix -f json',
  'lint --rule vrrp/state=off --rule style=error a.conf',
  'lint --rule=vrrp/state=off a.conf',
  'lint --only vrrp,style --only auth/x',
  'lint --quiet a.conf',
  'lint -q a.conf',
  'lint --exit-zero --quiet',
  'lint --max-warnings 0',
  'lint --max-warnings=10 a.conf',
  'lint --keepalived-version 2.2 a.conf',
  'lint --keepalived-version 2.10',
  'lint --facts web1=facts/web1.json --facts web2=x',
  'lint --color always --no-color',
  'lint --color=never',
  'lint -o out.json --fail-level info',
  'lint 123 0x10 1e3 007',
  'lint -f 12',
  'lint a,b [c] {d} *',
  'lint true false',
  'lint 心跳.conf',
  'lint constructor __proto__',
  'lint --project a b --ignore c d',
  'rules',
  'rules arp',
  'rules -f json',
  'rules --format=table --color always',
  'explain vrrp/state',
  'explain vrrp/state style',
].map((line) => line.split(' '));

/** Command lines that are left to yargs, because they are unusual, wrong, or ask for help. */
const unusual = [
  'lint --help',
  'lint -h',
  'lint --version',
  'lint a.conf --help',
  'lint --quiet true',
  'lint --quiet=false a.conf',
  'lint --frmat json',
  'lint -x',
  'lint -fjson',
  'lint -qf json',
  'lint --format',
  'lint --format=',
  'lint -f -',
  'lint -o --quiet',
  'lint -- -a.conf',
  'lint --max-warnings -1',
  'lint --no-quiet',
  'lint --format="json"',

  'explain',
].map((line) => line.split(' '));

describe('the two readers of command lines', () => {
  it.each(plain)('agree on %s %s %s %s %s', async (...argv) => {
    const words = argv.filter((word) => word !== undefined);
    const expected = plainly(words);
    expect(expected).toBeDefined();
    expect(await throughYargs(words)).toEqual(expected);
  });

  it.each(unusual)('leave %s %s %s %s to yargs', (...argv) => {
    expect(plainly(argv.filter((word) => word !== undefined))).toBeUndefined();
  });

  it('agree on whatever both take', async () => {
    const word = fc.constantFrom(
      ...[
        'a.conf',
        '-',
        '--',
        '-f',
        'json',
        '--format',
        '--format=unix',
        '--quiet',
        '-q',
        '--rule',
        'x=off',
        '--rule=a=b',
      ],
      ...[
        '--only',
        'true',
        'false',
        '1',
        '-1',
        '--max-warnings',
        '--color',
        '--no-color',
        '',
        ' ',
        '"a"',
        "'b'",
        '-o',
        '--x',
      ],
      ...['--no-format', '--format.a', '--paths', '--_', '[', '--rule[0]', '=', '-=', '--=x', 'a b'],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (rest) => {
        const argv = ['lint', ...rest];
        const expected = plainly(argv);
        if (expected !== undefined) expect(await throughYargs(argv)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });
});

describe('what only yargs reads', () => {
  it.each<[string, unknown]>([
    ['lint -- -a.conf b', { positionals: ['-a.conf', 'b'], values: {}, lists: {}, flags: [] }],
    ['lint --quiet=false', { positionals: [], values: {}, lists: {}, flags: [] }],
    ['lint --quiet true a', { positionals: ['a'], values: {}, lists: {}, flags: ['quiet'] }],
    ['lint --help', 'printed'],
  ])('%s', async (line, expected) => {
    expect(await throughYargs(line.split(' '))).toEqual(expected);
  });
});
