import { createHash } from 'node:crypto';
import type { CheckPlan, HostPlan, SystemPlan } from '../plan/types.ts';
import type { Templates } from '../template-helpers.ts';
import { firewalldServices, firewallOf } from './firewall.ts';
import { loopbackVips } from './loopback-vips.ts';
import { sysctlFile } from './sysctl.ts';
import type { OutputFile } from './types.ts';
import { fwmarkUnit, vipsUnit } from './units.ts';

/** The script that installs the files of a host: its lists are the host's, its steps are everybody's. */
export function applyScript(host: HostPlan, files: readonly OutputFile[], templates: Templates): string {
  return templates.get('apply/main')!({
    name: host.name,
    ownAddresses: host.interfaces
      .flatMap(({ addresses }) => addresses.map(({ address }) => address))
      .join(' '),
    packageCommand: packageCommands[host.system.family](host.system),
    files: files.map(row),
    programs: programsOf(host),
    sysctlFile,
    settings: settingsIn(files),
    loopback: loopbackVips(host).map(({ address, family }) => `${address}/${family === 4 ? 32 : 128}`),
    units: [vipsUnit, fwmarkUnit].filter((unit) => files.some(({ path }) => path.endsWith(`/${unit}`))),
    openings: openingsOf(host, files),
    gateways4: gatewaysOf(host, 4),
    gateways6: gatewaysOf(host, 6),
  });
}

function gatewaysOf({ realServer }: HostPlan, wanted: 4 | 6): string {
  const gateways = realServer?.gateways ?? [];
  return gateways.flatMap(({ address, family }) => (family === wanted ? address : [])).join(' ');
}

/** The lists are lines of words: a word must not be more. */
function row({ path, text, mode, owner = 'root', group = 'root' }: OutputFile): object {
  if (/\s/.test(path)) throw new Error(`a path with a blank: ${path}`);
  return {
    sum: createHash('sha256').update(text).digest('hex'),
    mode: mode.toString(8).padStart(4, '0'),
    owner,
    group,
    path,
  };
}

const packageCommands: Readonly<Record<SystemPlan['family'], (system: SystemPlan) => string>> = {
  rhel: ({ version }) => `${Number.parseInt(version, 10) <= 7 ? 'yum' : 'dnf'} -y -q install`,
  fedora: () => 'dnf -y -q install',
  debian: () => 'env DEBIAN_FRONTEND=noninteractive apt-get -y -qq install',
  ubuntu: () => 'env DEBIAN_FRONTEND=noninteractive apt-get -y -qq install',
  other: () => '',
};

interface Program {
  /** Several, with | between them: any of them will do. */
  readonly program: string;
  readonly package: string;
}

const programs = {
  keepalived: { program: 'keepalived', package: 'keepalived' },
  curl: { program: 'curl', package: 'curl' },
  socat: { program: 'socat', package: 'socat' },
  bash: { program: 'bash', package: 'bash' },
  nft: { program: 'nft', package: 'nftables' },
  networkScripts: { program: '/etc/sysconfig/network-scripts/ifup', package: 'network-scripts' },
} as const satisfies Record<string, Program>;

/** Programs whose package has another name on Debian and its kin. */
const named = (debian: string, others: string, program: string, { family }: SystemPlan): Program => ({
  program,
  package: family === 'debian' || family === 'ubuntu' ? debian : others,
});

/** What the files of a host call, and a system may lack. */
function programsOf(host: HostPlan): Program[] {
  const { system } = host;
  const checks = host.scripts.filter(({ path }) => path !== undefined).map(({ check }) => check);
  const all = [
    ...(host.runsKeepalived ? [programs.keepalived] : []),
    ...checks.flatMap((check) => programsFor(check, system)),
    ...(hasNoNetworkScripts(system) && loopbackVips(host).length > 0 ? [programs.networkScripts] : []),
    ...(host.firewall.marks.length > 0 && firewallOf(host) === 'nftables' ? [programs.nft] : []),
  ];
  return [...new Map(all.map((one) => [one.program, one])).values()];
}

/** RHEL 8 reads ifcfg files of lo by a package of its own alone: NetworkManager leaves lo to itself. */
function hasNoNetworkScripts({ network, version }: SystemPlan): boolean {
  return network === 'ifcfg' && Number.parseInt(version, 10) >= 8;
}

function programsFor(check: CheckPlan, system: SystemPlan): Program[] {
  const pgrep = named('procps', 'procps-ng', 'pgrep', system);
  switch (check.kind) {
    case 'nginx':
    case 'apache':
    case 'http':
      return [programs.curl];
    case 'haproxy':
      return check.socket === undefined ? [pgrep] : [programs.socat];
    case 'process':
      return [pgrep];
    case 'tcp':
    case 'redis':
      return [programs.bash];
    case 'ping':
      return [named('iputils-ping', 'iputils', 'ping', system)];
    case 'mysql': {
      const client = check.defaultsFile === undefined ? 'mariadb-admin|mysqladmin' : 'mariadb|mysql';
      return [named('mariadb-client', 'mariadb', client, system)];
    }
    case 'postgresql':
      return [named('postgresql-client', 'postgresql', postgresClients, system)];
    default:
      return [];
  }
}

/** Where its check looks for it, too. */
const postgresClients = 'pg_isready|/usr/pgsql-*/bin/pg_isready|/usr/lib/postgresql/*/bin/pg_isready';

function settingsIn(files: readonly OutputFile[]): object[] {
  const text = files.find(({ path }) => path === sysctlFile)?.text ?? '';
  return [...text.matchAll(/^([a-z]\S*) = (\S+)$/gm)].map(([, key, value]) => ({ key, value }));
}

function openingsOf({ interfaces, firewall }: HostPlan, files: readonly OutputFile[]): object[] {
  const known = Object.values(firewalldServices).filter((name) =>
    files.some(({ path }) => path === `/etc/firewalld/services/${name}.xml`),
  );
  const devices = new Set(firewall.vrrp.flatMap((one) => (one.interface === '' ? [] : one.interface)));
  const all = devices.size > 0 ? [...devices] : interfaces.slice(0, 1).map(({ name }) => name);
  return all.flatMap((device) => known.map((service) => ({ device, service })));
}
