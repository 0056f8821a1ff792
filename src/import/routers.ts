import { placeOf, type Statement } from '../../grammar/configuration.ts';
import { formatAddress, isLinkLocal, parseAddress } from '../../grammar/values/address.ts';
import { readPrefixedAddress } from '../../grammar/values/subnet.ts';
import type { VirtualRouter } from '../model/cluster.ts';
import type { NodeText, RouterText, VipText } from '../topology/schema.ts';
import { CannotExpress } from './cannot-express.ts';
import { type Checks, nameFor } from './checks.ts';
import { type ImportedHost, isOutside, sourceOn } from './hosts.ts';
import { type InstanceDraft, plannedState, readInstance, softKeys } from './instances.ts';
import { linesOf } from './lines.ts';
import type { Notes } from './notes.ts';
import type { Secrets } from './secrets.ts';

/** A router of hacfg.yaml and the instances that it stands for. */
export interface ImportedRouter {
  readonly name: string;
  readonly drafts: readonly InstanceDraft[];
  readonly text: RouterText;
}

export interface RouterContext {
  readonly hosts: readonly ImportedHost[];
  readonly checks: Checks;
  readonly secrets: Secrets;
  readonly notes: Notes;
  /** Names of routers that are taken. */
  readonly names: Set<string>;
}

/** A virtual router in the words of hacfg.yaml. Throws CannotExpress. */
export function importRouter({ members }: VirtualRouter, context: RouterContext): ImportedRouter {
  const drafts = members.map(({ node, instance }) => {
    const host = context.hosts.find((one) => one.node === node)!;
    return readInstance(host, instance, context.checks);
  });
  agree(drafts);
  const name = freeName(drafts[0]!.instance.name, context.names);
  const sorted = drafts.toSorted((a, b) => b.instance.priority.value - a.instance.priority.value);
  const { text, nodes } = routerText(name, sorted, context);
  return { name, drafts: sorted, text: { ...text, nodes } };
}

/** What is one value in hacfg.yaml must be one on all nodes. */
function agree(drafts: readonly InstanceDraft[]): void {
  const [first, ...others] = drafts;
  for (const { instance, shared, host } of others) {
    const unlike = (Object.keys(shared) as (keyof typeof shared)[]).find(
      (key) => JSON.stringify(shared[key]) !== JSON.stringify(first!.shared[key]),
    );
    if (unlike === undefined) continue;
    const what = { vrid: 'virtual_router_id', version: 'version', advertInterval: 'advert_int' } as const;
    const said =
      unlike === 'auth' ? 'authentication' : unlike === 'vips' ? 'virtual_ipaddress' : what[unlike];
    throw new CannotExpress(`${host.name} has another ${said} than ${first!.host.name}`, instance.statement);
  }
}

function freeName(wish: string, taken: Set<string>): string {
  const plain = nameFor(wish);
  let name = plain;
  for (let at = 2; taken.has(name); at++) name = `${plain.slice(0, 58)}-${at}`;
  taken.add(name);
  return name;
}

function routerText(
  name: string,
  drafts: readonly InstanceDraft[],
  context: RouterContext,
): { text: Omit<RouterText, 'nodes'>; nodes: NodeText[] } {
  const { shared } = drafts[0]!;
  const lines = drafts.map((): string[] => []);
  const keep = (at: number, statements: readonly Statement[]) => {
    for (const statement of statements) {
      context.notes.verbatim(statement, `router ${name}`);
      lines[at]!.push(...linesOf(statement));
    }
  };
  const soft = softSettings(drafts, keep);
  const transport = transportOf(drafts, keep);
  for (const [at, { rest }] of drafts.entries()) keep(at, rest);
  noteLosses(drafts, context.notes);
  const common = commonOf(drafts, lines);
  const text = {
    vrid: shared.vrid,
    ...common.vips,
    ...interfaceOf(drafts),
    ...(shared.auth === undefined ? {} : { auth: authText(shared.auth, name, drafts, context) }),
    ...transport,
    version: shared.version,
    ...(shared.advertInterval === 1 ? {} : { advert_interval: shared.advertInterval }),
    ...soft,
    ...common.router,
  };
  const waits = soft.preempt_delay !== undefined;
  const stateOf = (draft: InstanceDraft) => plannedState(draft, drafts, waits);
  return {
    text,
    nodes: drafts.map((draft, at) => nodeText(draft, stateOf(draft), lines[at]!, common)),
  };
}

function authText(
  { kind, password }: NonNullable<InstanceDraft['shared']['auth']>,
  name: string,
  drafts: readonly InstanceDraft[],
  { secrets, notes }: RouterContext,
): NonNullable<RouterText['auth']> {
  const secret = secrets.textFor(password, name);
  const place = drafts[0]!.instance.authentication.pass.place;
  const isReference = typeof secret === 'object' && 'env' in secret;
  notes.add(
    isReference
      ? `auth_pass of router ${name} is not copied: hacfg gen takes it from the variable ${secret.env}`
      : `auth_pass of router ${name} is copied as it is`,
    place,
  );
  return kind === 'ah' ? { ah: secret } : { pass: secret };
}

type Keep = (at: number, statements: readonly Statement[]) => void;

/** Settings that are alike on all nodes; where they are not, each node keeps its lines. */
function softSettings(drafts: readonly InstanceDraft[], keep: Keep): Partial<RouterText> {
  const found: Record<string, unknown> = {};
  for (const key of softKeys) {
    const values = drafts.map(({ soft }) => JSON.stringify(soft[key].value));
    const value = drafts[0]!.soft[key].value;
    if (values.every((one) => one === values[0])) {
      if (value !== undefined) found[key] = value;
    } else for (const [at, { soft }] of drafts.entries()) keep(at, soft[key].statements);
  }
  return found as Partial<RouterText>;
}

/** Who sends from where to whom. What hacfg gen would not plan in the same way is kept as lines. */
function transportOf(drafts: readonly InstanceDraft[], keep: Keep): Partial<RouterText> {
  const own = drafts.map(({ host, instance }) => sourceOn(host, instance.interface.value, instance.family));
  const written = drafts.map(({ instance }) =>
    instance.source.value === undefined ? undefined : formatAddress(instance.source.value),
  );
  const isUnicast = drafts.some(({ instance }) => instance.unicast);
  const all = drafts.every((_, at) => written[at] !== undefined && written[at] === own[at]);
  const none = written.every((source) => source === undefined);
  const isLocal = drafts[0]!.instance.family === 4 || written.every((one) => isLinkLocalText(one));
  if (isUnicast && (all || none) && peersFollow(drafts, own)) {
    const checks = drafts.map(({ instance }) => instance.checkUnicastSource.value);
    if (checks.every((one) => one === checks[0]))
      return {
        transport: 'unicast',
        ...(checks[0] ? {} : { check_unicast_source: false }),
        ...(none ? { source: false } : {}),
      };
  }
  for (const [at, { instance }] of drafts.entries()) {
    const { statement } = instance.source;
    const isKept = isUnicast || !all || !isLocal;
    if (isKept && written[at] !== undefined && statement !== undefined) keep(at, [statement]);
    keep(at, instance.all('unicast_peer'));
    keep(at, instance.all('check_unicast_src'));
  }
  if (!isUnicast && all && isLocal) return {};
  return own.some((one) => one !== undefined) ? { source: false } : {};
}

function isLinkLocalText(text: string | undefined): boolean {
  const address = text === undefined ? undefined : parseAddress(text);
  return address !== undefined && isLinkLocal(address);
}

/** Whether each node sends to the addresses of all others, and to nobody else. */
function peersFollow(drafts: readonly InstanceDraft[], own: readonly (string | undefined)[]): boolean {
  return drafts.every(({ instance }, at) => {
    if (!instance.unicast || own[at] === undefined) return false;
    const wanted = own.filter((_, other) => other !== at).toSorted();
    const peers = instance.unicastPeers;
    const isPlain = peers.every(({ minTtl, maxTtl }) => minTtl === undefined && maxTtl === undefined);
    return isPlain && JSON.stringify(peers.map(({ text }) => text).toSorted()) === JSON.stringify(wanted);
  });
}

function interfaceOf(drafts: readonly InstanceDraft[]): Partial<RouterText> {
  const devices = drafts.map(({ instance }) => instance.interface.value!);
  const isOnly = drafts.every(({ host }, at) => {
    const [main, ...others] = host.interfaces.keys();
    return others.length === 0 && main === devices[at];
  });
  if (isOnly) return {};
  if (devices.every((device) => device === devices[0])) return { interface: devices[0]! };
  return { interface: Object.fromEntries(drafts.map(({ host }, at) => [host.name, devices[at]!])) };
}

interface Common {
  readonly vips: { readonly vips: VipText[]; readonly link_local?: false };
  /** Settings of nodes that all have. */
  readonly router: Partial<RouterText>;
}

/** What all nodes have goes to the router. */
function commonOf(drafts: readonly InstanceDraft[], lines: readonly (readonly string[])[]): Common {
  const [first] = drafts;
  const isSame = (values: readonly unknown[]) =>
    values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]));
  const { instance, shared, tracking, notify } = first!;
  const hasTrack = isSame(drafts.map((one) => one.tracking.track)) && tracking.track.length > 0;
  const hasInterfaces =
    isSame(drafts.map((one) => one.tracking.interfaces)) && tracking.interfaces.length > 0;
  const hasNotify = isSame(drafts.map((one) => one.notify)) && Object.keys(notify).length > 0;
  const hasLines = isSame(lines) && lines[0]!.length > 0;
  const addsLocal =
    instance.family === 6 &&
    !drafts.every((one) => one.instance.unicast) &&
    !isLinkLocal(instance.vips[0]?.address ?? instance.excludedVips[0]!.address);
  return {
    vips: {
      vips: shared.vips.map((vip) => withOutside(vip, drafts)),
      ...(addsLocal ? { link_local: false } : {}),
    },
    router: {
      ...(drafts.every((one) => one.instance.nopreempt.value) ? { preempt: false } : {}),
      ...(hasTrack ? { track: [...tracking.track] } : {}),
      ...(hasInterfaces ? { track_interfaces: [...tracking.interfaces] } : {}),
      ...(hasNotify ? { notify } : {}),
      ...(hasLines ? { verbatim: [...lines[0]!] } : {}),
    },
  };
}

function withOutside(vip: VipText, drafts: readonly InstanceDraft[]): VipText {
  const text = typeof vip === 'string' ? { address: vip } : vip;
  const { address } = readPrefixedAddress(text.address);
  const isFar =
    address !== undefined && !isLinkLocal(address) && drafts.some(({ host }) => isOutside(host, address));
  return isFar ? { ...text, outside: true } : vip;
}

function nodeText(
  draft: InstanceDraft,
  planned: 'MASTER' | 'BACKUP',
  lines: readonly string[],
  { router }: Common,
): NodeText {
  const { host, instance, tracking, notify } = draft;
  const state = instance.state.value;
  return {
    host: host.name,
    priority: instance.priority.value,
    ...(state === planned ? {} : { state }),
    ...(router.preempt === undefined && instance.nopreempt.value ? { nopreempt: true } : {}),
    ...(router.track === undefined && tracking.track.length > 0 ? { track: [...tracking.track] } : {}),
    ...(router.track_interfaces === undefined && tracking.interfaces.length > 0
      ? { track_interfaces: [...tracking.interfaces] }
      : {}),
    ...(router.notify === undefined && Object.keys(notify).length > 0 ? { notify } : {}),
    ...(router.verbatim === undefined && lines.length > 0 ? { verbatim: [...lines] } : {}),
  };
}

/** What the daemon does not heed is not taken over. */
function noteLosses(drafts: readonly InstanceDraft[], notes: Notes): void {
  for (const { instance, tracking } of drafts) {
    for (const { name, place } of tracking.dropped)
      notes.add(`${name} is left out: the daemon does not track it`, place);
    for (const { text, place } of instance.droppedVips)
      notes.add(`${text} is left out: the daemon drops it`, place);
    const { authentication } = instance;
    if (authentication.dropped === undefined || authentication.dropped === 'hmac') continue;
    const [statement] = instance.all('authentication');
    if (statement !== undefined)
      notes.add('authentication is left out: the daemon sends none', placeOf(statement));
  }
}
