import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFERENCE } from '../../support/reference.ts';
import type { GeneratedCase } from './case.ts';
import type { Random } from './random.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/generators');
const corpus = join(REFERENCE, '../corpus');

/** Files as people wrote them: those of the fixtures, and those collected beside the project when they are there. */
let originals: readonly (readonly string[])[] | undefined;

function readOriginals(): readonly (readonly string[])[] {
  const folders = [fixtures, ...['ops', 'official', 'history'].map((name) => join(corpus, name))];
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort(),
    )
    .map((path) => readFileSync(path, 'utf8'))
    .filter((text) => text.length < 20_000 && /^\s*(vrrp_instance|virtual_server)\b/m.test(text))
    .map((text) => text.replace(/\n$/, '').split('\n'));
}

/** What a line becomes: none, one or several lines. */
type Mutation = (line: string, random: Random, all: readonly string[], at: number) => readonly string[];

const numbers = [
  '0',
  '-1',
  '256',
  '65536',
  '99999',
  '4294967296',
  '1.5',
  '0x10',
  '010',
  'abc',
  '""',
  '1s',
  '+5',
];
const words = ['no_such_word', '"two words"', '{', '}', '"', '$X', '${X}', '#x', '!', 'a"b', '\\'];

const mutations: Readonly<Record<string, Mutation>> = {
  'left out': () => [],
  twice: (line) => [line, line],
  'another number': (line, random) => [line.replace(/(?<=\s)\d+(?=\s|$)/, () => random.pick(numbers))],
  'without its last word': (line) => [line.replace(/\s+[^\s{}]+\s*$/, '')],
  'with a word more': (line, random) => [`${line} ${random.pick(words)}`],
  'its brace left out': (line) => [line.replace(/[{}]/, '')],
  'a brace more': (line, random) => [`${line} ${random.pick(['{', '}'])}`],
  'a brace below': (line, random) => [line, random.pick(['{', '}'])],
  'a quote less': (line) => [line.replace('"', '')],
  'a quote more': (line, random) => [random.pick([`${line}"`, line.replace(/\S+$/, '"$&')])],
  'two letters swapped': (line, random) => {
    const at = line.search(/\S/) + 1 + random.below(3);
    return [at + 1 < line.length ? line.slice(0, at) + line[at + 1] + line[at] + line.slice(at + 2) : line];
  },
  'a letter less': (line, random) => {
    const at = line.search(/\S/) + random.below(4);
    return [line.slice(0, at) + line.slice(at + 1)];
  },
  'joined with the next': (line, _random, all, at) => [`${line} ${(all[at + 1] ?? '').trim()}`],
  'in front of the line before': (line, _random, all, at) => (at === 0 ? [line] : [line, all[at - 1]!]),
  'a block twice': (line, _random, all, at) => [line, ...blockAt(all, at)],
  'an address broken': (line, random) => [
    line.replace(/\d+\.\d+\.\d+\.\d+/, (address) =>
      random.pick([
        `${address}.1`,
        address.replace(/\d+$/, '300'),
        address.replace(/\.\d+$/, ''),
        `${address}/33`,
      ]),
    ),
  ],
};

/** The block that opens on a line, and that line again behind it. */
function blockAt(all: readonly string[], at: number): readonly string[] {
  if (!all[at]!.trim().endsWith('{')) return [];
  let depth = 0;
  for (let end = at; end < all.length; end++) {
    depth += (all[end]!.match(/\{/g) ?? []).length - (all[end]!.match(/\}/g) ?? []).length;
    if (depth === 0) return [...all.slice(at + 1, end + 1), ...all.slice(at, at + 1)];
  }
  return [];
}

/** A real file with one or two mistakes made in it. */
export function mutationCase(random: Random): GeneratedCase {
  originals ??= readOriginals();
  const number = random.below(originals.length);
  let lines = originals[number]!;
  const done: string[] = [];
  for (let count = 1 + random.below(2); count > 0; ) {
    const at = random.below(lines.length);
    if (/^\s*(?:[#!]|$)/.test(lines[at]!)) continue;
    const name = random.pick(Object.keys(mutations));
    const changed = mutations[name]!(lines[at]!, random, lines, at);
    if (changed.length === 1 && changed[0] === lines[at]) continue;
    lines = [...lines.slice(0, at), ...changed, ...lines.slice(at + 1)];
    done.push(`line ${at + 1} ${name}`);
    count--;
    if (lines.length === 0) break;
  }
  return { id: `file ${number}: ${done.join(', ')}`, lines: () => lines, alone: true };
}
