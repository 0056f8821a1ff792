import { type Family, isLinkLocal } from '../../../grammar/values/address.ts';
import { compareReleases } from '../../../grammar/vocabulary/releases.ts';
import {
  addressed,
  type Description,
  familiesOf,
  type HostEntry,
  interfaceOf,
  type NodeEntry,
  sourceOf,
  type VipEntry,
} from '../../topology/description.ts';
import type { NotifyText } from '../../topology/schema.ts';
import { verbatimLines } from '../../topology/verbatim-lines.ts';
import type { RouterPlan } from './routers.ts';
import { scriptFolder, seconds } from './scripts.ts';
import type { AuthPlan, InstancePlan, NotifyPlan, TrackingPlan, VipPlan } from './types.ts';

/** The notify script that hacfg writes. */
export const notifyScript = `${scriptFolder}/hacfg_notify`;

/** The instances of a router on one of its nodes: one, or one for each family. */
export function instancesOf(
  plan: RouterPlan,
  node: NodeEntry,
  description: Description,
  tracking: TrackingPlan,
): InstancePlan[] {
  const host = description.hosts.get(node.host)!;
  return familiesOf(plan.entry).map((family) => instanceOf(plan, node, host, family, description, tracking));
}

/** `VI_1`, or `VI_1_v4` and `VI_1_v6` of a dual-stack router. */
export function instanceNames({ entry }: Pick<RouterPlan, 'entry'>): string[] {
  const families = familiesOf(entry);
  return families.length === 1 ? [entry.name] : families.map((family) => `${entry.name}_v${family}`);
}

function instanceOf(
  plan: RouterPlan,
  node: NodeEntry,
  host: HostEntry,
  family: Family,
  description: Description,
  tracking: TrackingPlan,
): InstancePlan {
  const { entry } = plan;
  const { text } = entry;
  const isUnicast = usesUnicast(entry);
  const device = interfaceOf(entry, node, host, family);
  const nopreempt = text.preempt === false || node.text.nopreempt === true;
  const families = familiesOf(entry);
  const at = entry.nodes.indexOf(node);
  const isFirst = plan.priorities[at] === Math.max(...plan.priorities);
  const mayBeMaster = startsAsMaster(plan, nopreempt);
  const own = entry.vips.filter((vip) => !vip.excluded && vip.family === family);
  // Addresses that are not in adverts may be of the other family; they go to the first instance.
  const excluded = entry.vips.filter(
    (vip) =>
      vip.excluded && (vip.family === family || (!families.includes(vip.family) && family === families[0])),
  );
  return {
    name: families.length === 1 ? entry.name : `${entry.name}_v${family}`,
    router: entry.name,
    family,
    interface: device,
    vrid: plan.vrid,
    priority: plan.priorities[at]!,
    state: node.text.state ?? (mayBeMaster && isFirst ? 'MASTER' : 'BACKUP'),
    version: family === 6 ? 3 : plan.version,
    advertInterval: plan.advertInterval,
    auth: authOf(plan),
    nopreempt,
    preemptDelay: seconds(text.preempt_delay),
    transport: isUnicast ? 'unicast' : 'multicast',
    source: text.source === false ? undefined : advertSource(host, device, family, isUnicast),
    peers: isUnicast ? peersOf(plan, node, family, description) : [],
    checkUnicastSource:
      isUnicast && (text.check_unicast_source ?? true) && compareReleases(host.release, '2.1.0') >= 0,
    multicastGroup: isUnicast ? undefined : text.multicast_group,
    vmac: vmacOf(text.vmac, { isUnicast, isSecond: family !== families[0] }),
    vips: [...linkLocalFirst(own, plan, family, isUnicast)],
    excludedVips: excluded.map(vipOf),
    tracking,
    notify: notifyOf(node.text.notify ?? text.notify),
    smtpAlert: alertOf(text.smtp_alert, host),
    verbatim: [...verbatimLines(text.verbatim), ...verbatimLines(node.text.verbatim)],
  };
}

/** A node that is alone has no peers, and without peers keepalived sends to the multicast group. */
function usesUnicast({ text, nodes }: RouterPlan['entry']): boolean {
  return text.transport === 'unicast' && nodes.length > 1;
}

/**
 * `state MASTER` undoes preemption being off, and a delay; with AH a node must hear a sequence number first
 * (keepalived vrrp.c: vrrp_complete_instance).
 */
function startsAsMaster({ entry, auth }: RouterPlan, nopreempt: boolean): boolean {
  return !nopreempt && entry.text.preempt_delay === undefined && auth.kind !== 'ah';
}

/** IPv6 adverts come from the link-local address, which keepalived finds itself (RFC 9568 section 5.1.2.2). */
function advertSource(
  host: HostEntry,
  device: string | undefined,
  family: Family,
  isUnicast: boolean,
): string | undefined {
  const source = sourceOf(host, device, family);
  if (source === undefined || (family === 6 && !isUnicast && !isLinkLocal(source.address))) return undefined;
  return source.text;
}

function peersOf(
  { entry }: RouterPlan,
  node: NodeEntry,
  family: Family,
  { hosts }: Description,
): InstancePlan['peers'] {
  return entry.nodes.flatMap((other) => {
    const host = hosts.get(other.host)!;
    if (other === node) return [];
    const source = sourceOf(host, interfaceOf(entry, other, host, family), family);
    return source === undefined ? [] : [{ host: host.name, address: source.text }];
  });
}

function authOf({ auth }: RouterPlan): AuthPlan {
  if (auth.kind === 'none') return auth;
  if (auth.kind === 'hmac') return { kind: 'hmac', id: auth.id, key: auth.value };
  return { kind: auth.kind, password: auth.value };
}

function vmacOf(
  vmac: boolean | { name?: string | undefined; xmit_base?: boolean | undefined } | undefined,
  { isUnicast, isSecond }: { readonly isUnicast: boolean; readonly isSecond: boolean },
): InstancePlan['vmac'] {
  if (vmac === undefined || vmac === false) return undefined;
  const { name, xmit_base: base } = vmac === true ? {} : vmac;
  return {
    // Every instance has an interface of its own; a name has at most 15 characters.
    name: name !== undefined && isSecond ? `${name.slice(0, 14)}6` : name,
    xmitBase: base ?? isUnicast,
  };
}

/** The first VIP of an IPv6 router is to be link-local (RFC 9568 section 5.2.9): one is added where none is given. */
function linkLocalFirst(
  vips: readonly VipEntry[],
  { entry, vrid }: RouterPlan,
  family: Family,
  isUnicast: boolean,
): VipPlan[] {
  const isWished = entry.text.link_local ?? !isUnicast;
  if (family === 4 || !isWished || vips.length === 0) return vips.map(vipOf);
  const local = vips.filter(({ address }) => isLinkLocal(address));
  const others = vips.filter(({ address }) => !isLinkLocal(address));
  if (local.length > 0) return [...local, ...others].map(vipOf);
  const added = addressed(`fe80::5e:${vrid.toString(16)}/64`, entry.path);
  const { device } = vips[0]!;
  return [
    vipOf({ ...added, device, label: undefined, excluded: false, outside: false, options: [] }),
    ...vips.map(vipOf),
  ];
}

function vipOf(vip: VipEntry): VipPlan {
  return {
    address: vip.text,
    prefix: vip.prefix ?? (vip.family === 4 ? 32 : 128),
    family: vip.family,
    device: vip.device,
    label: vip.label,
    options: vip.options.join(' '),
  };
}

/** Before 2.0.0 the word alone switches alerts on, whatever follows. */
export function alertOf(wish: boolean | undefined, { release }: HostEntry): boolean | undefined {
  return wish === false && compareReleases(release, '2.0.0') < 0 ? undefined : wish;
}

export function notifyOf(notify: NotifyText | undefined): NotifyPlan {
  const none = { any: undefined, master: undefined, backup: undefined, fault: undefined, stop: undefined };
  if (notify === undefined) return none;
  if (notify === 'log') return { ...none, any: notifyScript };
  return { ...none, ...notify };
}
