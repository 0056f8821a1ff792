import { isAbsolute } from 'node:path/posix';
import type { Place, SourceText } from '../../grammar/source.ts';
import type { HostFile, HostFiles } from '../bundle/host-file.ts';
import { loadParsers } from '../bundle/parsers.ts';
import type { NodeModel } from '../model/node.ts';
import type { Host } from '../model/real-servers.ts';
import { mentions } from './mentions.ts';
import type { Trouble } from './request.ts';

/** What became of the files around the configurations. */
export interface PreparedFiles {
  readonly files: readonly HostFile[];
  readonly sources: readonly SourceText[];
  readonly troubles: readonly Trouble[];
  readonly secrets: readonly Place[];
}

/**
 * Looks up the scripts that the configurations name, and loads the parsers for the kinds of files there are. Without
 * such files nothing is loaded.
 */
export async function prepareHostFiles(
  nodes: readonly NodeModel[],
  hosts: readonly Host[],
): Promise<PreparedFiles> {
  for (const node of nodes) findScripts(node);
  const all = new Set<HostFiles>([...nodes, ...hosts].map(({ files }) => files));
  const files = [...all].flatMap((one) => one.all);
  await loadParsers(new Set([...files.map(({ kind }) => kind), ...inlineKinds(nodes)]));
  return {
    files,
    sources: [...new Set(files.map(({ source }) => source))],
    troubles: [...all].flatMap((one) => one.faults),
    secrets: files.flatMap(({ source }) => secretsIn(source)),
  };
}

/** Every argument may be a script: `/bin/sh /etc/keepalived/check.sh`. */
function findScripts({ files, commands }: NodeModel): void {
  if (files.extent === 'none') return;
  for (const { argv } of commands) {
    for (const { text } of argv.slice(0, 3)) if (isAbsolute(text)) files.at(text);
  }
}

/** `sh -c '...'` is a script that stands in the configuration. */
function inlineKinds(nodes: readonly NodeModel[]): 'script'[] {
  const isInline = nodes.some(({ commands }) =>
    commands.some(({ argv }) => argv.length > 2 && /(?:^|\/)(?:ba|da|k|z)?sh$/.test(argv[0].text)),
  );
  return isInline ? ['script'] : [];
}

/** `password=...`, `--password=...`, `psk=...`, `-u user:secret`: what scripts and connections hold. */
const secretSettings =
  /(?:passw(?:or)?d|secret|psk|token|auth_pass|MYSQL_PWD|PGPASSWORD|REDISCLI_AUTH)["']?\s*[=:]\s*(["']?)([^\s"'$;&|<>`]+)\1/gi;

/** Each of its matches holds one of them. */
const secretWords = ['passw', 'secret', 'psk', 'token', 'auth_pass', 'mysql_pwd', 'rediscli_auth'];

function secretsIn(source: SourceText): Place[] {
  if (!mentions(source.text, secretWords)) return [];
  return Array.from(source.text.matchAll(secretSettings)).map((match) => {
    const value = match[2]!;
    const end = match.index + match[0].length - match[1]!.length;
    return source.origin({ start: end - value.length, end });
  });
}
