import { type HostCommands, readHostCommands } from './host-commands.ts';
import type { HostFile, HostFiles } from './host-file.ts';
import { contentOf } from './parsers.ts';
import { SysctlState } from './sysctl-merge.ts';
import { type PlacedUnit, Unit } from './unit.ts';

/*
 * What several files of a host say together. Rules ask for it; it is put together once for a host.
 */

const sysctls = new WeakMap<HostFiles, SysctlState>();
const commands = new WeakMap<HostFile, HostCommands>();

/** The kernel settings of a host, by its sysctl files. */
export function sysctlOf(files: HostFiles): SysctlState {
  let state = sysctls.get(files);
  if (state === undefined) {
    const placed = files.ofKind('sysctl').flatMap((file) => {
      const content = contentOf(file);
      return content === undefined ? [] : { path: file.path, file: content };
    });
    state = new SysctlState(placed);
    sysctls.set(files, state);
  }
  return state;
}

/** Commands of /etc/rc.local and of the scripts of a host that set up the host itself, file by file. */
export function commandsOf(files: HostFiles): HostCommands[] {
  return files.all.flatMap((file) => {
    if (file.kind !== 'rc.local' && file.kind !== 'script') return [];
    let known = commands.get(file);
    if (known === undefined) {
      known = readHostCommands(file.source);
      commands.set(file, known);
    }
    return known;
  });
}

/** The unit of keepalived; undefined when no file of it is at hand. */
export function unitOf(files: HostFiles): Unit | undefined {
  const placed = files.ofKind('unit').flatMap((file): PlacedUnit[] => {
    const unit = contentOf(file);
    return unit === undefined ? [] : [{ path: file.path, unit }];
  });
  return placed.length === 0 ? undefined : new Unit(placed);
}

/** Whether a word stands in a script or a boot file of the host: something is done there that is not followed here. */
export function scriptsMention(files: HostFiles, pattern: RegExp): boolean {
  return files.all.some(
    ({ kind, source }) => (kind === 'script' || kind === 'rc.local') && pattern.test(source.text),
  );
}
