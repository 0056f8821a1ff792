import type { Place, SourceText } from '../../grammar/source.ts';
import type { FileFault } from './fault.ts';
import { linesOf, type Piece, partOf, placeOfPiece, trimmed } from './lines.ts';

/** One `Key=value` of an INI file. */
export interface IniSetting {
  /** The `[section]` it stands in; empty before the first. */
  readonly section: string;
  /** Which of the sections of a file, counted from 0: `[Address]` may come several times. */
  readonly sectionIndex: number;
  readonly key: string;
  readonly value: Piece;
  readonly keyPlace: Place;
  readonly place: Place;
}

export interface IniSection {
  readonly name: string;
  readonly place: Place;
}

export interface IniFile {
  readonly source: SourceText;
  readonly sections: readonly IniSection[];
  readonly settings: readonly IniSetting[];
  readonly faults: readonly FileFault[];
}

interface Dialect {
  /** Characters that begin a comment at the beginning of a line. */
  readonly comments: string;
  /** A backslash at the end of a line joins it with the next (systemd). */
  readonly continues: boolean;
}

/** GLib's key files, which NetworkManager keeps its connections in (GKeyFile). */
export const keyfileDialect: Dialect = { comments: '#;', continues: false };
/** Units and the files of systemd-networkd (systemd.syntax(7)). */
export const systemdDialect: Dialect = { comments: '#;', continues: true };

/** Reads an INI file; a line that is nothing is a fault, and the rest is read on. */
export function parseIni(source: SourceText, dialect: Dialect): IniFile {
  const sections: IniSection[] = [];
  const settings: IniSetting[] = [];
  const faults: FileFault[] = [];
  for (const line of logicalLines(source, dialect)) {
    const body = trimmed(line);
    const name = /^\[([^\]]*)\]$/.exec(body.text)?.[1];
    if (name !== undefined) {
      sections.push({ name, place: placeOfPiece(source, body) });
      continue;
    }
    const equals = body.text.indexOf('=');
    const key = trimmed(partOf(body, 0, Math.max(equals, 0)));
    if (key.text === '') {
      const [first] = body.text.split('\n', 1);
      faults.push({
        kind: 'ini-line',
        place: placeOfPiece(source, partOf(body, 0, first!.length)),
        detail: first!,
      });
      continue;
    }
    if (sections.length === 0)
      faults.push({ kind: 'ini-no-section', place: placeOfPiece(source, key), detail: key.text });
    const value = trimmed(partOf(body, equals + 1));
    settings.push({
      section: sections.at(-1)?.name ?? '',
      sectionIndex: sections.length - 1,
      key: key.text,
      value,
      keyPlace: placeOfPiece(source, key),
      place: value.text === '' ? placeOfPiece(source, key) : placeOfPiece(source, value),
    });
  }
  return { source, sections, settings, faults };
}

/** Lines that are not empty and no comment, continued ones with all their parts. */
function logicalLines(source: SourceText, dialect: Dialect): Piece[] {
  const lines: Piece[] = [];
  let open: Piece | undefined;
  for (const line of linesOf(source)) {
    const first = line.text.trimStart().charAt(0);
    if (first !== '' && dialect.comments.includes(first)) continue;
    const start: Piece = open ?? line;
    const end = line.offset + line.text.length;
    const whole = { text: source.text.slice(start.offset, end), offset: start.offset };
    if (dialect.continues && /(?<!\\)\\$/.test(line.text)) open = whole;
    else {
      open = undefined;
      if (whole.text.trim() !== '') lines.push(whole);
    }
  }
  if (open !== undefined) lines.push(open);
  return lines;
}

/** A value without the backslashes that join its lines. */
export function joinedValue(value: Piece): string {
  return value.text.replaceAll(/\\\r?\n[ \t]*/g, ' ');
}

/** The last value of a key of a section. */
export function lastOf(file: IniFile, section: string, key: string): IniSetting | undefined {
  return file.settings.findLast((one) => one.section === section && one.key === key);
}
