import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../src/diagnostics/apply-fixes.ts';
import { styleLayout } from '../../../../src/lint/rules/style/layout.ts';
import { lintTexts } from '../../../support/lint-texts.ts';
import { outline, read } from '../../../support/read.ts';
import { REFERENCE, whenThere } from '../../../support/reference.ts';

function findings(text: string) {
  return lintTexts(text, [styleLayout]);
}

/** The text as the fix leaves it; the same text when there is nothing to fix. */
function tidied(text: string): string {
  const [finding] = findings(text);
  return finding === undefined ? text : applyEdits(text, finding.fixes[0]!.edits);
}

function meaningOf(text: string): string {
  const configuration = read(text);
  return `${outline(configuration.root.statements)}${configuration.problems.map(({ kind }) => kind).join()}`;
}

describe('tidying up', () => {
  it.each([
    [
      'no indentation at all',
      'vrrp_instance VI_1 {\nstate BACKUP\nvirtual_ipaddress {\n192.0.2.1\n}\n}\n',
      'vrrp_instance VI_1 {\n    state BACKUP\n    virtual_ipaddress {\n        192.0.2.1\n    }\n}\n',
    ],
    [
      'the step of the file',
      'vrrp_instance VI_1 {\n  state BACKUP\n  priority 90\n     advert_int 1\n}\n',
      'vrrp_instance VI_1 {\n  state BACKUP\n  priority 90\n  advert_int 1\n}\n',
    ],
    [
      'comments go with their lines, those at the margin stay',
      'vrrp_instance VI_1 {\n   # why\n   state BACKUP\n#  priority 90\n  advert_int 1\n  nopreempt\n}\n',
      'vrrp_instance VI_1 {\n  # why\n  state BACKUP\n#  priority 90\n  advert_int 1\n  nopreempt\n}\n',
    ],
    [
      'braces',
      'vrrp_instance VI_1\n{ # first\n    authentication{\n        auth_type PASS\n        auth_pass x\n    }\n}\n',
      'vrrp_instance VI_1 { # first\n    authentication {\n        auth_type PASS\n        auth_pass x\n    }\n}\n',
    ],
    ['CR LF', 'global_defs {\r\n    router_id lb1 \r\n}', 'global_defs {\r\n    router_id lb1\r\n}'],
    [
      'lines that a condition guards stay',
      'vrrp_instance VI_1 {\n@lb1 priority 90\n@lb2 priority 80\n     state BACKUP\n    nopreempt\n    advert_int 1\n}\n',
      'vrrp_instance VI_1 {\n@lb1 priority 90\n@lb2 priority 80\n    state BACKUP\n    nopreempt\n    advert_int 1\n}\n',
    ],
  ])('%s', (_name, before, after) => {
    expect(tidied(before)).toBe(after);
    expect(meaningOf(after)).toBe(meaningOf(before));
    expect(findings(after)).toEqual([]);
  });

  it('touches no indentation where a brace is missing', () => {
    const text = 'vrrp_instance VI_1 {\nstate BACKUP\nvirtual_ipaddress {\n192.0.2.1\n}\n';
    expect(findings(text)).toEqual([]);
  });

  it('is quiet about a consistent file, whatever its step', () => {
    for (const step of ['  ', '   ', '\t'])
      expect(
        findings(
          `vrrp_instance VI_1 {\n${step}state BACKUP\n${step}track_script {\n${step}${step}a\n${step}}\n}\n`,
        ),
      ).toEqual([]);
  });

  it('says one thing a file', () => {
    const [finding, ...others] = findings('vrrp_instance VI_1{\nstate BACKUP \npriority 90\n}');
    expect(others).toEqual([]);
    expect(finding?.message).toBe(
      'Untidy layout: a brace glued to its neighbour or on the next line, 2 lines not indented like the rest of the block, a line ending in blanks and no end of line behind the last one',
    );
  });
});

const corpus = join(REFERENCE, '../corpus');

describe.each(['ops', 'official', 'history', 'fixture'])(`configurations in %s ${whenThere}`, (folder) => {
  const files = existsSync(join(corpus, folder)) ? readdirSync(join(corpus, folder)) : [];

  it.skipIf(files.length === 0)('keep their meaning, and need no second run', () => {
    for (const name of files) {
      const text = readFileSync(join(corpus, folder, name), 'latin1');
      const after = tidied(text);
      expect(meaningOf(after), name).toBe(meaningOf(text));
      expect(
        findings(after).map(({ message }) => message),
        name,
      ).toEqual([]);
    }
  });
});
