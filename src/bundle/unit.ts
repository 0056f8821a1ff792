import { basename, dirname } from 'node:path/posix';
import type { Place, SourceText } from '../../grammar/source.ts';
import type { FileFault } from './fault.ts';
import { type IniSetting, joinedValue, parseIni, systemdDialect } from './ini.ts';
import { type Piece, placeOfPiece, splitPiece } from './lines.ts';

/** A file of a unit: the unit itself, or a drop-in beside it. */
export interface UnitFile {
  readonly source: SourceText;
  readonly settings: readonly IniSetting[];
  readonly faults: readonly FileFault[];
  /** The `[Unit]` header, where there is one. */
  readonly unitSection: Place | undefined;
}

/** A word of a setting, and where it stands. */
export interface UnitWord {
  readonly text: string;
  readonly place: Place;
}

const sections: ReadonlySet<string> = new Set(['Unit', 'Service', 'Install']);

/** Reads a .service file or a drop-in of one (systemd.syntax(7)). */
export function parseUnit(source: SourceText): UnitFile {
  const { settings, faults, sections: found } = parseIni(source, systemdDialect);
  const unknown = found
    .filter(({ name }) => !sections.has(name) && !name.startsWith('X-'))
    .map(({ name, place }): FileFault => ({ kind: 'unknown-keyword', place, detail: `[${name}]` }));
  return {
    source,
    settings,
    faults: [...faults, ...unknown],
    unitSection: found.find(({ name }) => name === 'Unit')?.place,
  };
}

/** A file of a unit and where it stands on its host: the unit itself, or a drop-in in a folder beside it. */
export interface PlacedUnit {
  readonly path: string;
  readonly unit: UnitFile;
}

/** Where units are, from the strongest (systemd.unit(5)). */
const folders = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];

function strength(path: string): number {
  const at = folders.findIndex((folder) => path.startsWith(`${folder}/`));
  return at === -1 ? folders.length : at;
}

function isDropIn({ path }: PlacedUnit): boolean {
  return dirname(path).endsWith('.d');
}

/** One unit as systemd puts it together: the strongest file of its name, and the drop-ins in order of their names. */
export class Unit {
  /** Undefined: only drop-ins are at hand, for a unit that a package brings. */
  readonly main: PlacedUnit | undefined;
  readonly files: readonly UnitFile[];

  constructor(files: readonly PlacedUnit[]) {
    const mains = files.filter((file) => !isDropIn(file));
    this.main = mains.sort((one, other) => strength(one.path) - strength(other.path))[0];
    this.files = [...(this.main === undefined ? [] : [this.main.unit]), ...dropInsOf(files)];
  }

  /** The words of a list such as After=, all of its lines together: lists of dependencies are never emptied. */
  words(section: string, key: string): UnitWord[] {
    return this.files.flatMap(({ settings, source }) =>
      settings
        .filter((one) => one.section === section && one.key === key)
        .flatMap(({ value }) => splitPiece(value, separators).map((word) => toWord(source, word))),
    );
  }

  /** The last value of a key that holds one; an empty one resets it. */
  last(section: string, key: string): IniSetting | undefined {
    const settings = this.files.flatMap((file) => file.settings);
    const found = settings.findLast((one) => one.section === section && one.key === key);
    return found?.value.text === '' ? undefined : found;
  }

  /** ExecStart=: what it runs, without the marks in front of it. */
  get command(): { readonly line: string; readonly place: Place } | undefined {
    const found = this.last('Service', 'ExecStart');
    if (found === undefined) return undefined;
    return { line: joinedValue(found.value).replace(/^[@\-:+!|]+/, ''), place: found.place };
  }
}

/** Blanks, and the backslash that joins two lines. */
const separators = /(?:\s|\\(?=\r?\n))+/;

function toWord(source: SourceText, word: Piece): UnitWord {
  return { text: word.text, place: placeOfPiece(source, word) };
}

/** By base name over all folders; of one name the strongest counts. */
function dropInsOf(files: readonly PlacedUnit[]): UnitFile[] {
  const byName = new Map<string, PlacedUnit>();
  for (const file of files.filter(isDropIn)) {
    const name = basename(file.path);
    const known = byName.get(name);
    if (known === undefined || strength(file.path) < strength(known.path)) byName.set(name, file);
  }
  return [...byName].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, file]) => file.unit);
}

const factors: Readonly<Record<string, number>> = {
  us: 0.000001,
  ms: 0.001,
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  '': 1,
  m: 60,
  min: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hr: 3600,
  hour: 3600,
  hours: 3600,
};

/** Seconds of a time span: `5`, `90s`, `1min 30s`; `infinity`. undefined when it is none (systemd.time(7)). */
export function secondsOf(text: string): number | undefined {
  const plain = text.trim();
  if (plain === 'infinity') return Number.POSITIVE_INFINITY;
  if (!/^\d/.test(plain) || /\S/.test(plain.replaceAll(/\d+(?:\.\d+)?\s*[a-z]*/g, ''))) return undefined;
  let sum = 0;
  for (const [, number, unit] of plain.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)/g)) {
    const factor = Object.hasOwn(factors, unit!) ? factors[unit!] : undefined;
    if (factor === undefined) return undefined;
    sum += Number(number) * factor;
  }
  return sum;
}
