import { keywordOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import type { EnvironmentName } from '../../../bundle/environment.ts';
import type { Related, Severity } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeOfKeyword } from '../cluster/members.ts';
import { listedBriefly, relatedTo, someOf } from '../vrrp/settings.ts';
import { cloudExamples } from './required-in-cloud-examples.ts';

interface Cloud {
  readonly name: string;
  readonly severity: Severity;
  readonly evidence: readonly Related[];
}

/** Networks that drop multicast, and those that may. */
const clouds: Readonly<Partial<Record<EnvironmentName, Pick<Cloud, 'name' | 'severity'>>>> = {
  aws: { name: 'AWS', severity: 'error' },
  azure: { name: 'Azure', severity: 'error' },
  gcp: { name: 'Google Cloud', severity: 'error' },
  hcloud: { name: 'Hetzner Cloud', severity: 'error' },
  openstack: { name: 'OpenStack', severity: 'warning' },
  docker: { name: 'a network of Docker', severity: 'warning' },
};

/** Commands that nobody runs elsewhere. */
const commands: readonly (readonly [RegExp, string])[] = [
  [/\baws\s+ec2\b|\bec2-\w+-(?:address|private-ip-addresses)\b/, 'AWS'],
  [/\baz\s+(?:network|vm)\b/, 'Azure'],
  [/\bgcloud\s+compute\b/, 'Google Cloud'],
  [/\bhcloud\s+(?:floating-ip|server|network)\b|\bhcloud-\w*ip\b/, 'Hetzner Cloud'],
];

/** Keywords whose argument is a command that runs when the state changes, or that checks something. */
const commandKeywords: ReadonlySet<string> = new Set([
  'notify',
  'notify_master',
  'notify_backup',
  'notify_fault',
  'notify_stop',
]);

function cloudOf(node: NodeModel): Cloud | undefined {
  const { environment } = node;
  if (environment !== undefined) {
    const cloud = environment.multicast ? undefined : clouds[environment.name];
    return cloud && { ...cloud, evidence: [{ place: environment.place, message: 'the hosts are here' }] };
  }
  for (const statement of node.instances.flatMap(notifications)) {
    const text = statement.words.slice(1).map(textOf).join(' ');
    const command = commands.find(([pattern]) => pattern.test(text));
    if (command !== undefined) {
      const evidence = relatedTo(statement, `calls the API of ${command[1]}`);
      return { name: command[1], severity: 'warning', evidence };
    }
  }
  return undefined;
}

function notifications(instance: VrrpInstance): Statement[] {
  return [...(instance.block.statements ?? [])].filter((one) => commandKeywords.has(keywordOf(one)));
}

/** Whether anything runs when the instance becomes master. */
function callsSomebody(instance: VrrpInstance, { globals }: NodeModel): boolean {
  const keywords = ['notify_master', 'notify'];
  return (
    keywords.some(
      (keyword) => instance.last(keyword) !== undefined || instance.syncGroup?.last(keyword) !== undefined,
    ) || ['notify_fifo', 'vrrp_notify_fifo'].some((keyword) => globals.last(keyword) !== undefined)
  );
}

const names = (instances: readonly VrrpInstance[]) =>
  listedBriefly(instances.map(({ name }) => `vrrp_instance ${name}`));

function reportMulticast(instances: readonly VrrpInstance[], cloud: Cloud, context: RuleContext): void {
  const [first, ...others] = instances;
  const drops = cloud.severity === 'error' || cloud.evidence.length === 0 ? 'drops' : 'may drop';
  context.report({
    place: placeOfKeyword(first!, 'interface'),
    severity: cloud.severity,
    message: `${names(instances)} ${instances.length === 1 ? 'sends' : 'send'} by multicast, which ${cloud.name} ${drops}`,
    label: 'no unicast_peer',
    help: 'unicast_src_ip with the node’s own address and unicast_peer { } with those of the others, on all nodes. If this network does pass multicast on: multicast: true in hacfg.yaml',
    related: [...cloud.evidence, ...someOf(others.map(({ place }) => ({ place, message: 'and this one' })))],
  });
}

function reportSilent(instances: readonly VrrpInstance[], cloud: Cloud, context: RuleContext): void {
  const [first, ...others] = instances;
  context.report({
    place: first!.place,
    severity: 'warning',
    message: `nothing tells ${cloud.name} that the VIPs of ${names(instances)} have moved`,
    why: 'Such a network sends packets to the host that it has the address on record for, and gratuitous ARP does not change that: the new master has the VIP and receives nothing.',
    label: 'no notify_master',
    help: 'notify_master "/usr/local/sbin/claim-vip" in it: a script that gives the address, or a route to it, to this host by the API',
    related: [...cloud.evidence, ...someOf(others.map(({ place }) => ({ place, message: 'and this one' })))],
  });
}

function check(node: NodeModel, context: RuleContext): void {
  const cloud = cloudOf(node);
  if (cloud === undefined) return;
  const multicast = node.instances.filter(({ unicast }) => !unicast);
  if (multicast.length > 0) reportMulticast(multicast, cloud, context);
  const silent = node.instances.filter(
    (one) => one.unicast && one.vips.length > 0 && !callsSomebody(one, node),
  );
  if (silent.length > 0 && cloud.severity === 'error') reportSilent(silent, cloud, context);
}

/** Advertisements that the network swallows. */
export const unicastRequiredInCloud = defineRule({
  id: 'unicast/required-in-cloud',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'Multicast in a network of a cloud, or a VIP that the cloud is not told of',
    why: 'No node hears another one, and every node becomes master. `environment:` in hacfg.yaml says where the hosts are: aws, azure, gcp, hcloud, openstack, docker or other.',
    references: [
      'keepalived.conf(5): unicast_peer',
      'acassen/keepalived#25',
      'acassen/keepalived#1367',
      'openshift/machine-config-operator#1768',
    ],
  },
  ...cloudExamples,
  on: { node: check },
});
