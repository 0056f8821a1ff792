import { nearest } from '../../../../grammar/did-you-mean.ts';
import type { ShellCommand, ShellWord } from '../../../bundle/shell/script.ts';

/** Long options that a check or a notification has a use for. */
const usual = ['quiet', 'no-pager', 'now', 'no-block', 'no-ask-password', 'no-legend', 'property', 'signal'];

/** All others of systemctl(1), up to systemd 257. */
const others = (
  'after all before boot-loader-entry boot-loader-menu capsule check-inhibitors drop-in dry-run fail failed ' +
  'firmware-setup force full global help host ignore-inhibitors image image-policy job-mode kill-subgroup ' +
  'kill-value kill-who kill-whom legend lines machine man marked message mkdir no-reload no-wall no-warn output ' +
  'plain preset-mode read-only reboot-argument recursive reverse root runtime show-transaction show-types state ' +
  'stdin system template timestamp type user value verbose version wait what when with-dependencies'
).split(' ');

const known = [...usual, ...others].map((name) => `--${name}`);
const likely = usual.map((name) => `--${name}`);

/** `systemctl is-active --quite nginx`: refused, so that the check always fails. */
export function misspeltOption({ args }: ShellCommand): { word: ShellWord; near: string } | undefined {
  for (const word of args) {
    if (!word.isLiteral || !/^--[a-z][a-z-]+$/.test(word.text)) continue;
    // The beginning of an option will do.
    if (known.some((option) => option.startsWith(word.text))) continue;
    const [near] = nearest(word.text, likely, 1);
    if (near === undefined) continue;
    return { word, near };
  }
  return undefined;
}
