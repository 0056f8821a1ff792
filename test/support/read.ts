import { dirname, normalize } from 'node:path/posix';
import { type Configuration, type Statement, textOf } from '../../grammar/configuration.ts';
import type { IncludeHost } from '../../grammar/preprocess/include-host.ts';
import type { Problem } from '../../grammar/problems.ts';
import { readConfiguration } from '../../grammar/reader/reader.ts';
import { type Place, SourceText } from '../../grammar/source.ts';
import { NEWEST } from '../../grammar/vocabulary/releases.ts';

/** Files for includes, by path; `*` in a pattern matches within a folder. */
export function hostOf(files: Readonly<Record<string, string>>): IncludeHost {
  const sources = new Map(Object.entries(files).map(([path, text]) => [path, new SourceText(path, text)]));
  const full = (pattern: string, directory: string) =>
    normalize(pattern.startsWith('/') ? pattern : `${directory}/${pattern}`);
  return {
    glob: (pattern, directory) => {
      const expression = new RegExp(
        `^${full(pattern, directory).replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`,
      );
      return [...sources.keys()]
        .filter((path) => expression.test(path))
        .sort()
        .map((path) => ({ path, fault: undefined }));
    },
    read: (path) => sources.get(path) ?? 'not-found',
    folderExists: (pattern, directory) =>
      [...sources.keys()].some((path) => dirname(path) === dirname(full(pattern, directory))),
  };
}

/** Reads `text` as `/etc/keepalived/keepalived.conf`. */
export function read(
  text: string,
  options: { files?: Readonly<Record<string, string>>; instance?: string; release?: string } = {},
): Configuration {
  return readConfiguration(new SourceText('/etc/keepalived/keepalived.conf', text), {
    host: hostOf(options.files ?? {}),
    instance: options.instance ?? 'lb1',
    release: options.release ?? NEWEST,
  });
}

/** `LINE:COLUMN`, with the file's name in front when it is not the main file. */
export function at(place: Place): string {
  const { line, column } = place.source.position(place.span.start);
  const name = place.source.path === '/etc/keepalived/keepalived.conf' ? '' : `${place.source.path}:`;
  return `${name}${line}:${column}`;
}

/** `kind@LINE:COLUMN` of every problem, in order. */
export function problemsOf(configuration: Configuration): string[] {
  return configuration.problems.map((problem) => `${problem.kind}@${at(problem.place)}`);
}

export function problemOf<Kind extends Problem['kind']>(
  configuration: Configuration,
  kind: Kind,
): Extract<Problem, { kind: Kind }> {
  const found = configuration.problems.find((problem) => problem.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} among: ${problemsOf(configuration).join(', ')}`);
  return found as Extract<Problem, { kind: Kind }>;
}

/** The configuration as indented text: what the daemon is left with. */
export function outline(statements: readonly Statement[], indent = ''): string {
  return statements
    .map((statement) => {
      const words = statement.words.map(textOf).join(' ');
      const inner = statement.block === undefined ? '' : outline(statement.block.statements, `${indent}  `);
      return `${indent}${words}\n${inner}`;
    })
    .join('');
}
