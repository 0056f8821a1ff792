import { checkScripts } from './check-scripts.ts';
import { helperScripts } from './helper-scripts.ts';
import type { ApplyWriter, FileWriter } from './types.ts';

/** Every writer of files beside keepalived.conf. A new kind of file is a module here and a row below. */
export const fileWriters: readonly FileWriter[] = [checkScripts, helperScripts];

/** Writes apply.sh; undefined: none is written. */
export const applyWriter: ApplyWriter | undefined = undefined;
