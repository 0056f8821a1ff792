import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { lint } from '../../../src/lint/lint.ts';

/** Files as people write them, and where one rule must point at them. */
export interface Case {
  readonly rule: string;
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** `FILE:LINE` of every finding of the rule; none: it must be silent. */
  readonly at: readonly string[];
  readonly release?: string | undefined;
}

/** Lints the files of each case from a folder of their own, and compares where its rule points. */
export function runCases(cases: readonly Case[]): void {
  it.each(cases.map((one) => [`${one.rule}: ${one.name}`, one] as const))('%s', async (_name, one) => {
    const cwd = mkdtempSync(join(tmpdir(), 'hacfg-variant-'));
    try {
      for (const [path, text] of Object.entries(one.files)) write(join(cwd, path), text);
      const { diagnostics } = await lint({
        paths: ['.'],
        cwd,
        ...(one.release === undefined ? {} : { keepalivedVersion: one.release }),
      });
      const found = diagnostics.map(({ rule, message, place }) => {
        const { line } = place.source.position(place.span.start);
        return { rule, at: `${relative(cwd, place.source.path)}:${line}`, message };
      });
      const own = found.filter(({ rule }) => rule === one.rule).map(({ at }) => at);
      expect(own.sort(), JSON.stringify(found, undefined, 1)).toEqual([...one.at].sort());
      expect(found.filter(({ rule }) => rule.startsWith('internal/'))).toEqual([]);
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, path.endsWith('.sh') ? { mode: 0o755 } : {});
}

export interface SampleOptions {
  readonly id?: string;
  readonly name?: string;
  readonly state?: string;
  readonly iface?: string;
  readonly vrid?: number | string;
  /** null: none is written. */
  readonly prio?: number | null;
  readonly vips?: readonly string[];
  readonly excluded?: readonly string[];
  readonly auth?: string;
  /** Lines of global_defs. */
  readonly globals?: readonly string[];
  /** Lines at the end of the instance. */
  readonly extra?: readonly string[];
  /** Text between global_defs and the instance: it begins in line 4, behind further lines of global_defs. */
  readonly before?: string;
  readonly after?: string;
}

const indented = (lines: readonly string[], by: string) => lines.map((line) => `${by}${line}\n`).join('');

/** The configuration of a node: global_defs, and one instance. */
export function node(options: SampleOptions = {}): string {
  const { id = 'lb', globals = [], before = '', after = '' } = options;
  return `global_defs {
    router_id ${id}
${indented(globals, '    ')}}
${before}
${instance(options)}${after}`;
}

/** The instance alone. */
export function instance(options: SampleOptions = {}): string {
  const { name = 'VI_1', state = 'BACKUP', iface = 'eth0', vrid = 51, prio = 100, auth } = options;
  const { vips = ['192.0.2.100/24'], excluded, extra = [] } = options;
  const block = (keyword: string, lines: readonly string[]) =>
    `    ${keyword} {\n${indented(lines, '        ')}    }\n`;
  return `vrrp_instance ${name} {
    state ${state}
    interface ${iface}
    virtual_router_id ${vrid}
${prio === null ? '' : `    priority ${prio}\n`}    advert_int 1
${auth === undefined ? '' : block('authentication', ['auth_type PASS', `auth_pass ${auth}`])}${block('virtual_ipaddress', vips)}${excluded === undefined ? '' : block('virtual_ipaddress_excluded', excluded)}${indented(extra, '    ')}}
`;
}

/** Number of the line in which a text stands for the first time, or for the nth. */
export function lineOf(text: string, part: string, nth = 1): number {
  let at = -1;
  for (let count = 0; count < nth; count++) at = text.indexOf(part, at + 1);
  if (at === -1) throw new Error(`there is no ${part} in the sample`);
  return text.slice(0, at).split('\n').length;
}

/** global_defs of a node whose scripts run as root. */
export const asRoot = ['script_user root', 'enable_script_security'];

/** A check that looks for nginx. */
export function check(name: string, ...lines: readonly string[]): string {
  return `vrrp_script ${name} {\n    script "/usr/bin/pgrep -x nginx"\n    interval 2\n    fall 2\n    rise 2\n${indented(lines, '    ')}}\n`;
}

/** Lines of an instance that tracks checks. */
export function track(...names: readonly string[]): string[] {
  return ['track_script {', ...names.map((name) => `    ${name}`), '}'];
}
