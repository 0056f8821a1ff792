import { type Imported, importNodes } from '../../src/import/import.ts';
import { renderTopology } from '../../src/import/render.ts';
import { type Verdict, verifyImport } from '../../src/import/verify.ts';
import { nodeOf } from '../model/kit.ts';

export interface ImportOutcome {
  readonly imported: Imported;
  /** hacfg.yaml. */
  readonly text: string;
  /** The same without its comments. */
  readonly code: string;
  /** `HOST:LINE message`. */
  readonly notes: readonly string[];
  readonly verdict: Verdict;
}

/** Imports configurations, by host, and lets hacfg gen write them again. */
export async function importTexts(
  texts: Readonly<Record<string, string>>,
  { keepsSecrets = false }: { readonly keepsSecrets?: boolean } = {},
): Promise<ImportOutcome> {
  const nodes = Object.entries(texts).map(([name, text]) =>
    nodeOf(text, { name, path: `/c/${name}/keepalived.conf` }),
  );
  const imported = importNodes({ nodes, keepsSecrets, release: undefined });
  const text = await renderTopology(imported.text, imported.hosts);
  const notes = imported.notes.map(({ place, message }) => {
    if (place === undefined) return message;
    return `${place.source.path.split('/')[2]}:${place.source.position(place.span.start).line} ${message}`;
  });
  const code = text
    .replace(/^#.*\n/gm, '')
    .replace(/ # .*$/gm, '')
    .trimStart();
  return { imported, text, code, notes, verdict: await verifyImport(imported, text) };
}
