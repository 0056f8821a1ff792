import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Collected configurations and reference data beside the project; the tests that read them are extra ones. */
export const REFERENCE =
  process.env.HACFG_REFERENCE ?? join(import.meta.dirname, '../../../shared/reference');

export const whenThere = existsSync(REFERENCE) ? '' : `(skipped: ${REFERENCE} is not there)`;

/** Every collected file: its path, and its bytes as characters, for not all are in a known encoding. */
export function* collectedTexts(): Generator<[path: string, text: string]> {
  for (const folder of ['cases', 'corpus'])
    for (const entry of readdirSync(join(REFERENCE, '..', folder), {
      recursive: true,
      withFileTypes: true,
    })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) yield [path, readFileSync(path, 'latin1')];
    }
}
