import { basename, dirname, join } from 'node:path/posix';
import { SourceText } from '../../grammar/source.ts';
import { type HostFile, HostFiles, type LocatedFile } from '../../src/bundle/host-file.ts';
import {
  besideNames,
  filesBeside,
  hostsAmong,
  hostsBeside,
  type Main,
  modeFileOf,
  readMode,
} from '../../src/bundle/locate.ts';
import { loadParsers } from '../../src/bundle/parsers.ts';
import { kindOfName, kindOfPath } from '../../src/bundle/places.ts';
import type { Host } from '../../src/model/real-servers.ts';
import { knownAddressesIn } from '../../src/project/addresses/host-files.ts';
import { treeRootOf } from '../../src/project/found-file.ts';

// Rules are run at once; whatever parsers they need is there from the start.
await loadParsers(['script', 'sysctl', 'ifcfg', 'route', 'keyfile', 'netplan', 'networkd', 'interfaces']);
await loadParsers(['firewalld', 'nftables', 'iptables', 'ufw', 'unit', 'compose', 'dockerfile', 'manifest']);
await loadParsers(['rc.local', 'haproxy', 'nginx']);

/** Files given as text, as if they lay below a folder. netplan tells no addresses here. */
export class BundleOfTexts {
  private readonly texts: Readonly<Record<string, string>>;
  private readonly modes: Readonly<Record<string, number>>;
  private readonly sources = new Map<string, SourceText>();

  constructor(texts: Readonly<Record<string, string>>, modes: Readonly<Record<string, number>> = {}) {
    this.texts = texts;
    this.modes = modes;
  }

  get mains(): string[] {
    return Object.keys(this.texts).filter((path) => path.endsWith('.conf') && !this.isAround(path));
  }

  private isAround(path: string): boolean {
    const at = path.search(/(?:^|\/)etc\//);
    if (at !== -1 && !path.includes('/etc/keepalived/')) return true;
    const name = basename(path);
    // `lb1.sysctl.conf`, and `lb1.web1.sysctl.conf` of another host beside it.
    const rests = [name, name.replace(/^[^.]*\./, ''), name.replace(/^[^.]*\.[\w-]+\./, '')];
    return rests.some((rest) => kindOfName(rest) !== undefined);
  }

  source(path: string): SourceText {
    const known = this.sources.get(path) ?? new SourceText(path, this.texts[path]!);
    this.sources.set(path, known);
    return known;
  }

  filesOf(path: string): HostFiles {
    const root = treeRootOf(path);
    const main = { path, root };
    if (root !== undefined) return this.filesOfTree(root);
    const beside = filesBeside(main, this.namesIn(dirname(path)));
    return new HostFiles(
      beside.map((file) => this.read(file)),
      'flat',
      { at: (hostPath) => this.findBeside(main, hostPath), list: () => undefined },
      { mode: readMode(this.texts[join(dirname(path), modeFileOf(main))] ?? '') },
    );
  }

  /** Hosts without a configuration. */
  hosts(): Host[] {
    const mains = this.mains.map((path): Main => ({ path, root: treeRootOf(path) }));
    const paths = Object.keys(this.texts).filter((path) => !this.mains.includes(path));
    const located = [
      ...mains.flatMap((main) => hostsBeside(main, this.namesIn(dirname(main.path)))),
      ...hostsAmong('', paths, mains),
    ];
    return located.map(({ name, files }) => {
      const its = new HostFiles(files.map((file) => this.read(file)));
      return { name, files: its, addresses: knownAddressesIn(its) };
    });
  }

  private filesOfTree(root: string): HostFiles {
    const at = (hostPath: string): HostFile | undefined => {
      const path = `${root}${hostPath}`;
      if (this.texts[path] === undefined) return undefined;
      return this.read({ path, hostPath, kind: kindOfPath(hostPath) ?? 'script' });
    };
    const below = Object.keys(this.texts).filter((path) => path.startsWith(`${root}/`));
    const found = below.flatMap((path) => {
      const hostPath = path.slice(root.length);
      const kind = kindOfPath(hostPath);
      return kind === undefined ? [] : this.read({ path, hostPath, kind });
    });
    const list = (folder: string) => {
      const names = this.namesIn(`${root}${folder}`).map((path) => basename(path));
      return names.length === 0 ? undefined : names;
    };
    return new HostFiles(found, 'tree', { at, list });
  }

  private findBeside(main: Main, hostPath: string): HostFile | undefined {
    const path = besideNames(hostPath)
      .map((name) => join(dirname(main.path), name))
      .find((one) => this.texts[one] !== undefined);
    return path === undefined ? undefined : this.read({ path, hostPath, kind: 'script' });
  }

  private namesIn(folder: string): string[] {
    return Object.keys(this.texts).filter((path) => dirname(path) === folder);
  }

  private read({ path, hostPath, kind }: LocatedFile): HostFile {
    return { path: hostPath, kind, source: this.source(path), mode: this.modes[path], owner: undefined };
  }
}
