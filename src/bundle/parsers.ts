import type { SourceText } from '../../grammar/source.ts';
import type { ContainerFile } from './container.ts';
import type { FirewalldFile } from './firewall/firewalld.ts';
import type { Ruleset } from './firewall/ruleset.ts';
import type { HostCommands } from './host-commands.ts';
import type { HostFile, HostFileKind } from './host-file.ts';
import type { IfcfgFile } from './ifcfg.ts';
import type { InterfaceFacts } from './interface-facts.ts';
import type { KeyfileConnection } from './keyfile.ts';
import type { ServiceBind } from './service-binds.ts';
import type { ShellScript } from './shell/script.ts';
import type { SysctlFile } from './sysctl.ts';
import type { UnitFile } from './unit.ts';
import { type YamlFile, yamlParser } from './yaml.ts';

/** What the parser of a kind of file makes of it. */
export interface Contents {
  readonly script: ShellScript;
  readonly sysctl: SysctlFile;
  readonly ifcfg: IfcfgFile;
  readonly keyfile: KeyfileConnection;
  readonly netplan: InterfaceFacts;
  readonly networkd: InterfaceFacts;
  readonly interfaces: InterfaceFacts;
  readonly firewalld: FirewalldFile;
  readonly nftables: Ruleset;
  readonly iptables: Ruleset;
  readonly ufw: Ruleset;
  readonly unit: UnitFile;
  readonly compose: ContainerFile;
  readonly dockerfile: ContainerFile;
  readonly manifest: ContainerFile;
  readonly 'rc.local': HostCommands;
  readonly haproxy: readonly ServiceBind[];
  readonly nginx: readonly ServiceBind[];
}

export type ParsedKind = keyof Contents & HostFileKind;

type Parse<Kind extends ParsedKind> = (source: SourceText) => Contents[Kind];

/** Where the parsers are. A kind without one is read by its rules as text. */
const loaders: { readonly [Kind in ParsedKind]: () => Promise<Parse<Kind>> } = {
  script: async () => (await import('./shell/parse.ts')).parseScript,
  sysctl: async () => (await import('./sysctl.ts')).parseSysctl,
  ifcfg: async () => (await import('./ifcfg.ts')).parseIfcfg,
  keyfile: async () => (await import('./keyfile.ts')).parseKeyfile,
  netplan: async () => withYaml((await import('./netplan.ts')).readNetplan),
  networkd: async () => (await import('./networkd.ts')).parseNetworkd,
  interfaces: async () => (await import('./interfaces.ts')).parseInterfaces,
  firewalld: async () => (await import('./firewall/firewalld.ts')).parseFirewalld,
  nftables: async () => (await import('./firewall/nft.ts')).parseNft,
  iptables: async () => (await import('./firewall/iptables.ts')).parseIptables,
  ufw: async () => (await import('./firewall/iptables.ts')).parseIptables,
  unit: async () => (await import('./unit.ts')).parseUnit,
  compose: async () => withYaml((await import('./compose.ts')).readCompose),
  dockerfile: async () => (await import('./dockerfile.ts')).parseDockerfile,
  manifest: async () => withYaml((await import('./kubernetes.ts')).readManifest),
  'rc.local': async () => (await import('./host-commands.ts')).readHostCommands,
  haproxy: async () => (await import('./service-binds.ts')).readHaproxyBinds,
  nginx: async () => (await import('./service-binds.ts')).readNginxBinds,
};

async function withYaml<Content>(
  read: (source: SourceText, documents: readonly YamlFile[]) => Content,
): Promise<(source: SourceText) => Content> {
  const parse = await yamlParser();
  return (source) => read(source, parse(source));
}

const loaded: { [Kind in ParsedKind]?: Parse<Kind> } = {};
const contents = new WeakMap<SourceText, Contents[ParsedKind]>();

/** Loads the parsers of some kinds; until then contentOf() knows nothing. A plain configuration needs none of them. */
export async function loadParsers(kinds: Iterable<HostFileKind>): Promise<void> {
  for (const kind of kinds) {
    if (isParsed(kind)) await load(kind);
  }
}

async function load<Kind extends ParsedKind>(kind: Kind): Promise<void> {
  loaded[kind] ??= (await loaders[kind]()) as (typeof loaded)[Kind];
}

function isParsed(kind: HostFileKind): kind is ParsedKind {
  return Object.hasOwn(loaders, kind);
}

/** A file as its parser sees it; undefined when its kind has none, or none was loaded. */
export function contentOf<Kind extends ParsedKind>(file: HostFile<Kind>): Contents[Kind] | undefined {
  return parsed(file.kind, file.source);
}

/** A text that stands for a file of a kind, such as the script behind `sh -c`. */
export function parsed<Kind extends ParsedKind>(kind: Kind, source: SourceText): Contents[Kind] | undefined {
  const parse = loaded[kind];
  if (parse === undefined) return undefined;
  const known = contents.get(source);
  if (known !== undefined) return known as Contents[Kind];
  const content = parse(source);
  contents.set(source, content);
  return content;
}
