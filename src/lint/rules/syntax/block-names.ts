import { keywordOf, type Statement } from '../../../../grammar/configuration.ts';

/** Blocks that the daemon skips unless exactly one name is given; others go by the first word. */
const oneName: ReadonlySet<string> = new Set(['vrrp_instance', 'vrrp_sync_group', 'track_group']);

export function needsOneName(statement: Statement): boolean {
  return (
    statement.spec?.kind === 'block' &&
    statement.parent.owner === undefined &&
    oneName.has(keywordOf(statement))
  );
}
