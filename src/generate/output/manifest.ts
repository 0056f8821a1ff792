import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { HostFiles } from '../generate.ts';

/** A file of the output folder, with its bytes. */
export interface Entry {
  readonly host: string;
  /** Where it goes on the host; undefined for apply.sh, which stays beside the tree. */
  readonly path: string | undefined;
  /** Where it is, relative to the output folder. */
  readonly file: string;
  readonly text: string;
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
  readonly sha256: string;
  readonly secret: boolean;
}

/** What the manifest keeps of a file. */
export type ManifestEntry = Pick<Entry, 'host' | 'path' | 'file' | 'owner' | 'group' | 'sha256'> & {
  readonly mode: string;
};

export const manifestName = 'manifest.json';

export function entriesOf(hosts: readonly HostFiles[]): Entry[] {
  return hosts.flatMap(({ host, files, apply }) => [
    ...(apply === undefined ? [] : [applyEntry(host, apply)]),
    ...files.map(({ path, text, mode, owner = 'root', group = 'root', secret = false }) => ({
      host,
      path,
      file: posix.join(host, path),
      text,
      mode,
      owner,
      group,
      sha256: sha256(text),
      secret,
    })),
  ]);
}

function applyEntry(host: string, text: string): Entry {
  const file = `${host}/apply.sh`;
  const common = { owner: 'root', group: 'root', secret: false };
  return { host, path: undefined, file, text, mode: 0o755, sha256: sha256(text), ...common };
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The manifest as text: entries by file, one a line, so that a diff of it is readable. */
export function manifestText(entries: readonly ManifestEntry[]): string {
  const rows = entries
    .toSorted((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ host, path, file, mode, owner, group, sha256: hash }) =>
      JSON.stringify({
        host,
        ...(path === undefined ? {} : { path }),
        file,
        mode,
        owner,
        group,
        sha256: hash,
      }),
    );
  return `{\n  "version": 1,\n  "files": [\n    ${rows.join(',\n    ')}\n  ]\n}\n`;
}

export function manifestEntry({ host, path, file, mode, owner, group, sha256: hash }: Entry): ManifestEntry {
  return { host, path, file, mode: mode.toString(8).padStart(4, '0'), owner, group, sha256: hash };
}

/** The files of a manifest; undefined when the text is none. What is in it is not trusted further than its hashes. */
export function readManifest(text: string): ManifestEntry[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const files = (value as { version?: unknown; files?: unknown } | null)?.files;
  if (!Array.isArray(files) || !files.every(isEntry)) return undefined;
  return files;
}

function isEntry(value: unknown): value is ManifestEntry {
  const entry = value as Partial<Record<keyof ManifestEntry, unknown>> | null;
  return (
    typeof entry?.host === 'string' &&
    typeof entry.file === 'string' &&
    typeof entry.sha256 === 'string' &&
    typeof entry.mode === 'string' &&
    isBelow(entry.file)
  );
}

/** A path that stays in the output folder. */
function isBelow(file: string): boolean {
  const normal = posix.normalize(file);
  return normal === file && !normal.startsWith('../') && normal !== '..' && !posix.isAbsolute(normal);
}
