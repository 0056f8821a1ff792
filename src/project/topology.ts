import { dirname, join, resolve } from 'node:path';
import { SourceText } from '../../grammar/source.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import { type Environment, environmentNames, isEnvironmentName } from '../bundle/environment.ts';
import { within } from '../bundle/paths.ts';
import { parseYaml, type YamlFault } from '../bundle/yaml.ts';
import { isMapping, type YamlEntry, type YamlNode } from '../bundle/yaml-tree.ts';
import { type FoundAddress, foundAddress } from './addresses/found-address.ts';
import { decode } from './decode.ts';
import type { Disk } from './disk.ts';
import { type LintSection, readLintSection } from './lint-section.ts';
import { releaseMeant, releaseOfSystem } from './releases.ts';
import type { Trouble } from './trouble.ts';

/** A host of hacfg.yaml, as far as finding and reading its files needs it. */
export interface TopologyHost {
  readonly name: string;
  readonly addresses: readonly FoundAddress[];
  /** By `keepalived:` of the host, of the file, or by the system. */
  readonly release: ReleaseName | undefined;
  /** `file:`, absolute. */
  readonly file: string | undefined;
}

export interface Topology {
  /** Of hacfg.yaml, absolute. */
  readonly path: string;
  readonly source: SourceText;
  readonly hosts: ReadonlyMap<string, TopologyHost>;
  /** `keepalived:` of the file. */
  readonly release: ReleaseName | undefined;
  /** `environment:` and `multicast:`. */
  readonly environment: Environment | undefined;
  /** `lint:`; undefined when there is none. */
  readonly lint: LintSection | undefined;
}

export interface TopologyResult {
  readonly topology: Topology | undefined;
  readonly troubles: readonly Trouble[];
}

export const topologyNames: readonly string[] = ['hacfg.yaml', 'hacfg.yml'];

/**
 * The hacfg.yaml that covers a file: in its folder or the nearest above it, but not above the root of the repository
 * the file is in.
 */
export function findTopology(folder: string, disk: Disk): string | undefined {
  let at = resolve(folder);
  for (;;) {
    for (const name of topologyNames) {
      const path = within(at, name);
      if (disk.kindOf(path) === 'file') return path;
    }
    const above = dirname(at);
    if (above === at || disk.kindOf(within(at, '.git')) !== 'missing') return undefined;
    at = above;
  }
}

/** Reads a hacfg.yaml. With a fault in it there is no topology, and a trouble that says where. */
export async function loadTopology(path: string, shown: string, disk: Disk): Promise<TopologyResult> {
  const fail = (message: string) => ({ topology: undefined, troubles: [{ path: shown, message }] });
  const bytes = disk.read(path);
  if (bytes === 'missing') return fail('no such file; name the hacfg.yaml of the cluster');
  if (typeof bytes === 'string') return fail('cannot be read as a file; check its permissions');
  const text = decode(bytes)?.text;
  if (text === undefined) return fail('is UTF-16; save it as UTF-8');
  const source = new SourceText(path, text);
  const { root, faults } = await parseYaml(source);
  return readTopology({ source, root, faults }, shown);
}

/** A hacfg.yaml that was parsed. */
export interface ParsedTopology {
  readonly source: SourceText;
  readonly root: YamlNode | undefined;
  readonly faults: readonly YamlFault[];
}

/** What a hacfg.yaml says of the hosts, and of linting. */
export function readTopology(parsed: ParsedTopology, shown: string): TopologyResult {
  return new TopologyReader(parsed.source, shown).read(parsed);
}

class TopologyReader {
  private readonly source: SourceText;
  private readonly shown: string;
  private readonly troubles: Trouble[] = [];
  /** `defaults:`, of which hosts have the interface and the system. */
  private defaults: readonly YamlEntry[] = [];

  constructor(source: SourceText, shown: string) {
    this.source = source;
    this.shown = shown;
  }

  read({ root, faults }: ParsedTopology): TopologyResult {
    for (const fault of faults) this.trouble(fault.offset, fault.message);
    if (faults.length > 0) return { topology: undefined, troubles: this.troubles };
    if (root !== undefined && !isMapping(root) && !isNull(root)) {
      this.trouble(root.start, 'must be a mapping with the keys hosts, routers and so on');
    }
    const entries = isMapping(root) ? root.entries : [];
    const release = this.release(entries);
    const defaults = entries.find(({ key }) => key === 'defaults')?.value;
    this.defaults = isMapping(defaults) ? defaults.entries : [];
    const topology: Topology = {
      path: this.source.path,
      source: this.source,
      hosts: this.hosts(
        entries.find(({ key }) => key === 'hosts'),
        release,
      ),
      release,
      environment: this.environment(entries),
      lint: readLintSection(
        entries.find(({ key }) => key === 'lint'),
        this.source,
        (offset, message) => this.trouble(offset, message),
      ),
    };
    return { topology: this.troubles.length === 0 ? topology : undefined, troubles: this.troubles };
  }

  private trouble(offset: number, message: string): void {
    const { line, column } = this.source.position(offset);
    this.troubles.push({ path: this.shown, message: `${line}:${column}: ${message}` });
  }

  private hosts(entry: YamlEntry | undefined, release: ReleaseName | undefined): Map<string, TopologyHost> {
    const hosts = new Map<string, TopologyHost>();
    const value = entry?.value;
    if (entry === undefined || value === undefined || isNull(value)) return hosts;
    if (!isMapping(value)) {
      this.trouble(value.start, 'hosts must be a mapping: web1: { address: 192.0.2.11/24, interface: eth0 }');
      return hosts;
    }
    for (const { key, keyStart, value: host } of value.entries) {
      if (host !== undefined && !isMapping(host) && !isNull(host)) {
        this.trouble(keyStart, `host ${key} must be a mapping: { address: 192.0.2.11/24, interface: eth0 }`);
        continue;
      }
      hosts.set(key, this.host(key, isMapping(host) ? host.entries : [], release));
    }
    return hosts;
  }

  private host(name: string, entries: readonly YamlEntry[], general: ReleaseName | undefined): TopologyHost {
    const file = this.text(entries, 'file');
    const os = this.text(entries, 'os') ?? this.text(this.defaults, 'os');
    return {
      name,
      addresses: this.addresses(entries),
      release: this.release(entries) ?? general ?? (os === undefined ? undefined : releaseOfSystem(os)),
      file: file === undefined ? undefined : resolve(dirname(this.source.path), file),
    };
  }

  private addresses(entries: readonly YamlEntry[]): FoundAddress[] {
    const main = this.text(entries, 'interface') ?? this.text(this.defaults, 'interface');
    const own = entries
      .filter(({ key }) => key === 'address' || key === 'addresses')
      .flatMap(({ value }) => this.addressesOn(value, main));
    const further = entries.find(({ key }) => key === 'interfaces')?.value;
    if (!isMapping(further)) return own;
    return [...own, ...further.entries.flatMap(({ key, value }) => this.addressesOn(value, key))];
  }

  /** An address, or a list of them; an interface may have none. */
  private addressesOn(value: YamlNode | undefined, device: string | undefined): FoundAddress[] {
    if (value === undefined || isNull(value)) return [];
    return (value.kind === 'list' ? value.items : [value]).flatMap((node) => {
      const text = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
      const offset = node.kind === 'scalar' ? node.textStart : node.start;
      const common = { how: 'hacfg.yaml', source: this.source, interface: device };
      const found = text === undefined ? [] : foundAddress(text, { ...common, offset });
      if (found.length === 0) {
        this.trouble(
          node.start,
          `address must be an IP address with its prefix, such as 192.0.2.11/24${said(node)}`,
        );
      }
      return found;
    });
  }

  private environment(entries: readonly YamlEntry[]): Environment | undefined {
    const value = entries.find(({ key }) => key === 'environment')?.value;
    const name = this.text(entries, 'environment');
    if (name === undefined || value === undefined) return undefined;
    if (!isEnvironmentName(name)) {
      this.trouble(value.start, `environment must be one of ${environmentNames.join(', ')}, not ${name}`);
      return undefined;
    }
    const passes = entries.find(({ key }) => key === 'multicast')?.value;
    return {
      name,
      multicast: passes?.kind === 'scalar' && passes.value === true,
      place: { source: this.source, span: { start: value.start, end: value.end } },
    };
  }

  private release(entries: readonly YamlEntry[]): ReleaseName | undefined {
    const value = entries.find(({ key }) => key === 'keepalived')?.value;
    if (value === undefined || isNull(value)) return undefined;
    // Unquoted, 2.2 is a number; what was written is in the text.
    const text = this.source.text
      .slice(value.start, value.end)
      .replace(/^["']|["']$/g, '')
      .trim();
    const release = value.kind === 'scalar' ? releaseMeant(text) : undefined;
    if (release === undefined) {
      this.trouble(
        value.start,
        'keepalived must be a release such as "2.2.8" or a line of releases such as "2.2"',
      );
    }
    return release;
  }

  private text(entries: readonly YamlEntry[], key: string): string | undefined {
    const value = entries.find((entry) => entry.key === key)?.value;
    if (value === undefined || isNull(value)) return undefined;
    if (value.kind === 'scalar') return String(value.value);
    this.trouble(value.start, `${key} must be a single word`);
    return undefined;
  }
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function said(node: YamlNode): string {
  return node.kind === 'scalar' ? `, not ${String(node.value)}` : '';
}

/** The configuration of a host: `file:`, else the first that exists of the usual names below the folders given. */
export function fileOfHost(host: TopologyHost, folders: readonly string[], disk: Disk): string | undefined {
  if (host.file !== undefined) return host.file;
  const { name } = host;
  const usual = [
    join(name, 'etc/keepalived/keepalived.conf'),
    join(name, 'keepalived.conf'),
    `${name}.conf`,
    `keepalived-${name}.conf`,
    `keepalived.conf.${name}`,
  ];
  for (const folder of folders) {
    for (const candidate of usual) {
      const path = join(folder, candidate);
      if (disk.kindOf(path) === 'file') return path;
    }
  }
  return undefined;
}
