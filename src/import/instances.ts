import { argumentOf, keywordOf, type Statement, textOf } from '../../grammar/configuration.ts';
import { formatAddress } from '../../grammar/values/address.ts';
import type { VirtualAddress } from '../model/addresses.ts';
import type { VrrpInstance } from '../model/node.ts';
import type { VipText } from '../topology/schema.ts';
import { CannotExpress } from './cannot-express.ts';
import { type Checks, isWord } from './checks.ts';
import type { ImportedHost } from './hosts.ts';
import { type NotifyDraft, readNotify, readSmtpAlert } from './notify.ts';
import { readTracking, type TrackingDraft } from './tracking.ts';

/** What one instance says, in the words of hacfg.yaml. */
export interface InstanceDraft {
  readonly host: ImportedHost;
  readonly instance: VrrpInstance;
  /** What all nodes of a router must share. */
  readonly shared: {
    readonly vrid: number;
    readonly version: 2 | 3;
    readonly advertInterval: number;
    readonly auth: { readonly kind: 'pass' | 'ah'; readonly password: string } | undefined;
    readonly vips: readonly VipText[];
  };
  readonly tracking: TrackingDraft;
  readonly notify: NotifyDraft;
  /** Settings of the router as a whole, which go to lines where the nodes differ. */
  readonly soft: Readonly<Record<SoftKey, Soft>>;
  /** Statements that no key of hacfg.yaml takes. */
  readonly rest: readonly Statement[];
}

export const softKeys = ['preempt_delay', 'multicast_group', 'vmac', 'smtp_alert'] as const;
export type SoftKey = (typeof softKeys)[number];

export interface Soft {
  /** Undefined: nothing is said. */
  readonly value: unknown;
  readonly statements: readonly Statement[];
}

/** Keywords that are read through the model. */
const read: ReadonlySet<string> = new Set([
  ...['interface', 'virtual_router_id', 'priority', 'state', 'version', 'advert_int', 'nopreempt', 'preempt'],
  ...['preempt_delay', 'virtual_ipaddress', 'virtual_ipaddress_excluded', 'mcast_src_ip', 'unicast_src_ip'],
  ...['unicast_peer', 'mcast_dst_ip', 'check_unicast_src', 'track_script', 'track_file', 'track_process'],
]);

/** Reads an instance. Throws CannotExpress. */
export function readInstance(host: ImportedHost, instance: VrrpInstance, checks: Checks): InstanceDraft {
  const { node } = host;
  const fail = (message: string): never => {
    throw new CannotExpress(message, instance.statement);
  };
  const vrid = instance.vrid.value ?? fail('it has no virtual_router_id');
  if (instance.interface.value === undefined) fail('it names no interface');
  const vips = vipTexts(instance);
  if (vips.length === 0) fail('it has no VIP');
  const statements = instance.block.statements;
  const { notify, taken } = readNotify(statements, node);
  const tracking = readTracking(instance, node, host.name, checks);
  const vmac = readVmac(statements);
  const smtp = readSmtpAlert(statements);
  const auth = readAuth(instance);
  const used = new Set<Statement>([
    ...taken,
    ...tracking.taken,
    ...(vmac?.statements ?? []),
    ...smtp.taken,
    ...(auth === 'as it is' ? [] : instance.all('authentication')),
  ]);
  return {
    host,
    instance,
    shared: {
      vrid,
      version: instance.version.value,
      advertInterval: instance.advertInterval.value,
      auth: auth === 'as it is' ? undefined : auth,
      vips,
    },
    tracking,
    notify,
    soft: {
      preempt_delay: delayOf(instance),
      multicast_group: groupOf(instance),
      vmac: { value: vmac?.value, statements: vmac?.statements ?? [] },
      smtp_alert: { value: smtp.value, statements: smtp.taken },
    },
    rest: statements.filter((one) => !used.has(one) && !read.has(keywordOf(one))),
  };
}

function delayOf({ preemptDelay, all }: VrrpInstance): Soft {
  return preemptDelay.value === 0
    ? { value: undefined, statements: [] }
    : { value: preemptDelay.value, statements: all('preempt_delay').slice(-1) };
}

function groupOf({ multicastGroup, unicast, all }: VrrpInstance): Soft {
  const statements = all('mcast_dst_ip').slice(-1);
  const isOwn = !unicast && statements.length > 0 && multicastGroup.isWritten;
  return {
    value: isOwn ? formatAddress(multicastGroup.value) : undefined,
    statements: isOwn ? statements : [],
  };
}

/** A bare use_vmac, or one with the name of the interface; with more it stays as it is. */
function readVmac(statements: readonly Statement[]): Soft | undefined {
  const own = statements.filter((one) => keywordOf(one) === 'use_vmac');
  const base = statements.filter((one) => keywordOf(one) === 'vmac_xmit_base');
  if (own.length !== 1 || own[0]!.words.length > 2 || base.length > 1) return undefined;
  const name = argumentOf(own[0]!);
  if (name !== undefined && !/^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,14}$/.test(name)) return undefined;
  const value = { ...(name === undefined ? {} : { name }), xmit_base: base.length > 0 };
  return { value, statements: [...own, ...base] };
}

/** As it is: a password that hacfg.yaml would refuse. */
function readAuth({ authentication }: VrrpInstance): InstanceDraft['shared']['auth'] | 'as it is' {
  const { type, pass } = authentication;
  if (type.value === 'none' || pass.value === undefined) return undefined;
  const isPlain = /^[!-~]{1,8}$/.test(pass.value) && isWord(pass.value) && !/[#!{}"$\\]/.test(pass.value);
  if (!isPlain) return 'as it is';
  return { kind: type.value === 'AH' ? 'ah' : 'pass', password: pass.value };
}

function vipTexts({ vips, excludedVips, interface: device }: VrrpInstance): VipText[] {
  return [
    ...vips.map((vip) => vipText(vip, device.value, false)),
    ...excludedVips.map((vip) => vipText(vip, device.value, true)),
  ];
}

function vipText(vip: VirtualAddress, device: string | undefined, excluded: boolean): VipText {
  const address = `${vip.text}/${vip.prefix}`;
  const words = vip.statement.words.slice(1).map(textOf);
  for (const option of ['dev', 'label']) {
    const at = words.indexOf(option);
    if (at !== -1) words.splice(at, 2);
  }
  const text = {
    ...(vip.ownDevice === undefined || vip.ownDevice === device ? {} : { interface: vip.ownDevice }),
    ...(vip.label === undefined ? {} : { label: vip.label }),
    ...(excluded ? { excluded } : {}),
    ...(words.length === 0 ? {} : { options: words }),
  };
  const isPlain = [...words, ...(vip.label === undefined ? [] : [vip.label])].every(isWord);
  if (!isPlain) throw new CannotExpress('this entry has a word that hacfg.yaml cannot hold', vip.statement);
  return Object.keys(text).length === 0 ? address : { address, ...text };
}

/** The state that hacfg gen plans for a node with explicit priorities. `waits`: the router has a preempt_delay. */
export function plannedState(
  { instance }: InstanceDraft,
  drafts: readonly InstanceDraft[],
  waits: boolean,
): 'MASTER' | 'BACKUP' {
  const isFirst = drafts.every((one) => one.instance.priority.value <= instance.priority.value);
  return isFirst && !instance.nopreempt.value && !waits ? 'MASTER' : 'BACKUP';
}
