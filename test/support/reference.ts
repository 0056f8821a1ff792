import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Collected configurations and reference data beside the project; the tests that read them are extra ones. */
export const REFERENCE =
  process.env.HACFG_REFERENCE ?? join(import.meta.dirname, '../../../shared/reference');

export const whenThere = existsSync(REFERENCE) ? '' : `(skipped: ${REFERENCE} is not there)`;
