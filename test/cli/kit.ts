import { SourceText } from '../../grammar/source.ts';
import type { Engine, Io, Output } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import type { Diagnostic, Severity } from '../../src/diagnostics/diagnostic.ts';
import type { LintRequest, LintResult } from '../../src/lint/request.ts';
import type { Rule } from '../../src/lint/rule.ts';

/** A stream that keeps what is written to it. */
export class Collected implements Output {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number | undefined;

  constructor(isTTY = false, columns?: number) {
    this.isTTY = isTTY;
    this.columns = columns;
  }

  write(text: string | Uint8Array): void {
    this.text += typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
  }
}

export const source = new SourceText('/here/a.conf', 'vrrp_instance VI_1 {\n    state MASTR\n}\n');

export function diagnostic(severity: Severity, rule = 'vrrp/state'): Diagnostic {
  return {
    rule,
    severity,
    message: `a finding of severity ${severity}`,
    why: undefined,
    help: undefined,
    label: undefined,
    place: { source, span: { start: 31, end: 36 } },
    related: [],
    fixes: [],
    url: 'https://example.org',
  };
}

export function resultOf(...severities: readonly Severity[]): LintResult {
  const diagnostics = severities.map((severity) => diagnostic(severity));
  return { diagnostics, files: [source], troubles: [], secrets: [] };
}

function rule(id: Rule['id'], more: Partial<Rule> = {}): Rule {
  return {
    id,
    severity: 'error',
    scope: 'node',
    docs: { summary: `Summary of ${id}`, why: `Why ${id} matters`, references: ['RFC 9568 section 6.1'] },
    bad: [{ caption: 'With a tab', files: 'a {\n\tb\n}\n' }],
    good: [{ files: { 'web1.conf': 'x\n', 'web2.conf': 'y\n' }, release: '2.2.7' }],
    on: {},
    ...more,
  };
}

export const rules: readonly Rule[] = [
  rule('vrrp/state'),
  rule('vrrp/duplicate-vrid', { severity: 'warning', scope: 'cluster', fix: 'unsafe' }),
  rule('style/tabs', { severity: 'info', fix: 'safe' }),
];

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the engine was asked for; undefined when it was not asked. */
  readonly request: LintRequest | undefined;
}

export interface Given extends Partial<Omit<Io, 'argv' | 'engine'>> {
  readonly result?: LintResult;
  readonly stdinText?: string;
  readonly engine?: Partial<Engine>;
}

/** Runs the program in this process, with an engine that gives the same result to everybody. */
export async function run(argv: readonly string[], given: Given = {}): Promise<Outcome> {
  const { result = resultOf(), stdinText = '', engine, ...io } = given;
  const [stdout, stderr] = [new Collected(), new Collected()];
  let request: LintRequest | undefined;
  const code = await main({
    argv,
    cwd: '/here',
    env: {},
    stdin: async () => Buffer.from(stdinText),
    stdout,
    stderr,
    ...io,
    engine: {
      lint: async (asked) => {
        request = asked;
        return result;
      },
      fix: async () => {
        throw new Error('this engine fixes nothing');
      },
      rules: async () => rules,
      ...engine,
    },
  });
  return { code, stdout: stdout.text, stderr: stderr.text, request };
}
