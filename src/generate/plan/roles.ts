import { familyOf, parseAddress } from '../../../grammar/values/address.ts';
import { portsOf, vipsOf } from '../../topology/checks/services.ts';
import { addressBeside, type Description, type HostEntry, holds } from '../../topology/description.ts';
import type { ServiceText } from '../../topology/schema.ts';
import type { RouterPlan } from './routers.ts';
import { type Balanced, forwardOf, type Served } from './services-by-host.ts';
import type { FirewallPlan, InstancePlan, KernelPlan, RealServerRole, RealServerVip } from './types.ts';

/** What a host does as a real server of the services. */
export function realServerRole(
  host: HostEntry,
  served: readonly Served[],
  description: Description,
): RealServerRole | undefined {
  if (served.length === 0) return undefined;
  const vips = new Map<string, { vip: Omit<RealServerVip, 'services'>; services: string[] }>();
  const gateways = new Map<string, RealServerRole['gateways'][number]>();
  for (const { service, name, directors, forward } of served) {
    if (forward === 'nat')
      for (const one of gatewaysOf(host, directors, description)) gateways.set(one.address, one);
    else {
      for (const { text } of vipsOf(service)) {
        const known = vips.get(text) ?? { vip: vipFor(text, host, forward), services: [] };
        known.services.push(name);
        vips.set(text, { ...known, vip: { ...known.vip, forward } });
      }
    }
  }
  return {
    vips: [...vips.values()].map(({ vip, services }) => ({ ...vip, services })),
    gateways: [...gateways.values()],
  };
}

function vipFor(text: string, host: HostEntry, forward: 'dr' | 'tun'): Omit<RealServerVip, 'services'> {
  const address = parseAddress(text)!;
  const beside = host.interfaces.find(({ addresses }) => addresses.some((own) => holds(own, address)));
  return {
    address: text,
    prefix: address.family === 4 ? 32 : 128,
    family: address.family,
    forward,
    interface: (beside ?? host.interfaces[0])?.name ?? '',
  };
}

/** With NAT the answers must come back through the master: by a VIP of the directors on this host's subnet. */
function gatewaysOf(
  host: HostEntry,
  directors: readonly string[],
  { routers }: Description,
): RealServerRole['gateways'][number][] {
  return [...routers.values()]
    .filter((router) => router.nodes.every((node) => directors.includes(node.host)))
    .flatMap((router) => router.vips)
    .flatMap((vip) => {
      const own = addressBeside(host, vip.address);
      const device = host.interfaces.find(({ addresses }) => addresses.includes(own!));
      return own === undefined || device === undefined
        ? []
        : { address: vip.text, family: vip.family, interface: device.name };
    });
}

/** Kernel settings of a host by what it does. */
export function kernelPlan(
  routers: readonly RouterPlan[],
  instances: readonly InstancePlan[],
  balanced: readonly Balanced[],
): KernelPlan {
  const gateways = routers.filter(({ entry }) => entry.text.gateway === true).map(({ entry }) => entry.name);
  const families = [
    ...instances.filter(({ router }) => gateways.includes(router)).map(({ family }) => family),
    ...balanced
      .filter(({ service }) => service.real_servers.some((one) => forwardOf(one, service) === 'nat'))
      .flatMap(({ service }) => vipsOf(service).map(({ text }) => familyOf(text))),
  ];
  const bound = routers.filter(({ entry }) => entry.text.bind === true).map(({ entry }) => entry.name);
  const binds = instances.filter(({ router }) => bound.includes(router)).map(({ family }) => family);
  return {
    forward4: families.includes(4),
    forward6: families.includes(6),
    nonlocalBind4: binds.includes(4),
    nonlocalBind6: binds.includes(6),
    vmacInterfaces: [
      ...new Set(instances.flatMap((one) => (one.vmac === undefined ? [] : (one.interface ?? [])))),
    ],
  };
}

const defaultGroups = { 4: '224.0.0.18', 6: 'ff02::12' } as const;

export function firewallPlan(
  instances: readonly InstancePlan[],
  peers: (instance: InstancePlan) => readonly string[],
  ipvsSync: string | undefined,
  balanced: readonly Balanced[],
): FirewallPlan {
  const listens = (service: ServiceText) =>
    vipsOf(service).map(({ text }) => ({
      address: text,
      family: familyOf(text),
      protocol: service.protocol ?? 'tcp',
      ports: portsOf(service),
    }));
  return {
    vrrp: instances.map((instance) => ({
      interface: instance.interface ?? '',
      family: instance.family,
      group:
        instance.transport === 'unicast'
          ? undefined
          : (instance.multicastGroup ?? defaultGroups[instance.family]),
      peers: peers(instance),
      ah: instance.auth.kind === 'ah',
    })),
    marks: balanced.flatMap(({ service }) =>
      service.fwmark === undefined ? [] : listens(service).map((one) => ({ mark: service.fwmark!, ...one })),
    ),
    services: balanced.flatMap(({ service }) => listens(service)),
    ipvsSync,
  };
}
