import type { OutputFile } from './files/types.ts';
import type {
  CheckerLine,
  HostPlan,
  InstancePlan,
  NotifyPlan,
  RealServerPlan,
  ScriptPlan,
  TrackingPlan,
  TrackPlan,
  VipPlan,
  VirtualServerPlan,
} from './plan/types.ts';
import type { Templates } from './template-helpers.ts';
import { whatFails } from './what-fails.ts';

/** The keepalived.conf of a host; none when it runs no keepalived. */
export function keepalivedConf(host: HostPlan, templates: Templates): OutputFile[] {
  if (!host.runsKeepalived) return [];
  const hasSecret = host.instances.some(({ auth }) => auth.kind !== 'none');
  const text = templates.get('keepalived.conf/main')!(viewOf(host));
  return [
    {
      path: '/etc/keepalived/keepalived.conf',
      text: tidy(text),
      mode: hasSecret ? 0o600 : 0o644,
      ...(hasSecret ? { secret: true as const } : {}),
    },
  ];
}

/** Blocks are set apart by one blank line, and none begins or ends with one. */
function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\{\n\n/g, '{\n')
    .replace(/\n\n([ \t]*\})/g, '\n$1')
    .replace(/\n+$/, '\n');
}

/** The plan in the words of the templates: entries of lists as text, and a comment for each block. */
function viewOf(host: HostPlan): object {
  return {
    name: host.name,
    release: host.release,
    globals: host.globals,
    definitions: host.verbatim.length === 0 ? [] : [{ lines: host.verbatim }],
    scripts: host.scripts.map((script) => ({ ...script, about: aboutScript(script) })),
    processes: host.processes.map((one) => ({
      ...one,
      about: costOf(one.weight, `${one.process} does not run`),
    })),
    files: host.files,
    syncGroups: host.syncGroups.map((group) => ({ ...group, ...common(group) })),
    instances: host.instances.map(instanceView),
    serverGroups: host.serverGroups,
    virtualServers: host.virtualServers.map(virtualServerView),
  };
}

function common(one: { readonly tracking: TrackingPlan; readonly notify: NotifyPlan }): object {
  return { tracking: trackingView(one.tracking), notifies: Object.values(one.notify).some(Boolean) };
}

function trackingView({ scripts, processes, files, interfaces }: TrackingPlan): object {
  return {
    scripts: scripts.map(trackEntry),
    processes: processes.map(trackEntry),
    files: files.map(trackEntry),
    interfaces: interfaces.map(trackEntry),
  };
}

function trackEntry({ name, weight, reverse }: TrackPlan): string {
  return `${name}${weight === undefined ? '' : ` weight ${weight}`}${reverse ? ' reverse' : ''}`;
}

function instanceView(instance: InstancePlan): object {
  const { auth } = instance;
  return {
    ...instance,
    ...common(instance),
    about: `${instance.vips
      .map(({ address }) => address)
      .slice(0, 4)
      .join(', ')}${instance.vips.length > 4 ? ', ...' : ''}`,
    sourceKeyword: instance.transport === 'unicast' ? 'unicast_src_ip' : 'mcast_src_ip',
    authType: auth.kind === 'ah' ? 'AH' : 'PASS',
    password: auth.kind === 'pass' || auth.kind === 'ah' ? auth.password : undefined,
    hmac: auth.kind === 'hmac' ? auth : undefined,
    vips: instance.vips.map(vipEntry),
    excludedVips: instance.excludedVips.map(vipEntry),
  };
}

function vipEntry({ address, prefix, device, label, options }: VipPlan): string {
  const words = [
    `${address}/${prefix}`,
    ...(device === undefined ? [] : [`dev ${device}`]),
    ...(label === undefined ? [] : [`label ${label}`]),
    ...(options === '' ? [] : [options]),
  ];
  return words.join(' ');
}

function virtualServerView(server: VirtualServerPlan): object {
  return {
    ...server,
    about: `service ${server.service}`,
    realServers: server.realServers.map(realServerView),
  };
}

function realServerView(server: RealServerPlan): object {
  return {
    ...server,
    opening: server.host === undefined ? '{' : `{ # ${server.host}`,
    checkers: server.checkers.map(({ keyword, lines }) => ({ keyword, lines: lines.flatMap(lineTexts) })),
  };
}

function lineTexts(line: CheckerLine): string[] {
  if ('text' in line) return [line.text];
  return [`${line.block} {`, ...line.lines.map(({ text }) => `    ${text}`), '}'];
}

function aboutScript({ check, weight, interval, fall = 1 }: ScriptPlan): string {
  return `${costOf(weight ?? 0, whatFails(check))}; seen after ${fall} failures, ${fall * interval} s`;
}

function costOf(weight: number, what: string): string {
  if (weight === 0) return `When ${what}, this node gives up its VIPs`;
  return weight < 0
    ? `When ${what}, this node loses ${-weight} points of priority`
    : `While not: ${what}, this node has ${weight} points of priority more`;
}
