import type { DefinitionText } from '../definition-text.ts';
import type { Place, SourceText, Span } from '../source.ts';
import { compareReleases } from '../vocabulary/releases.ts';
import type { ReleaseName } from '../vocabulary/types.ts';
import type { ExpandedTextBuilder } from './expanded-text.ts';

/** `${NAME}`, `${NAME ARGUMENTS}`, a shell's `${NAME:-default}`, which is not replaced, or `$NAME` in front of a blank, `,`, `)` or the end (find_definition). */
const REFERENCE =
  /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)(?:[ \t]+([^}\n]*)|(:?[-=?+][^}\n"]*))?\}|([A-Za-z_][A-Za-z0-9_]*)(?=[ \t\r,)]|$))/g;

/** The daemon stops replacing when a line would grow beyond its buffer. */
const MAX_LINE = 1024;

/** Begins what stands for a value that only the running host knows: `${_ENV NAME}`; the name follows. */
export const UNKNOWN_VALUE = '\ue0fe';
const UNKNOWN_END = '\ue0ff';

/** Whether the running host alone knows a part of a text. */
export function isOfHost(text: string): boolean {
  return text.includes(UNKNOWN_VALUE);
}

/** A text with `${_ENV NAME}` in the place of what stands for its value. */
export function asWritten(text: string): string {
  if (!isOfHost(text)) return text;
  return text.replace(/\ue0fe(.*?)\ue0ff/gs, (_, name: string) => `\${_ENV ${name}}`);
}

export interface Definition {
  readonly text: DefinitionText;
  readonly place: Place;
  /** Its lines as one text. */
  readonly value: string;
}

/** A `$NAME` as it is written in a text. */
interface Reference {
  readonly name: string;
  readonly argument: string | undefined;
  readonly braced: boolean;
  /** Written `${NAME:-default}`. */
  readonly isShell: boolean;
  /** Within the text. */
  readonly span: Span;
  readonly isLast: boolean;
}

/** A piece of a source with the references in it: found once, however often a loop comes by. */
export class ReferringText {
  readonly source: SourceText;
  readonly span: Span;
  readonly text: string;
  readonly references: readonly Reference[];

  constructor(source: SourceText, span: Span) {
    this.source = source;
    this.span = span;
    this.text = source.slice(span);
    this.references = this.text.includes('$') ? findReferences(this.text) : [];
  }

  spanOf({ span }: Reference): Span {
    return { start: this.span.start + span.start, end: this.span.start + span.end };
  }
}

function findReferences(text: string): Reference[] {
  return Array.from(text.matchAll(REFERENCE), (match) => {
    const span = { start: match.index, end: match.index + match[0].length };
    const [, braced, argument, shell, bare] = match;
    const isLast = text.slice(span.end).trim() === '';
    const isShell = shell !== undefined;
    return { name: (braced ?? bare)!, argument, braced: braced !== undefined, isShell, span, isLast };
  });
}

export interface UndefinedReference {
  readonly name: string;
  /** Offset in the text that was being read; `place` is where that was written. */
  readonly offset: number;
  readonly place: Place;
  readonly braced: boolean;
  readonly quoted: boolean;
}

export interface ReferenceLoop {
  readonly place: Place;
  readonly chain: readonly string[];
  readonly effect: 'hang' | 'overflow';
}

/** What became of the references of a line. */
export interface Replacement {
  /** What stands for each reference; undefined: it stays as it is written. */
  readonly values: readonly (string | undefined)[];
  /** Something stands for one of them. */
  readonly found: boolean;
  /** The line ends in a definition of several lines: the result is lines to be read afresh. */
  readonly multiLine: boolean;
  readonly undefined: readonly UndefinedReference[];
  readonly loop: ReferenceLoop | undefined;
}

/** What the built-in definitions depend on. */
export interface Surroundings {
  readonly instance: string;
  readonly directory: string;
  readonly release: ReleaseName;
}

/** First release that knows each built-in definition (keepalived lib/parser.c, set_std_definitions). */
export const BUILT_IN: Readonly<Record<string, ReleaseName>> = {
  _PWD: '1.4.3',
  _INSTANCE: '2.0.1',
  _RANDOM: '2.0.15',
  _HASH: '2.1.4',
  _BANG: '2.1.4',
  _ENV: '2.4.0',
};

/** The `$NAME=` definitions in force; names are global to the whole run and looked up when they are used. */
export class Definitions {
  private readonly byName = new Map<string, Definition>();

  define(text: DefinitionText, place: Place): void {
    const value = text.lines.map((line) => line.text).join('\n');
    this.byName.set(text.name, { text, place, value });
  }

  /** Gives a loop variable its next value. */
  assign(name: string, value: string, place: Place): void {
    const text = { name, lines: [{ text: value, offset: 0 }], multiLine: false };
    this.byName.set(name, { text, place, value });
  }

  get(name: string): Definition | undefined {
    return this.byName.get(name);
  }

  /** What the references of a text stand for now. */
  resolve(line: ReferringText, surroundings: Surroundings): Replacement {
    const missing: UndefinedReference[] = [];
    let found = false;
    let multiLine = false;
    let loop: ReferenceLoop | undefined;
    const values = line.references.map((reference) => {
      const { name, argument, isShell, isLast } = reference;
      const value = isShell ? undefined : this.valueOf(name, argument, isLast, surroundings, [name]);
      if (value === undefined) {
        // A definition of several lines in the middle of one stays as it is, and is no mistake of the name.
        if (!this.byName.has(name) || argument !== undefined || isShell)
          missing.push(missingReference(line, reference));
        return undefined;
      }
      if (value.loop !== undefined)
        loop ??= { ...value.loop, place: line.source.origin(line.spanOf(reference)) };
      for (const inner of value.missing) missing.push(missingInValue(line, reference, inner));
      found = true;
      multiLine ||= value.multiLine;
      return value.text;
    });
    return { values, found, multiLine, undefined: missing, loop };
  }

  /** Copies a text into `builder` with every reference replaced. */
  replace(
    source: SourceText,
    span: Span,
    surroundings: Surroundings,
    builder: ExpandedTextBuilder,
  ): Replacement {
    const line = new ReferringText(source, span);
    const replacement = this.resolve(line, surroundings);
    writeReplaced(line, replacement, builder);
    return replacement;
  }

  /** The fully replaced value of a name; undefined when the reference stays as it is written. */
  private valueOf(
    name: string,
    argument: string | undefined,
    isLast: boolean,
    surroundings: Surroundings,
    chain: readonly string[],
  ): Value | undefined {
    const definition = this.byName.get(name);
    if (definition === undefined) {
      const text = builtIn(name, argument, surroundings);
      return text === undefined ? undefined : plainValue(text);
    }
    // Only built-in definitions may have anything behind their name.
    if (argument !== undefined) return undefined;
    const { value } = definition;
    if (definition.text.multiLine)
      return isLast && chain.length === 1 ? { ...plainValue(value), multiLine: true } : undefined;
    if (!value.includes('$')) return plainValue(value);
    return { ...this.replaceInValue(value, surroundings, chain), multiLine: false };
  }

  private replaceInValue(
    value: string,
    surroundings: Surroundings,
    chain: readonly string[],
  ): Omit<Value, 'multiLine'> {
    let loop: Omit<ReferenceLoop, 'place'> | undefined;
    const missing: MissingInValue[] = [];
    const text = value.replace(REFERENCE, (whole: string, ...groups: unknown[]) => {
      const [braced, argument, shell, bare, at] = groups as [string?, string?, string?, string?, number?];
      const name = (braced ?? bare)!;
      if (chain.includes(name)) {
        loop ??= { chain: [...chain, name], effect: value.trim() === whole ? 'hang' : 'overflow' };
        return whole;
      }
      const inner =
        shell === undefined ? this.valueOf(name, argument, false, surroundings, [...chain, name]) : undefined;
      if (inner === undefined) {
        const quoted = isInsideQuotes(value, at ?? 0);
        if (!this.byName.has(name) || shell !== undefined)
          missing.push({ name, braced: braced !== undefined, quoted });
        return whole;
      }
      loop ??= inner.loop;
      missing.push(...inner.missing);
      return inner.text.length > MAX_LINE ? inner.text.slice(0, MAX_LINE) : inner.text;
    });
    return { text, loop, missing };
  }
}

/** A name that the value of another refers to, and nothing defines. */
type MissingInValue = Pick<UndefinedReference, 'name' | 'braced' | 'quoted'>;

/** What stands for a reference. */
interface Value {
  readonly text: string;
  readonly multiLine: boolean;
  readonly loop: Omit<ReferenceLoop, 'place'> | undefined;
  readonly missing: readonly MissingInValue[];
}

function plainValue(text: string): Value {
  return { text, multiLine: false, loop: undefined, missing: [] };
}

/** Copies a text into `builder` with the values in place of the references. */
export function writeReplaced(
  line: ReferringText,
  { values }: Replacement,
  builder: ExpandedTextBuilder,
): void {
  const { source, span, references } = line;
  let copied = span.start;
  for (const [at, reference] of references.entries()) {
    const value = values[at];
    if (value === undefined) continue;
    const place = line.spanOf(reference);
    builder.copy(source, { start: copied, end: place.start });
    builder.substitute(value, source, place);
    copied = place.end;
  }
  builder.copy(source, { start: copied, end: span.end });
}

function missingReference(line: ReferringText, reference: Reference): UndefinedReference {
  const { name, braced, span } = reference;
  const place = line.spanOf(reference);
  const quoted = isInsideQuotes(line.text, span.start);
  return { name, offset: place.start, place: line.source.origin(place), braced, quoted };
}

/** It is read where the name stands whose value it is in. */
function missingInValue(line: ReferringText, outer: Reference, inner: MissingInValue): UndefinedReference {
  const { offset, place, quoted } = missingReference(line, outer);
  return { ...inner, offset, place, quoted: quoted || inner.quoted };
}

function builtIn(name: string, argument: string | undefined, surroundings: Surroundings): string | undefined {
  const since = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  if (since === undefined || compareReleases(surroundings.release, since) < 0) return undefined;
  switch (name) {
    case '_PWD':
      return surroundings.directory;
    case '_INSTANCE':
      return surroundings.instance;
    case '_HASH':
      return '#';
    case '_BANG':
      return '!';
    case '_ENV':
      return `${UNKNOWN_VALUE}${argument?.trim() ?? ''}${UNKNOWN_END}`;
    case '_RANDOM':
      return randomValue(argument);
    default:
      return undefined;
  }
}

/** Any value of `${_RANDOM MIN MAX}` is as good as any other; the smallest keeps a run repeatable. */
function randomValue(argument: string | undefined): string {
  const [min = '0', max] = (argument ?? '')
    .trim()
    .split(/[ \t]+/)
    .filter((part) => part !== '');
  return max !== undefined && Number(max) < Number(min) ? max : min;
}

function isInsideQuotes(text: string, offset: number): boolean {
  let quoted = false;
  for (let at = 0; at < offset; at++) if (text.charCodeAt(at) === 34) quoted = !quoted;
  return quoted;
}
