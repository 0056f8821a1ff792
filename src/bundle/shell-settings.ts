import type { SourceText } from '../../grammar/source.ts';
import type { FileFault } from './fault.ts';
import { linesOf, type Piece, partOf, placeOfPiece, type TextLine } from './lines.ts';

/** One `KEY=VALUE` of a file that a shell reads. */
export interface ShellSetting {
  readonly key: string;
  /** Without quotes; empty for `KEY=`. */
  readonly value: Piece;
  readonly keyPiece: Piece;
}

export interface ShellSettings {
  readonly settings: readonly ShellSetting[];
  readonly faults: readonly FileFault[];
}

const assignment = /^(\s*(?:export\s+)?)([A-Za-z_]\w*)=/;
const openedBy = /^["']/;

/** Reads KEY=VALUE lines such as ifcfg files and /etc/default hold; a value ends at a blank or with its quote. */
export function parseShellSettings(source: SourceText): ShellSettings {
  const settings: ShellSetting[] = [];
  const faults: FileFault[] = [];
  const fault = (kind: FileFault['kind'], piece: Piece) =>
    faults.push({ kind, place: placeOfPiece(source, piece), detail: piece.text });
  for (const line of linesOf(source)) {
    const text = line.text.trim();
    if (text === '' || text.startsWith('#')) continue;
    const match = assignment.exec(line.text);
    if (match === null) {
      const isSpaced = /^(?:export\s+)?[A-Za-z_]\w*\s+=/.test(text);
      fault(isSpaced ? 'blank-around-equals' : 'no-assignment', bodyOf(line));
      continue;
    }
    const [whole, before, key] = match;
    const rest = partOf(line, whole.length);
    const keyPiece = partOf(line, before!.length, before!.length + key!.length);
    if (/^\s+\S/.test(rest.text) && !/^\s+#/.test(rest.text)) fault('blank-around-equals', bodyOf(line));
    const value = readValue(rest);
    if (value === undefined) fault('open-quote', bodyOf(rest));
    else settings.push({ key: key!, value, keyPiece });
  }
  return { settings, faults };
}

/** The value at the beginning of a piece; undefined when its quote is not closed on the line. */
function readValue(rest: Piece): Piece | undefined {
  if (openedBy.test(rest.text)) {
    const end = rest.text.indexOf(rest.text.charAt(0), 1);
    return end === -1 ? undefined : partOf(rest, 1, end);
  }
  const end = /[\s;]/.exec(rest.text)?.index;
  return partOf(rest, 0, end);
}

function bodyOf(line: TextLine | Piece): Piece {
  const start = line.text.length - line.text.trimStart().length;
  return { text: line.text.trim(), offset: line.offset + start };
}

/** The last setting of a key. */
export function settingOf(settings: readonly ShellSetting[], key: string): ShellSetting | undefined {
  return settings.findLast((one) => one.key === key);
}
