import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import type { ExampleFiles, Rule } from '../../../../src/lint/rule.ts';
import { rules } from '../../../../src/lint/rules/index.ts';
import { lintTexts } from '../../../support/lint-texts.ts';

/** Every rule of the group. */
export const syntaxRules: readonly Rule[] = rules.filter(({ id }) => id.startsWith('syntax/'));

interface Options {
  readonly release?: string;
  readonly configId?: string;
}

/** The findings of the syntax rules, and of no others. */
export function lintText(files: ExampleFiles, options: Options = {}): readonly Diagnostic[] {
  return lintTexts(files, syntaxRules, options);
}

/** `5:17 error syntax/value-terminator`: a finding in short. */
export function short(diagnostic: Diagnostic): string {
  const { line, column } = diagnostic.place.source.position(diagnostic.place.span.start);
  return `${line}:${column} ${diagnostic.severity} ${diagnostic.rule}`;
}

/** The text after the first fix of every finding. */
export function fixed(text: string, options: Options = {}): string {
  const edits = lintText(text, options).flatMap((diagnostic) => diagnostic.fixes[0]?.edits ?? []);
  const sorted = edits.toSorted((a, b) => b.place.span.start - a.place.span.start);
  return sorted.reduce(
    (result, { place, text: replacement }) =>
      result.slice(0, place.span.start) + replacement + result.slice(place.span.end),
    text,
  );
}

/** An instance that is right but for the lines given, which stand behind its priority, from line 6 on. */
export function instanceWith(...lines: readonly string[]): string {
  return [
    'vrrp_instance VI_1 {',
    '    state BACKUP',
    '    interface eth0',
    '    virtual_router_id 51',
    '    priority 100',
    ...lines.map((line) => `    ${line}`),
    '    virtual_ipaddress {',
    '        192.0.2.100/24',
    '    }',
    '}',
    '',
  ].join('\n');
}
