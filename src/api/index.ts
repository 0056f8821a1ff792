import { resolve } from 'node:path';
import { nearest } from '../../grammar/did-you-mean.ts';
import type { LintRequest, LintResult, RuleSettings } from '../lint/request.ts';
import { shownPath } from '../report/report.ts';
import { maskSecrets } from '../report/secrets.ts';
import { showFinding } from '../report/shown-finding.ts';
import type { Lint, LintOptions, LintPaths, LintReport, Rules } from './types.ts';

/** The folder that texts without a place on the disk are taken to lie in. */
const nowhere = resolve('/');

/** See `Lint` in types.ts. */
export const lint: Lint = async (files, options = {}) => {
  const { MemoryDisk } = await import('../project/memory-disk.ts');
  const kept = new Map(
    Object.entries(files).map(([name, text]) => {
      const path = resolve(nowhere, name);
      if (name.split(/[\\/]/).includes('..'))
        throw new TypeError(`${name} leads out of the folder of the files`);
      const data = typeof text === 'string' ? new TextEncoder().encode(text) : text;
      return [path, { bytes: data, mode: 0o644 }] as const;
    }),
  );
  // One text is a configuration whatever it looks like; of several, those are that look like one.
  const paths = kept.size === 1 ? [...kept.keys()] : ['.'];
  const request = await requestOf(paths, nowhere, options);
  return run({ ...request, disk: new MemoryDisk(kept) });
};

/** See `LintPaths` in types.ts. */
export const lintPaths: LintPaths = async (paths, options = {}) => {
  const { cwd = process.cwd(), project } = options;
  const request = await requestOf(paths, cwd, options);
  return run({ ...request, ...(project === undefined ? {} : { projectFile: project }) });
};

/** See `Rules` in types.ts. */
export const rules: Rules = async () => {
  const all = (await import('../lint/rules/index.ts')).rules;
  return all
    .map(({ id, severity, scope, fix, docs }) => ({
      id,
      severity,
      scope,
      fixable: fix ?? null,
      summary: docs.summary,
      why: docs.why,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
};

async function run(request: LintRequest): Promise<LintReport> {
  const engine = await import('../lint/lint.ts');
  return reportOf(await engine.lint(request), request.cwd);
}

function reportOf({ diagnostics, files, troubles, secrets }: LintResult, cwd: string): LintReport {
  const masking = maskSecrets(secrets);
  return {
    findings: diagnostics.map((diagnostic) => showFinding(diagnostic, masking, cwd)),
    files: files.map(({ path }) => shownPath(path, cwd)),
    troubles,
  };
}

async function requestOf(paths: readonly string[], cwd: string, options: LintOptions): Promise<LintRequest> {
  const { keepalivedVersion, configId } = options;
  return {
    paths,
    cwd,
    rules: await settingsOf(options),
    ...(keepalivedVersion === undefined ? {} : { keepalivedVersion }),
    ...(configId === undefined ? {} : { configId }),
  };
}

async function settingsOf({ only, ignore, severity }: LintOptions): Promise<RuleSettings> {
  const mentioned = [...(only ?? []), ...(ignore ?? []), ...Object.keys(severity ?? {})];
  if (mentioned.length > 0) {
    const ids = (await rules()).map(({ id }) => id);
    const unknown = mentioned.find((id) => !ids.includes(id));
    if (unknown !== undefined) throw new TypeError(`unknown rule ${unknown}${suggestion(unknown, ids)}`);
  }
  return {
    ...(only === undefined ? {} : { only }),
    ...(ignore === undefined ? {} : { ignore }),
    ...(severity === undefined ? {} : { severity }),
  };
}

function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
}
