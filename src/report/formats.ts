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
  jsonl: {
    summary: 'the findings of json, one a line',
    load: async () => (await import('./jsonl.ts')).renderJsonLines,
  },
  sarif: {
    summary: 'SARIF 2.1.0, for code scanning',
    load: async () => (await import('./sarif.ts')).renderSarif,
  },
  github: {
    summary: 'annotations in GitHub Actions',
    load: async () => (await import('./github.ts')).renderGithub,
  },
  gitlab: {
    summary: "GitLab's code quality report",
    load: async () => (await import('./gitlab.ts')).renderGitlab,
  },
  junit: {
    summary: "JUnit's XML, for test reports",
    load: async () => (await import('./junit.ts')).renderJunit,
  },
  checkstyle: {
    summary: "Checkstyle's XML",
    load: async () => (await import('./checkstyle.ts')).renderCheckstyle,
  },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}
