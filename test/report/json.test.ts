import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Fix } from '../../src/diagnostics/diagnostic.ts';
import { type JsonReport, renderJson } from '../../src/report/json.ts';
import { at, finding, options, reportOf, web1, web2 } from './kit.ts';
import { scenes } from './scenes.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schema/findings.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

function render(
  ...[report, special]: [Parameters<typeof renderJson>[0], Parameters<typeof options>[0]?]
): JsonReport {
  return JSON.parse(renderJson(report, options(special)));
}

describe('the schema', () => {
  it.each(Object.entries(scenes))('holds for %s', (_name, { report, options: special }) => {
    validate(render(report, special));
    expect(validate.errors).toBeNull();
  });

  it('holds for the example in the documentation', () => {
    const page = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');
    // A report as the command prints it, behind the command.
    const example = /^\{\n.*?^\}$/ms.exec(page)?.[0] ?? '';
    validate(JSON.parse(example));
    expect(validate.errors).toBeNull();
  });

  it.each([
    ['another version', { version: 2 }],
    ['a property too many', { more: 1 }],
    ['no summary', { summary: undefined }],
    ['a severity of its own', { diagnostics: [{ severity: 'fatal' }] }],
  ])('refuses %s', (_what, change) => {
    const good = render(scenes.pair!.report);
    expect(validate(JSON.parse(JSON.stringify({ ...good, ...change })))).toBe(false);
  });
});

describe('the json report', () => {
  it('gives positions from 1, the end behind the last character', () => {
    const place = at(web2, '172.16.100.12');
    const report = render(
      reportOf([finding(place, { related: [{ place: at(web1, 'MASTER'), message: 'peer' }] })]),
    );
    expect(report.diagnostics[0]).toMatchObject({
      file: 'web2/keepalived.conf',
      range: { start: { line: 8, column: 15 }, end: { line: 8, column: 28 } },
      related: [
        {
          file: 'web1/keepalived.conf',
          range: { start: { line: 6, column: 8 }, end: { line: 6, column: 14 } },
          message: 'peer',
        },
      ],
      why: null,
      help: null,
    });
  });

  it.each<[Fix['safety'][], 'safe' | 'unsafe' | null]>([
    [[], null],
    [['unsafe'], 'unsafe'],
    [['unsafe', 'safe'], 'safe'],
  ])('says for fixes %j: %j', (safeties, fixable) => {
    const fixes = safeties.map((safety) => ({ title: 'Fix it', safety, edits: [] }));
    const report = render(reportOf([finding(at(web1, 'MASTER'), { fixes })]));
    expect(report.diagnostics[0]?.fixable).toBe(fixable);
  });

  it('counts what it does not list', () => {
    const report = render(scenes.quiet!.report, { level: 'error' });
    expect(report.summary).toEqual({ files: 1, errors: 1, warnings: 1, infos: 1 });
    expect(report.diagnostics.map(({ severity }) => severity)).toEqual(['error']);
  });
});
