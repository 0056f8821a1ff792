import { isAbsolute, resolve } from 'node:path';
import type { Disk } from './disk.ts';

/** Whether a name is a pattern: holds a character that glob(3) with GLOB_BRACE treats specially. */
export function isPattern(text: string): boolean {
  return /[*?[{\\]/.test(text);
}

/** `{a,b}` written out, as glob(3) does: nested too, and a brace without its partner or a comma stands for itself. */
export function expandBraces(pattern: string): string[] {
  const open = findOpen(pattern);
  if (open === undefined) return [pattern];
  const { start, end, commas } = open;
  const before = pattern.slice(0, start);
  const after = pattern.slice(end + 1);
  const bounds = [start, ...commas, end];
  return bounds
    .slice(0, -1)
    .flatMap((from, index) => expandBraces(before + pattern.slice(from + 1, bounds[index + 1]!) + after));
}

interface Brace {
  readonly start: number;
  readonly end: number;
  /** The commas between its alternatives. */
  readonly commas: readonly number[];
}

/** The first brace that has a partner; glob(3) leaves `{}` alone. */
function findOpen(pattern: string): Brace | undefined {
  for (let start = pattern.indexOf('{'); start !== -1; start = pattern.indexOf('{', start + 1)) {
    if (pattern[start + 1] === '}' || pattern[start - 1] === '\\') continue;
    const brace = partnerOf(pattern, start);
    if (brace !== undefined) return brace;
  }
  return undefined;
}

function partnerOf(pattern: string, start: number): Brace | undefined {
  let depth = 0;
  const commas: number[] = [];
  for (let at = start; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '\\') at++;
    else if (character === '{') depth++;
    else if (character === ',' && depth === 1) commas.push(at);
    else if (character === '}' && --depth === 0) return { start, end: at, commas };
  }
  return undefined;
}

/** A name without wildcards that a pattern's segment stands for, or the expression its names match. */
type Segment = string | RegExp;

function compileSegment(segment: string): Segment {
  if (!/[*?[]/.test(segment)) return segment.replace(/\\(.)/g, '$1');
  let source = '';
  for (let at = 0; at < segment.length; at++) {
    const character = segment[at]!;
    if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '\\' && at + 1 < segment.length) source += literal(segment[++at]!);
    else if (character === '[') {
      const set = readSet(segment, at);
      source += set?.source ?? '\\[';
      at = set?.end ?? at;
    } else source += literal(character);
  }
  // A leading dot is matched by a dot only.
  const hidden = segment.startsWith('.') ? '' : '(?!\\.)';
  return new RegExp(`^${hidden}${source}$`, 'su');
}

/** `[abc]`, `[a-z]`, `[!a]`; undefined when the bracket is never closed and stands for itself. */
function readSet(segment: string, start: number): { source: string; end: number } | undefined {
  const negated = segment[start + 1] === '!' || segment[start + 1] === '^';
  const first = start + (negated ? 2 : 1);
  // A bracket in the first place belongs to the set.
  const end = segment.indexOf(']', first + 1);
  if (end === -1) return undefined;
  const body = segment.slice(first, end).replace(/[\\\]^[]/g, '\\$&');
  return { source: isOrdered(body) ? `[${negated ? '^' : ''}${body}]` : '(?!)', end };
}

/** A range written backwards (`[z-a]`) matches nothing. */
function isOrdered(body: string): boolean {
  return Array.from(body.matchAll(/([^\\])-(.)/gsu)).every(([, low, high]) => low! <= high!);
}

function literal(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\]/u, '\\$&');
}

export interface GlobOptions {
  /** `**` stands for any number of folders, as people expect of a command; glob(3) does not know it. */
  readonly globstar?: boolean;
}

/**
 * The existing paths that a pattern names, absolute, as glob(3) with GLOB_BRACE: the alternatives of a brace one after
 * the other, each sorted; hidden names only where the pattern has the dot.
 */
export function glob(pattern: string, directory: string, disk: Disk, options: GlobOptions = {}): string[] {
  return expandBraces(pattern).flatMap((alternative) => globOne(alternative, directory, disk, options));
}

function globOne(
  pattern: string,
  directory: string,
  disk: Disk,
  { globstar = false }: GlobOptions,
): string[] {
  const segments = pattern.split('/').filter((segment) => segment !== '');
  let paths = [isAbsolute(pattern) ? resolve('/') : resolve(directory)];
  for (const segment of segments) {
    paths =
      globstar && segment === '**'
        ? paths.flatMap((path) => foldersBelow(path, disk))
        : step(paths, segment, disk);
  }
  return segments.length === 0 ? [] : paths;
}

function step(paths: readonly string[], segment: string, disk: Disk): string[] {
  const compiled = compileSegment(segment);
  if (typeof compiled === 'string') {
    return paths.map((path) => resolve(path, compiled)).filter((path) => disk.kindOf(path) !== 'missing');
  }
  return paths.flatMap((path) =>
    disk.kindOf(path) === 'directory'
      ? (disk.list(path) ?? []).filter((name) => compiled.test(name)).map((name) => resolve(path, name))
      : [],
  );
}

/** A folder and those below it, but for hidden ones; each real folder once, so that links cannot go in circles. */
function foldersBelow(path: string, disk: Disk, seen = new Set<string>()): string[] {
  const real = disk.realPath(path);
  if (disk.kindOf(path) !== 'directory' || seen.has(real)) return [];
  seen.add(real);
  const names = (disk.list(path) ?? []).filter((name) => !name.startsWith('.'));
  return [path, ...names.flatMap((name) => foldersBelow(resolve(path, name), disk, seen))];
}
