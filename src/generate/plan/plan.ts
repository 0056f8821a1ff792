import { compareReleases } from '../../../grammar/vocabulary/releases.ts';
import { checkList } from '../../topology/checks/services.ts';
import {
  type Description,
  type HostEntry,
  interfaceOf,
  type NodeEntry,
  sourceOf,
} from '../../topology/description.ts';
import type { Cluster } from '../../topology/load.ts';
import { verbatimLines } from '../../topology/verbatim-lines.ts';
import { alertOf, instanceNames, instancesOf, notifyOf, notifyScript } from './instances.ts';
import { firewallPlan, kernelPlan, realServerRole } from './roles.ts';
import { type GroupPlan, planRouters, type RouterPlan, type RouterPlans } from './routers.ts';
import { seconds } from './scripts.ts';
import { planService, type ServicePlans } from './services.ts';
import { type Balanced, ServicesByHost } from './services-by-host.ts';
import { Definitions, groupTracking, instanceTracking } from './tracking.ts';
import type {
  ClusterPlan,
  GlobalsPlan,
  HostPlan,
  InstancePlan,
  LvsSyncPlan,
  SyncGroupPlan,
} from './types.ts';

/** Decides everything that hacfg.yaml leaves open. The same description gives the same plan. */
export function planCluster(cluster: Cluster): ClusterPlan {
  const plans = planRouters(cluster);
  const { description } = cluster;
  const decided = { plans, members: membersByHost(plans), services: new ServicesByHost(description) };
  return { hosts: [...description.hosts.values()].map((host) => planHost(host, decided, description)) };
}

/** What is the same for all hosts. */
interface Decided {
  readonly plans: RouterPlans;
  readonly members: ReadonlyMap<string, readonly Member[]>;
  readonly services: ServicesByHost;
}

interface Member {
  readonly plan: RouterPlan;
  readonly node: NodeEntry;
}

/** The routers that each host is a node of, in the order of hacfg.yaml. */
function membersByHost({ routers }: RouterPlans): Map<string, Member[]> {
  const found = new Map<string, Member[]>();
  for (const plan of routers.values()) {
    for (const node of plan.entry.nodes) {
      const members = found.get(node.host) ?? [];
      members.push({ plan, node });
      found.set(node.host, members);
    }
  }
  return found;
}

function planHost(host: HostEntry, decided: Decided, description: Description): HostPlan {
  const { plans } = decided;
  const members = decided.members.get(host.name) ?? [];
  const balanced = decided.services.balancedBy(host.name);
  const definitions = new Definitions(description, host);
  const instances = members.flatMap(({ plan, node }) => {
    const device = interfaceOf(plan.entry, node, host, 4);
    const tracking = instanceTracking(plan, node, definitions, device);
    return instancesOf(plan, node, description, tracking);
  });
  const syncGroups = [...plans.groups.values()].flatMap((group) =>
    syncGroupOn(group, host, members, definitions, description),
  );
  const services = balanced.map(({ name, service }) => {
    needFiles(service, definitions);
    return planService(name, service, host, description);
  });
  const made = definitions.all();
  const hasScripts = made.some(({ kind }) => kind === 'script' || kind === 'verbatim');
  const runsCommands = hasScripts || commandsRun(instances, syncGroups, services);
  const globals = globalsOf(host, instances, runsCommands, balanced, description);
  const verbatim = [
    ...made.flatMap((one) => (one.kind === 'verbatim' ? one.lines : [])),
    ...verbatimLines(host.text.verbatim),
  ];
  const notifies = [...instances, ...syncGroups].some(({ notify }) => notify.any === notifyScript);
  return {
    name: host.name,
    release: host.release,
    system: host.system,
    interfaces: host.interfaces.map(({ name, addresses }) => ({
      name,
      addresses: addresses.map(({ text, prefix, family }) => ({ address: text, prefix, family })),
    })),
    runsKeepalived: instances.length > 0 || services.length > 0 || verbatim.length > 0 || hasOwnGlobals(host),
    globals,
    scripts: made.flatMap((one) => (one.kind === 'script' ? one.script : [])),
    processes: made.flatMap((one) => (one.kind === 'process' ? one.process : [])),
    files: made.flatMap((one) => (one.kind === 'file' ? one.file : [])),
    syncGroups,
    instances,
    serverGroups: services.flatMap(({ groups }) => groups),
    virtualServers: services.flatMap(({ servers }) => servers),
    verbatim,
    realServer: realServerRole(host, decided.services.servedBy(host.name), description),
    kernel: kernelPlan(
      members.map(({ plan }) => plan),
      instances,
      balanced,
    ),
    firewall: firewallPlan(
      instances,
      (instance) => otherAddresses(instance, host, plans, description),
      globals.lvsSyncDaemon?.interface,
      balanced,
    ),
    notifyScript: notifies ? notifyScript : undefined,
  };
}

/** Settings of its own for global_defs: it has a keepalived, even one without instances and services. */
function hasOwnGlobals({ text }: HostEntry): boolean {
  return text.router_id !== undefined || verbatimLines(text.global_verbatim).length > 0;
}

function needFiles(
  service: { readonly check?: unknown; readonly real_servers: readonly unknown[] },
  definitions: Definitions,
): void {
  const lists = [service, ...service.real_servers] as { readonly check?: Parameters<typeof checkList>[0] }[];
  for (const one of lists) {
    if (typeof one !== 'object') continue;
    for (const check of checkList(one.check)) if (check.kind === 'file') definitions.need(check.check);
  }
}

function syncGroupOn(
  group: GroupPlan,
  host: HostEntry,
  members: readonly Member[],
  definitions: Definitions,
  description: Description,
): SyncGroupPlan[] {
  const own = members.filter(({ plan }) => group.routers.includes(plan.entry.name));
  if (own.length === 0) return [];
  const text = description.syncGroups.get(group.name)!;
  return [
    {
      name: group.name,
      members: group.routers.flatMap((name) =>
        own.filter(({ plan }) => plan.entry.name === name).flatMap(({ plan }) => instanceNames(plan)),
      ),
      tracking: groupTracking(group, own, definitions, description),
      trackingWeight: text.tracking_weight ?? false,
      notify: notifyOf(text.notify),
      smtpAlert: alertOf(text.smtp_alert, host),
      verbatim: verbatimLines(text.verbatim),
    },
  ];
}

/** Whether keepalived runs commands besides its scripts: at changes of state, of a quorum, to check a server. */
function commandsRun(
  instances: readonly InstancePlan[],
  groups: readonly SyncGroupPlan[],
  services: readonly ServicePlans[],
): boolean {
  const isWritten = (command: string | undefined) => command !== undefined;
  return (
    [...instances, ...groups].some(({ notify }) => Object.values(notify).some(isWritten)) ||
    services
      .flatMap(({ servers }) => servers)
      .some(
        ({ quorumUp, quorumDown, realServers }) =>
          isWritten(quorumUp ?? quorumDown) ||
          realServers.some(
            ({ notifyUp, notifyDown, checkers }) =>
              isWritten(notifyUp ?? notifyDown) || checkers.some(({ keyword }) => keyword === 'MISC_CHECK'),
          ),
      )
  );
}

function globalsOf(
  host: HostEntry,
  instances: readonly InstancePlan[],
  runsCommands: boolean,
  balanced: readonly Balanced[],
  description: Description,
): GlobalsPlan {
  const { global = {} } = description.text;
  // Both words came with 1.3.0.
  const knowsUsers = compareReleases(host.release, '1.3.0') >= 0;
  const user = host.text.script_user ?? global.script_user ?? (runsCommands ? 'root' : undefined);
  const { smtp } = global;
  return {
    routerId: host.text.router_id ?? host.name,
    scriptUser: knowsUsers && user !== false ? user : undefined,
    scriptSecurity: knowsUsers && (global.script_security ?? runsCommands),
    smtp:
      smtp === undefined
        ? undefined
        : {
            server: smtp.server,
            port: smtp.port,
            from: smtp.from,
            to: smtp.to,
            helo: smtp.helo,
            connectTimeout: seconds(smtp.connect_timeout),
          },
    lvsSyncDaemon: lvsSyncOf(instances, balanced, description),
    verbatim: [...verbatimLines(global.verbatim), ...verbatimLines(host.text.global_verbatim)],
  };
}

/** The daemon that tells the other directors of connections: it follows one instance, the first unless one is named. */
function lvsSyncOf(
  instances: readonly InstancePlan[],
  balanced: readonly Balanced[],
  { text }: Description,
): LvsSyncPlan | undefined {
  const sync = text.global?.lvs_sync;
  if (sync === undefined || sync === false) return undefined;
  const wish = sync === true ? {} : sync;
  const instance = instances.find(({ router }) => wish.router === undefined || router === wish.router);
  const device = wish.interface ?? instance?.interface;
  if (balanced.length === 0 || instance === undefined || device === undefined) return undefined;
  return { interface: device, instance: instance.name, id: wish.id };
}

/** The other nodes' addresses, for the firewall: of multicast routers too. */
function otherAddresses(
  instance: InstancePlan,
  host: HostEntry,
  { routers }: RouterPlans,
  { hosts }: Description,
): string[] {
  const { entry } = routers.get(instance.router)!;
  return entry.nodes.flatMap((node) => {
    if (node.host === host.name) return [];
    const other = hosts.get(node.host)!;
    return sourceOf(other, interfaceOf(entry, node, other, instance.family), instance.family)?.text ?? [];
  });
}
