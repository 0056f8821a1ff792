import { join } from 'node:path';
import type { SourceText } from '../../grammar/source.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import { applyEdits, planFixes } from '../diagnostics/apply-fixes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { MemoryDisk } from '../project/memory-disk.ts';
import { lint } from './lint.ts';
import type { LintResult } from './request.ts';
import type { Example, Rule } from './rule.ts';

/** The folder that examples are read in. */
export const exampleFolder = '/example';

/** A file of an example, before and after a fix. */
export interface FixedFile {
  readonly source: SourceText;
  readonly text: string;
}

/** The first finding in an example, and all that linting it gave. */
export interface FoundInExample {
  readonly result: LintResult;
  readonly diagnostic: Diagnostic;
}

export interface ExampleFix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly files: readonly FixedFile[];
}

export interface ExampleOptions {
  /** The release to judge by. Default: the example's own, or the newest. */
  readonly release?: ReleaseName | undefined;
  /** Other rules to run along. */
  readonly beside?: readonly string[];
}

/** Lints an example of a rule as if its files lay on a disk, with that rule only. */
export function lintExample(
  { files, machine, ...example }: Example,
  { id, isOptional }: Pick<Rule, 'id' | 'isOptional'>,
  { release = example.release, beside = [] }: ExampleOptions = {},
): Promise<LintResult> {
  const byName = typeof files === 'string' ? { 'keepalived.conf': files } : files;
  const entries = Object.entries(byName).map(([name, text]) => {
    const mode = text.startsWith('#!') ? 0o755 : 0o644;
    return [join(exampleFolder, name), { bytes: Buffer.from(text), mode }] as const;
  });
  // Comments of suppression are judged by what all rules find.
  const isAboutComments = id.startsWith('suppression/');
  return lint({
    paths: pathsOf(Object.keys(byName)),
    cwd: exampleFolder,
    disk: new MemoryDisk(new Map(entries)),
    ...(release === undefined ? {} : { keepalivedVersion: release }),
    ...(machine === undefined ? {} : { local: { hostName: 'here', machine } }),
    rules: {
      ...(isAboutComments ? {} : { only: [id, ...beside] }),
      ...(isOptional === true ? { optional: [id] } : {}),
    },
  });
}

/** The files that are asked about: the configurations, or the folder where there are more than these. */
function pathsOf(names: readonly string[]): readonly string[] {
  const isPlain = names.every((name) => /^[^/]+\.(?:conf|inc)$/.test(name));
  return isPlain ? names.filter((name) => name.endsWith('.conf')) : ['.'];
}

/** The finding of a rule in one of its own examples; undefined when it needs more than the example's files. */
export async function findingIn(
  example: Example,
  rule: Pick<Rule, 'id' | 'isOptional'>,
): Promise<FoundInExample | undefined> {
  const result = await lintExample(example, rule);
  const diagnostic = result.diagnostics.find((one) => one.rule === rule.id);
  return diagnostic === undefined ? undefined : { result, diagnostic };
}

/** What the fix of a finding makes of the files of its example; undefined: it has none. */
export function fixOfFinding(diagnostic: Diagnostic): ExampleFix | undefined {
  const fix = diagnostic.fixes.find(({ safety }) => safety === 'safe') ?? diagnostic.fixes[0];
  if (fix === undefined) return undefined;
  const policy = { unsafe: true, fileOf: ({ path }: SourceText) => path, allows: () => true };
  const { edits } = planFixes([{ ...diagnostic, fixes: [fix] }], policy);
  const files = [...edits.values()].map((own) => {
    const { source } = own[0]!.place;
    return { source, text: applyEdits(source.text, own) };
  });
  return files.length === 0 ? undefined : { title: fix.title, safety: fix.safety, files };
}
