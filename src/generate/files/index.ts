import { applyScript } from './apply.ts';
import { checkScripts } from './check-scripts.ts';
import { firewall } from './firewall.ts';
import { helperScripts } from './helper-scripts.ts';
import { loopback } from './loopback.ts';
import { sysctl } from './sysctl.ts';
import type { ApplyWriter, FileWriter } from './types.ts';
import { units } from './units.ts';

/** Every writer of files beside keepalived.conf. A new kind of file is a module here and a row below. */
export const fileWriters: readonly FileWriter[] = [
  checkScripts,
  helperScripts,
  sysctl,
  loopback,
  firewall,
  units,
];

/** Writes apply.sh. */
export const applyWriter: ApplyWriter = applyScript;
