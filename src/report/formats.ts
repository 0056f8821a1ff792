import type { Renderer } from './report.ts';

interface Format {
  /** For `--help`. */
  readonly summary: string;
  readonly load: () => Promise<Renderer>;
}

/** Every report format; only the chosen one is loaded. */
export const formats = {
  pretty: {
    summary: 'for people: the lines concerned, why it matters, what to do',
    load: async () => (await import('./pretty.ts')).renderPretty,
  },
  unix: {
    summary: 'one line a finding, file:line:column: severity: message [rule]',
    load: async () => (await import('./unix.ts')).renderUnix,
  },
  json: {
    summary: 'for programs: a versioned contract, schema/findings.schema.json',
    load: async () => (await import('./json.ts')).renderJson,
  },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}
