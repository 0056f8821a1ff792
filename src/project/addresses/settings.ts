import type { SourceText } from '../../../grammar/source.ts';

/** One `KEY=VALUE` line of a shell-like or INI file. */
export interface Setting {
  /** The `[section]` it stands in; empty before the first. */
  readonly section: string;
  readonly key: string;
  /** Without the quotes around it. */
  readonly value: string;
  /** Offset of the value in the text. */
  readonly offset: number;
}

const line = /^[ \t]*(?:\[([^\]\n]+)\]|([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(["']?)(.*?)\3)[ \t\r]*$/gm;

/** The settings of a file; lines that are none, comments among them, are passed over. */
export function readSettings(source: SourceText): Setting[] {
  const settings: Setting[] = [];
  let section = '';
  for (const match of source.text.matchAll(line)) {
    const [whole, name, key, , value] = match;
    if (name !== undefined) section = name;
    else if (key !== undefined && value !== undefined) {
      const start = whole.indexOf(value, whole.indexOf('=') + 1);
      settings.push({ section, key, value, offset: match.index + start });
    }
  }
  return settings;
}

/** The last value of a key, in any section or the one given. */
export function settingOf(settings: readonly Setting[], key: string, section?: string): string | undefined {
  return settings.findLast((one) => one.key === key && (section === undefined || one.section === section))
    ?.value;
}

/** The parts of a value that a separator divides, with their offsets in the text. */
export function partsOf(setting: Setting, separator: RegExp): { text: string; offset: number }[] {
  const parts: { text: string; offset: number }[] = [];
  let from = 0;
  for (const text of setting.value.split(separator)) {
    const at = setting.value.indexOf(text, from);
    if (text !== '') parts.push({ text, offset: setting.offset + at });
    from = at + text.length;
  }
  return parts;
}
