import type { Place } from '../../../../grammar/source.ts';
import type { HostFile } from '../../../bundle/host-file.ts';
import type { ScriptUse } from '../../../model/node.ts';

const anyExecuteBit = 0o111;

/** Whether somebody may execute a file; a mode that is not known is taken for a good one. */
export function isExecutable({ mode }: HostFile): boolean {
  return mode === undefined || (mode & anyExecuteBit) !== 0;
}

/** `0644`. */
export function modeOf({ mode = 0 }: HostFile): string {
  return (mode & 0o777).toString(8).padStart(4, '0');
}

/** Where a finding about a script as a whole stands: its `#!` line, or its beginning. */
export function startOf({ script }: ScriptUse, { source }: HostFile): Place {
  return source.origin({ start: 0, end: script?.shebang?.place.span.end ?? 0 });
}
