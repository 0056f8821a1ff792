import { dirname, resolve } from 'node:path';
import { nearest } from '../../grammar/did-you-mean.ts';
import type { SourceText } from '../../grammar/source.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import { isMapping, type YamlEntry, type YamlNode } from '../bundle/yaml-tree.ts';
import { type Severity, severities } from '../diagnostics/diagnostic.ts';
import { releaseMeant } from './releases.ts';

/** A rule, or a group of rules, as it is written in hacfg.yaml. */
export interface RuleName {
  readonly text: string;
  readonly offset: number;
}

export type RuleLevel = Severity | 'off';

/** `lint:` of a hacfg.yaml: the settings of `hacfg lint`, which the command line outdoes. */
export interface LintSection {
  readonly source: SourceText;
  readonly rules: readonly { readonly name: RuleName; readonly level: RuleLevel }[];
  readonly only: readonly RuleName[] | undefined;
  readonly ignore: readonly RuleName[];
  readonly failLevel: Severity | undefined;
  readonly maxWarnings: number | undefined;
  readonly reportUnusedDisables: boolean;
  readonly requireReasons: boolean;
  /** Absolute. */
  readonly baseline: string | undefined;
  readonly release: ReleaseName | undefined;
  /** Patterns of files to leave out, from the folder of hacfg.yaml. */
  readonly exclude: readonly string[];
}

/** Called with a fault and its place. */
export type OnFault = (offset: number, message: string) => void;

const levels: readonly RuleLevel[] = ['off', 'info', 'warning', 'error'];

/** What may stand under `lint:`, with what it does. */
export const lintKeys = {
  rules: 'How much rules weigh: { ID or GROUP/*: off, info, warning or error }',
  only: 'Run these rules only: a list of ids and groups',
  ignore: 'Leave these rules out: a list of ids and groups',
  'fail-level': 'Lowest severity that makes the exit code 1: error, warning or info',
  'max-warnings': 'Tolerate up to so many warnings',
  'report-unused-disables': 'Report suppression comments that silence nothing: true or false',
  'require-reasons': 'Report suppression comments without a reason: true or false',
  baseline: 'A file of findings to tolerate, as --write-baseline writes it',
  'keepalived-version': 'The keepalived release that will read the files',
  exclude: 'Files to leave out when folders are searched: a list of patterns',
} as const;

type LintKey = keyof typeof lintKeys;

/** The JSON Schema of the section, for editors. */
export function lintSectionSchema(): object {
  const names = { type: 'array', items: { type: 'string' } };
  const types: Readonly<Record<LintKey, object>> = {
    rules: { type: 'object', additionalProperties: { enum: levels } },
    only: names,
    ignore: names,
    'fail-level': { enum: severities },
    'max-warnings': { type: 'integer', minimum: 0 },
    'report-unused-disables': { type: 'boolean' },
    'require-reasons': { type: 'boolean' },
    baseline: { type: 'string' },
    'keepalived-version': { type: 'string' },
    exclude: names,
  };
  const properties = Object.fromEntries(
    Object.entries(lintKeys).map(([key, description]) => [key, { description, ...types[key as LintKey] }]),
  );
  return { type: 'object', additionalProperties: false, properties };
}

/** Reads the section. Whether its rules exist is for the linter to say. */
export function readLintSection(
  entry: YamlEntry | undefined,
  source: SourceText,
  fault: OnFault,
): LintSection | undefined {
  const node = entry?.value;
  if (node === undefined || isNull(node)) return undefined;
  if (!isMapping(node)) {
    fault(node.start, 'lint must be a mapping: { rules: { style/*: off }, fail-level: error }');
    return undefined;
  }
  return new SectionReader(node.entries, source, fault).read();
}

class SectionReader {
  private readonly entries: readonly YamlEntry[];
  private readonly source: SourceText;
  private readonly fault: OnFault;

  constructor(entries: readonly YamlEntry[], source: SourceText, fault: OnFault) {
    this.entries = entries;
    this.source = source;
    this.fault = fault;
  }

  read(): LintSection {
    this.refuseUnknownKeys();
    const baseline = this.text('baseline', 'the name of a file');
    return {
      source: this.source,
      rules: this.rules(),
      only: this.has('only') ? this.names('only') : undefined,
      ignore: this.names('ignore'),
      failLevel: this.choice('fail-level', severities),
      maxWarnings: this.maxWarnings(),
      reportUnusedDisables: this.flag('report-unused-disables'),
      requireReasons: this.flag('require-reasons'),
      baseline: baseline === undefined ? undefined : resolve(dirname(this.source.path), baseline),
      release: this.release(),
      exclude: this.names('exclude').map(({ text }) => text),
    };
  }

  private refuseUnknownKeys(): void {
    const known = Object.keys(lintKeys);
    for (const { key, keyStart } of this.entries) {
      if (known.includes(key)) continue;
      const near = nearest(key, known);
      const hint =
        near.length > 0 ? `; did you mean ${near.join(' or ')}?` : `; there are ${known.join(', ')}`;
      this.fault(keyStart, `lint has no setting ${key}${hint}`);
    }
  }

  private rules(): { name: RuleName; level: RuleLevel }[] {
    const node = this.node('rules');
    if (node === undefined) return [];
    if (!isMapping(node)) {
      this.fault(node.start, 'rules must be a mapping: { vrrp/priority-255: warning, style/*: off }');
      return [];
    }
    return node.entries.flatMap(({ key, keyStart, value }) => {
      const level = value === undefined ? undefined : this.levelOf(value);
      if (level === undefined) {
        this.fault(value?.start ?? keyStart, `${key} takes ${orList(levels)}${said(value)}`);
        return [];
      }
      return [{ name: { text: key, offset: keyStart }, level }];
    });
  }

  private levelOf(node: YamlNode): RuleLevel | undefined {
    if (node.kind !== 'scalar') return undefined;
    // Older YAML reads off as false.
    const text = node.value === false ? 'off' : node.value;
    return levels.find((level) => level === text);
  }

  private names(key: LintKey): RuleName[] {
    const node = this.node(key);
    if (node === undefined) return [];
    const items = node.kind === 'list' ? node.items : [node];
    return items.flatMap((item) => {
      if (item.kind === 'scalar' && typeof item.value === 'string' && item.value !== '') {
        return [{ text: item.value, offset: item.textStart }];
      }
      this.fault(item.start, `${key} must be a list of words`);
      return [];
    });
  }

  private choice<Choice extends string>(key: LintKey, choices: readonly Choice[]): Choice | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    const found = node.kind === 'scalar' ? choices.find((choice) => choice === node.value) : undefined;
    if (found === undefined) this.fault(node.start, `${key} takes ${orList(choices)}${said(node)}`);
    return found;
  }

  private flag(key: LintKey): boolean {
    const node = this.node(key);
    if (node === undefined) return false;
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    this.fault(node.start, `${key} takes true or false${said(node)}`);
    return false;
  }

  private maxWarnings(): number | undefined {
    const node = this.node('max-warnings');
    if (node === undefined) return undefined;
    const value = node.kind === 'scalar' ? node.value : undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
    this.fault(node.start, `max-warnings takes a number from 0 on${said(node)}`);
    return undefined;
  }

  private release(): ReleaseName | undefined {
    const node = this.node('keepalived-version');
    if (node === undefined) return undefined;
    // Unquoted, 2.2 is a number; what was written is in the text.
    const text = this.source.text.slice(node.start, node.end).replace(/^["']|["']$/g, '');
    const release = node.kind === 'scalar' ? releaseMeant(text) : undefined;
    if (release === undefined) {
      this.fault(
        node.start,
        'keepalived-version must be a release such as "2.2.8" or a line of releases such as "2.2"',
      );
    }
    return release;
  }

  private text(key: LintKey, what: string): string | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    if (node.kind === 'scalar' && typeof node.value === 'string' && node.value !== '') return node.value;
    this.fault(node.start, `${key} must be ${what}${said(node)}`);
    return undefined;
  }

  private has(key: LintKey): boolean {
    return this.node(key) !== undefined;
  }

  private node(key: LintKey): YamlNode | undefined {
    const value = this.entries.find((entry) => entry.key === key)?.value;
    return value === undefined || isNull(value) ? undefined : value;
  }
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function said(node: YamlNode | undefined): string {
  return node?.kind === 'scalar' ? `, not ${String(node.value)}` : '';
}

function orList(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
