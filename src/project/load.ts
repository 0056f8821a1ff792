import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { SourceText } from '../../grammar/source.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import type { Environment } from '../bundle/environment.ts';
import type { BundledHost, HostFiles } from '../bundle/host-file.ts';
import type { FoundAddress } from './addresses/found-address.ts';
import { addressesIn } from './addresses/host-files.ts';
import { readIpAddr } from './addresses/ip-addr.ts';
import { decode, type Encoding } from './decode.ts';
import { Disk, tooLarge } from './disk.ts';
import { isExcluded } from './exclude.ts';
import { findFiles, type SearchedFolder } from './find-files.ts';
import { type FoundFile, treeRootOf } from './found-file.ts';
import { filesOfFolder, filesOfNode, hostsAround } from './host-files.ts';
import { nameHosts } from './host-names.ts';
import { IncludeFiles } from './include-files.ts';
import type { LintSection } from './lint-section.ts';
import { isBinary } from './looks-like.ts';
import { addPeers, type HostFile, type Known } from './peers.ts';
import { findTopology, loadTopology, type ParsedTopology, readTopology, type Topology } from './topology.ts';
import { touchedBy } from './touched.ts';
import type { Trouble } from './trouble.ts';

/** What to read. The linter's LintRequest is one. */
export interface ProjectRequest {
  /** As the user named them; `-` stands for `stdin`. None, and no stdin: the hosts of hacfg.yaml, else this folder. */
  readonly paths: readonly string[];
  readonly stdin?: { readonly filename: string; readonly bytes: Uint8Array };
  readonly cwd: string;
  /** A hacfg.yaml named explicitly; otherwise it is looked for beside the files. */
  readonly projectFile?: string;
  /** The hacfg.yaml of this run, parsed already: none is looked for. */
  readonly topology?: ParsedTopology;
  readonly facts?: readonly { readonly host: string; readonly file: string }[];
  /** Texts that stand for files as they are on the disk, by real path: what an editor or a fix has not saved. */
  readonly overrides?: ReadonlyMap<string, Uint8Array>;
  /**
   * The paths are the files of a change: configurations that lie where their peers would are read along, and files
   * that have nothing to do with keepalived are passed over.
   */
  readonly peers?: boolean;
  /** Read what git has staged instead of the working tree; without paths, the files that the next commit changes. */
  readonly staged?: boolean;
  /** The file system to read from; default: the machine's. */
  readonly disk?: Disk;
}

/** One node's main file, read, and what is known of its host. */
export interface NodeSource {
  readonly hostName: string;
  /** Its path is absolute; that of stdin is what it would be called in the current folder. */
  readonly source: SourceText;
  readonly encoding: Encoding;
  /** False: read only because it is a peer of what was asked for. */
  readonly requested: boolean;
  /** The folder that stands for `/` on the host, where there is one. */
  readonly root: string | undefined;
  /** For the grammar's reader. */
  readonly includes: IncludeFiles;
  /** The hacfg.yaml that lists the host. */
  readonly topology: Topology | undefined;
  /** By hacfg.yaml; undefined: nobody said. */
  readonly release: ReleaseName | undefined;
  /** `lint:` of the hacfg.yaml that covers the file, whether it lists the host or not. */
  readonly lint: LintSection | undefined;
  /** By the hacfg.yaml that covers the file, whether it lists the host or not. */
  readonly environment: Environment | undefined;
  /** From hacfg.yaml, interface files and `ip -j addr`. */
  readonly addresses: readonly FoundAddress[];
  /** The files around it. */
  readonly files: HostFiles;
}

/** A host without keepalived whose files are at hand. */
export interface HostSource extends BundledHost {
  readonly addresses: readonly FoundAddress[];
}

export interface Project {
  /** In the order the user named them; peers that hacfg.yaml brought along come last. */
  readonly nodes: readonly NodeSource[];
  /** Hosts without a configuration: those of hacfg.yaml, and those whose files were found. */
  readonly hosts: readonly HostSource[];
  /** Whether a file was asked for: named, or below a folder that was. Its path must be a real one. */
  readonly isAskedFor: (realPath: string) => boolean;
  /** The files of the change, absolute: only what has a part in them counts. Undefined: no change was asked about. */
  readonly change: ReadonlySet<string> | undefined;
  /** Each once. */
  readonly topologies: readonly Topology[];
  readonly troubles: readonly Trouble[];
  /** For whoever needs other files of the same run. */
  readonly disk: Disk;
}

/** Finds and reads everything a run needs. Never fails: what could not be done is in `troubles`. */
export async function loadProject(request: ProjectRequest): Promise<Project> {
  if (request.staged !== true) return new Loader(request, request.disk ?? new Disk(request.overrides)).load();
  const { GitError, StagedDisk } = await import('./staged-disk.ts');
  try {
    const disk = new StagedDisk(request.cwd);
    const paths = request.paths.length === 0 ? disk.changed() : request.paths;
    return await new Loader({ ...request, paths, peers: true }, disk).load();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { ...nothing, troubles: [{ path: '', message: error.message }], disk: new Disk() };
  }
}

const nothing = {
  nodes: [],
  hosts: [],
  isAskedFor: () => false,
  change: new Set<string>(),
  topologies: [],
} as const;

class Loader {
  private readonly request: ProjectRequest;
  private readonly disk: Disk;
  private readonly troubles: Trouble[] = [];
  private readonly topologies = new Map<string, Topology | undefined>();
  private searched: readonly SearchedFolder[] = [];

  private change: Set<string> | undefined;

  constructor(request: ProjectRequest, disk: Disk) {
    this.request = request;
    this.disk = disk;
  }

  async load(): Promise<Project> {
    const { stdin, cwd } = this.request;
    const stdinPath = stdin === undefined ? undefined : resolve(cwd, stdin.filename);
    const found = await this.withoutExcluded(await this.findFiles());
    if (stdinPath !== undefined) {
      // Standard input stands for the file of that name: what an editor holds and has not saved.
      const at = found.findIndex((file) => file.path === stdinPath);
      if (at !== -1) found.splice(at, 1);
      found.unshift({ path: stdinPath, explicit: true });
    }
    const known = await this.knowHosts(found);
    const files = this.withPeers(found, known);
    const nodes = await this.readNodes(files, stdinPath);
    const topologies = [...this.topologies.values()].filter((topology) => topology !== undefined);
    const hosts = await this.readHosts(nodes, topologies);
    const isAskedFor = this.asked(found);
    const { change, troubles, disk } = this;
    return { nodes, hosts, isAskedFor, change, topologies, troubles, disk };
  }

  private asked(found: readonly FoundFile[]): (realPath: string) => boolean {
    if (this.change !== undefined) {
      const changed = new Set([...this.change].map((path) => this.disk.realPath(path)));
      return (path) => changed.has(path);
    }
    const named = new Set(found.map((file) => this.disk.realPath(file.path)));
    const folders = this.searched.map(({ folder }) => this.disk.realPath(folder));
    return (path) => named.has(path) || folders.some((folder) => isBelow(path, folder));
  }

  /** What the paths name; without any, nothing as long as hacfg.yaml lists the hosts. */
  private async findFiles(): Promise<FoundFile[]> {
    const { paths, stdin, cwd, peers } = this.request;
    const named = paths.filter((path) => path !== '-');
    if (peers === true) return this.findTouched(named);
    if (named.length === 0 && (stdin !== undefined || paths.length > 0)) return [];
    if (named.length === 0) {
      const topology = await this.topologyFor(cwd);
      const listed = topology === undefined ? [] : this.withPeers([], [{ file: undefined, topology }]);
      if (listed.length > 0) return listed.map(({ path }) => ({ path, explicit: true }));
    }
    const { files, searched, troubles } = findFiles(named.length === 0 ? ['.'] : named, cwd, this.disk);
    this.searched = searched;
    this.troubles.push(...troubles);
    return [...files];
  }

  /** Of what was found in folders, what no hacfg.yaml leaves out; a file that was named is read all the same. */
  private async withoutExcluded(found: readonly FoundFile[]): Promise<FoundFile[]> {
    const kept: FoundFile[] = [];
    for (const file of found) {
      const section = file.explicit ? undefined : (await this.topologyFor(dirname(file.path)))?.lint;
      if (section === undefined || !isExcluded(file.path, section)) kept.push(file);
    }
    return kept;
  }

  private async findTouched(named: readonly string[]): Promise<FoundFile[]> {
    const { cwd } = this.request;
    const change = named.map((path) => resolve(cwd, path));
    this.change = new Set(change);
    const { files, topologies } = touchedBy(change, this.disk.top ?? cwd, this.disk);
    const found = new Map(files.map((file) => [file.path, file]));
    for (const path of topologies) {
      const topology = await this.topologyFor(dirname(path));
      if (topology === undefined) continue;
      for (const { path: of } of this.withPeers([], [{ file: undefined, topology }]))
        found.set(of, { path: of, explicit: false });
    }
    return [...found.values()];
  }

  /** The hacfg.yaml in force for a folder, read once. */
  private async topologyFor(folder: string): Promise<Topology | undefined> {
    const { projectFile, cwd, topology: parsed } = this.request;
    const path =
      parsed?.source.path ??
      (projectFile === undefined ? findTopology(folder, this.disk) : resolve(cwd, projectFile));
    if (path === undefined) return undefined;
    if (!this.topologies.has(path)) {
      const shown = projectFile ?? this.shown(path);
      const { topology, troubles } =
        parsed === undefined ? await loadTopology(path, shown, this.disk) : readTopology(parsed, shown);
      this.topologies.set(path, topology);
      this.troubles.push(...troubles);
    }
    return this.topologies.get(path);
  }

  private async knowHosts(found: readonly FoundFile[]): Promise<Known[]> {
    const known: Known[] = [];
    for (const file of found) {
      const topology = await this.topologyFor(dirname(file.path));
      if (topology !== undefined) known.push({ file: file.path, topology });
    }
    if (found.length === 0 && this.request.projectFile !== undefined)
      await this.topologyFor(this.request.cwd);
    return known;
  }

  private async readNodes(files: readonly HostFile[], stdinPath: string | undefined): Promise<NodeSource[]> {
    const given = new Map(
      files.flatMap(({ path, host }) => (host === undefined ? [] : [[path, host.name] as const])),
    );
    const names = nameHosts(
      files.map(({ path }) => path),
      given,
    );
    const facts = this.readFacts();
    const nodes: NodeSource[] = [];
    for (const file of files) {
      const hostName = names.get(file.path)!;
      const bytes = file.path === stdinPath ? this.request.stdin!.bytes : undefined;
      const decoded = this.readText(file, bytes);
      if (decoded === undefined) continue;
      const root = treeRootOf(file.path);
      const around = filesOfNode({ path: file.path, root }, this.disk);
      nodes.push({
        hostName,
        source: new SourceText(file.path, decoded.text),
        encoding: decoded.encoding,
        requested: file.requested,
        root,
        includes: new IncludeFiles(this.disk, { main: file.path, root }),
        topology: file.host === undefined ? undefined : file.topology,
        release: file.topology?.lint?.release ?? file.host?.release ?? file.topology?.release,
        lint: file.topology?.lint,
        environment: file.topology?.environment,
        addresses: [
          ...(file.host?.addresses ?? []),
          ...(await addressesIn(around)),
          ...(facts.get(hostName) ?? []),
        ],
        files: around,
      });
    }
    this.reportStrayFacts(facts, nodes);
    return nodes;
  }

  /** Hosts that run no keepalived, by hacfg.yaml and by their files. */
  private async readHosts(
    nodes: readonly NodeSource[],
    topologies: readonly Topology[],
  ): Promise<HostSource[]> {
    const mains = nodes.map(({ source, root }) => ({ path: source.path, root }));
    const names = new Set(nodes.map((node) => node.hostName));
    const hosts: HostSource[] = [];
    const found = hostsAround(mains, this.searched, this.disk);
    for (const { name, files } of found) {
      const listed = topologies.map((topology) => topology.hosts.get(name)).find((one) => one !== undefined);
      const addresses = [...(listed?.addresses ?? []), ...(await addressesIn(files))];
      hosts.push({ name, files, addresses });
      names.add(name);
    }
    for (const topology of topologies) {
      for (const host of topology.hosts.values()) {
        if (names.has(host.name)) continue;
        const files = filesOfFolder(join(dirname(topology.path), host.name), this.disk);
        if (files.isEmpty) continue;
        const addresses = [...host.addresses, ...(await addressesIn(files))];
        hosts.push({ name: host.name, files, addresses });
      }
    }
    return hosts;
  }

  private readText(
    file: HostFile,
    stdin: Uint8Array | undefined,
  ): { text: string; encoding: Encoding } | undefined {
    const fail = (message: string) => {
      this.troubles.push({ path: this.shown(file.path), message });
      return undefined;
    };
    const bytes = stdin ?? this.disk.read(file.path);
    if (typeof bytes === 'string') return fail(readFaults[bytes]);
    const decoded = decode(bytes);
    if (decoded === undefined) return fail('is UTF-16, which keepalived cannot read; save it as UTF-8');
    if (isBinary(decoded.text)) return fail('holds binary data, not a configuration; is the path right?');
    return decoded;
  }

  private readFacts(): Map<string, FoundAddress[]> {
    const facts = new Map<string, FoundAddress[]>();
    for (const { host, file } of this.request.facts ?? []) {
      const path = resolve(this.request.cwd, file);
      const bytes = this.disk.read(path);
      const text = typeof bytes === 'string' ? undefined : decode(bytes)?.text;
      const found = text === undefined ? undefined : readIpAddr(new SourceText(path, text));
      if (found !== undefined) facts.set(host, [...(facts.get(host) ?? []), ...found]);
      else {
        const message = typeof bytes === 'string' ? readFaults[bytes] : 'is not what `ip -j addr` prints';
        this.troubles.push({ path: file, message });
      }
    }
    return facts;
  }

  private reportStrayFacts(facts: ReadonlyMap<string, unknown>, nodes: readonly NodeSource[]): void {
    const hosts = nodes.map((node) => node.hostName);
    for (const { host, file } of this.request.facts ?? []) {
      if (!facts.has(host) || hosts.includes(host)) continue;
      const known = hosts.length === 0 ? '' : `; the hosts are ${hosts.join(', ')}`;
      this.troubles.push({ path: file, message: `no host is called ${host}${known}` });
    }
  }

  private withPeers(found: readonly FoundFile[], known: readonly Known[]): HostFile[] {
    return addPeers(found, known, this.disk, ({ path, message }) => {
      const trouble = { path: this.shown(path), message };
      const isKnown = this.troubles.some((one) => one.path === trouble.path && one.message === message);
      if (!isKnown) this.troubles.push(trouble);
    });
  }

  /** As the user would write it. */
  private shown(path: string): string {
    const fromHere = relative(this.request.cwd, path);
    return fromHere === '' || fromHere.startsWith('..') ? path : fromHere;
  }
}

function isBelow(path: string, folder: string): boolean {
  const fromFolder = relative(folder, path);
  return !isAbsolute(fromFolder) && !/^\.\.(?:[\\/]|$)/.test(fromFolder);
}

const readFaults = {
  missing: 'no such file; name a keepalived.conf, or a folder that holds some',
  unreadable: 'cannot be read; check its permissions',
  'not-a-file': 'is not a regular file; to read from a pipe give - and --stdin-filename NAME',
  loop: 'is a symbolic link that leads back to itself',
  get 'too-large'() {
    return tooLarge();
  },
} as const;
