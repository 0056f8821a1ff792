import { readConfiguration } from '../../grammar/reader/reader.ts';
import type { Place, SourceText } from '../../grammar/source.ts';
import { NEWEST } from '../../grammar/vocabulary/releases.ts';
import { secretPlaces } from '../lint/secrets.ts';

/** The secrets in a keepalived.conf that was written before; none in other files. */
export function secretsOfText(source: SourceText): Place[] {
  if (!source.path.endsWith('.conf')) return [];
  const nothing = { glob: () => [], read: () => 'not-found' as const, folderExists: () => false };
  return secretPlaces(readConfiguration(source, { host: nothing, instance: '', release: NEWEST }));
}
