import type { DefinitionText } from '../definition-text.ts';
import type { Place, SourceText, Span } from '../source.ts';
import { compareReleases } from '../vocabulary/releases.ts';
import type { ReleaseName } from '../vocabulary/types.ts';
import type { ExpandedTextBuilder } from './expanded-text.ts';

/** `${NAME}`, `${NAME ARGUMENTS}` or `$NAME` in front of a blank, `,`, `)` or the end (find_definition). */
const REFERENCE =
  /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)(?:[ \t]+([^}\n]*))?\}|([A-Za-z_][A-Za-z0-9_]*)(?=[ \t\r,)]|$))/g;

/** The daemon stops replacing when a line would grow beyond its buffer. */
const MAX_LINE = 1024;

/** Stands for a value that only the running host knows, such as `${_ENV NAME}`. */
export const UNKNOWN_VALUE = '\ue0fe';

export interface Definition {
  readonly text: DefinitionText;
  readonly place: Place;
}

export interface UndefinedReference {
  readonly name: string;
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
    this.byName.set(text.name, { text, place });
  }

  /** Gives a loop variable its next value. */
  assign(name: string, value: string, place: Place): void {
    this.define({ name, lines: [{ text: value, offset: 0 }], multiLine: false }, place);
  }

  get(name: string): Definition | undefined {
    return this.byName.get(name);
  }

  /** Copies `span` of `source` into `builder` with every reference replaced. */
  replace(
    source: SourceText,
    span: Span,
    surroundings: Surroundings,
    builder: ExpandedTextBuilder,
  ): Replacement {
    const text = source.slice(span);
    const missing: UndefinedReference[] = [];
    let copied = 0;
    let found = false;
    let multiLine = false;
    let loop: ReferenceLoop | undefined;
    for (const match of text.matchAll(REFERENCE)) {
      const name = (match[1] ?? match[3])!;
      const end = match.index + match[0].length;
      const place = { start: span.start + match.index, end: span.start + end };
      const isLast = text.slice(end).trim() === '';
      const value = this.valueOf(name, match[2], isLast, surroundings, [name]);
      if (value === undefined) {
        if (this.byName.has(name)) continue;
        const quoted = isInsideQuotes(text, match.index);
        missing.push({ name, place: source.origin(place), braced: match[1] !== undefined, quoted });
        continue;
      }
      if (value.loop !== undefined) loop ??= { ...value.loop, place: source.origin(place) };
      builder.copy(source, { start: span.start + copied, end: place.start });
      builder.substitute(value.text, source, place);
      copied = end;
      found = true;
      multiLine ||= value.multiLine;
    }
    builder.copy(source, { start: span.start + copied, end: span.end });
    return { found, multiLine, undefined: missing, loop };
  }

  /** The fully replaced value of a name; undefined when the reference stays as it is written. */
  private valueOf(
    name: string,
    argument: string | undefined,
    isLast: boolean,
    surroundings: Surroundings,
    chain: readonly string[],
  ): { text: string; multiLine: boolean; loop: Omit<ReferenceLoop, 'place'> | undefined } | undefined {
    const definition = this.byName.get(name);
    if (definition === undefined) {
      const text = builtIn(name, argument, surroundings);
      return text === undefined ? undefined : { text, multiLine: false, loop: undefined };
    }
    if (definition.text.multiLine) {
      if (!isLast || chain.length > 1) return undefined;
      return {
        text: definition.text.lines.map((line) => line.text).join('\n'),
        multiLine: true,
        loop: undefined,
      };
    }
    return { ...this.replaceInValue(definition.text.lines[0]!.text, surroundings, chain), multiLine: false };
  }

  private replaceInValue(
    value: string,
    surroundings: Surroundings,
    chain: readonly string[],
  ): { text: string; loop: Omit<ReferenceLoop, 'place'> | undefined } {
    let loop: Omit<ReferenceLoop, 'place'> | undefined;
    const text = value.replace(REFERENCE, (whole, braced?: string, argument?: string, bare?: string) => {
      const name = (braced ?? bare)!;
      if (chain.includes(name)) {
        loop ??= { chain: [...chain, name], effect: value.trim() === whole ? 'hang' : 'overflow' };
        return whole;
      }
      const inner = this.valueOf(name, argument, false, surroundings, [...chain, name]);
      if (inner === undefined) return whole;
      loop ??= inner.loop;
      return inner.text.length > MAX_LINE ? inner.text.slice(0, MAX_LINE) : inner.text;
    });
    return { text, loop };
  }
}

function builtIn(name: string, argument: string | undefined, surroundings: Surroundings): string | undefined {
  const since = BUILT_IN[name];
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
      return UNKNOWN_VALUE;
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
