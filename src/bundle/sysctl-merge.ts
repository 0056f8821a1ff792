import { basename, dirname } from 'node:path/posix';
import { numberOf, type SysctlFile, type SysctlSetting } from './sysctl.ts';

/** A sysctl file and where it stands on its host: `/etc/sysctl.d/90-lvs.conf`. */
export interface PlacedSysctl {
  readonly path: string;
  readonly file: SysctlFile;
}

/** Folders of sysctl.d from the strongest: a file hides those of its name further down (sysctl.d(5)). */
const folders = [
  '/etc/sysctl.d',
  '/run/sysctl.d',
  '/usr/local/lib/sysctl.d',
  '/usr/lib/sysctl.d',
  '/lib/sysctl.d',
];

/** The name under which distributions link /etc/sysctl.conf into sysctl.d: it has its turn there. */
const NAME_OF_SYSCTL_CONF = '99-sysctl.conf';

/**
 * The files in the order in which they are applied at boot: by name, whatever their folders; of one name the one in
 * the strongest folder. systemd reads /etc/sysctl.conf through the link 99-sysctl.conf.
 */
export function inSysctlOrder(files: readonly PlacedSysctl[]): PlacedSysctl[] {
  const strongest = new Map<string, PlacedSysctl>();
  for (const file of files) {
    const name = nameOf(file.path);
    const known = strongest.get(name);
    if (known === undefined || strength(file.path) < strength(known.path)) strongest.set(name, file);
  }
  return [...strongest].sort(([one], [other]) => compare(one, other)).map(([, file]) => file);
}

function nameOf(path: string): string {
  return path === '/etc/sysctl.conf' ? NAME_OF_SYSCTL_CONF : basename(path);
}

function strength(path: string): number {
  if (path === '/etc/sysctl.conf') return 0;
  const at = folders.indexOf(dirname(path));
  return at === -1 ? folders.length : at;
}

/** By byte, as strcmp() does. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** What a key is set to, and by which line. */
export interface Effective {
  readonly value: number | undefined;
  readonly setting: SysctlSetting;
}

/** The settings of a host's sysctl files together. */
export class SysctlState {
  readonly files: readonly SysctlFile[];
  private readonly exact = new Map<string, SysctlSetting>();
  private readonly patterns: SysctlSetting[] = [];

  constructor(files: readonly PlacedSysctl[]) {
    this.files = inSysctlOrder(files).map(({ file }) => file);
    for (const setting of this.files.flatMap((file) => file.settings)) {
      if (setting.isPattern) this.patterns.push(setting);
      else this.exact.set(setting.key, setting);
    }
  }

  get isEmpty(): boolean {
    return this.files.length === 0;
  }

  /** Every setting in the order of application, those that later ones override included. */
  get settings(): readonly SysctlSetting[] {
    return this.files.flatMap((file) => file.settings);
  }

  /** What a key ends up with; undefined when no file sets it. A pattern never overrides a key that is named. */
  get(key: string): Effective | undefined {
    const exact = this.exact.get(key);
    if (exact !== undefined) return toEffective(exact);
    const pattern = this.patterns.findLast((one) => one.value !== undefined && matches(one.key, key));
    return pattern === undefined ? undefined : toEffective(pattern);
  }

  /** `net.ipv4.conf.NAME.KEY` of an interface, or of `all` or `default`. */
  ofInterface(name: string, key: string): Effective | undefined {
    return this.get(`net/ipv4/conf/${name}/${key}`);
  }

  /**
   * The last line that sets one of several keys which are one switch, as ip_forward and conf.all.forwarding are
   * (kernel net/ipv4/devinet.c: devinet_sysctl_forward).
   */
  lastOf(keys: readonly string[]): Effective | undefined {
    const last = this.settings.findLast((one) => keys.includes(one.key) && one.value !== undefined);
    return last === undefined ? undefined : toEffective(last);
  }

  /** Interfaces, `all` and `default` among them, for which a line names the key. */
  interfacesWith(key: string): readonly string[] {
    const pattern = new RegExp(`^net/ipv4/conf/([^/]+)/${key}$`);
    const names = this.settings.flatMap((one) => pattern.exec(one.key)?.[1] ?? []);
    return [...new Set(names)];
  }
}

function toEffective(setting: SysctlSetting): Effective | undefined {
  return setting.value === undefined ? undefined : { value: numberOf(setting.value), setting };
}

/** fnmatch(3) with FNM_PATHNAME: wildcards do not match a slash (glob(3), which systemd uses). */
function matches(pattern: string, key: string): boolean {
  const source = pattern.replaceAll(/[\\^$.|+(){}]|\*|\?|\[[!^]?[^\]/]+\]|\[/g, (part) => {
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 1) return part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
    return `\\${part}`;
  });
  try {
    return new RegExp(`^${source}$`).test(key);
  } catch (error) {
    // A range such as [z-a] matches nothing.
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
