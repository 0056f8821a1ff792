import { textOf } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { HostFiles } from '../../../bundle/host-file.ts';
import { commandsOf, sysctlOf } from '../../../bundle/host-state.ts';
import { dottedKey, numberOf } from '../../../bundle/sysctl.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { vmacManualSysctlExamples } from './vmac-manual-sysctl-examples.ts';

/** What keepalived sets on its own cards, and puts back (keepalived vrrp/vrrp_if_config.c: set_interface_parameters). */
const managed = /^(?:arp_ignore|arp_filter|arp_announce|accept_local|rp_filter|promote_secondaries)$/;

/** A kernel setting that a file or a script writes. */
interface Written {
  readonly key: string;
  readonly value: string | undefined;
  readonly place: Place;
}

/** The card of a virtual MAC: the name behind use_vmac, or the one keepalived makes up. */
function vmacName(instance: VrrpInstance): string {
  const name = instance.last('use_vmac')?.words[1];
  if (name !== undefined) return textOf(name);
  return `${instance.family === 6 ? 'vrrp6' : 'vrrp'}.${instance.vrid.value}`;
}

function writtenOn(files: HostFiles): Written[] {
  const inFiles = sysctlOf(files).settings.map(({ key, value, keyPlace }) => ({
    key,
    value,
    place: keyPlace,
  }));
  return [...inFiles, ...commandsOf(files).flatMap(({ sysctls }) => sysctls)];
}

function check(files: HostFiles, node: NodeModel, context: RuleContext): void {
  const vmacs = node.instances.filter(({ vmac }) => vmac.value);
  if (vmacs.length === 0) return;
  for (const written of writtenOn(files)) {
    if (!written.key.startsWith('net/ipv4/conf/')) continue;
    for (const instance of vmacs) checkAgainst(written, instance, context);
  }
}

function checkAgainst(written: Written, instance: VrrpInstance, context: RuleContext): void {
  const [card = '', key = '', ...more] = written.key.split('/').slice(3);
  const name = vmacName(instance);
  const related = [{ place: instance.vmac.place ?? instance.place, message: `keepalived sets up ${name}` }];
  if (`${card}.${key}` === name && more.length === 1)
    reportName({ written, name, setting: more[0]!, related }, context);
  else if (card === name && managed.test(key)) reportOwn({ written, name, setting: key, related }, context);
  else if (key === 'arp_filter' && numberOf(written.value ?? '') === 1 && isBase(card, instance))
    reportFilter({ written, name, setting: card, related }, context);
}

function isBase(card: string, instance: VrrpInstance): boolean {
  return card === 'all' || card === instance.interface.value;
}

interface Meddling {
  readonly written: Written;
  readonly name: string;
  readonly setting: string;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
}

function reportName({ written, name, setting, related }: Meddling, context: RuleContext): void {
  context.report({
    place: written.place,
    message: `${dottedKey(written.key)} names no setting: in a key with dots the card ${name} is written ${name.replaceAll('.', '/')}`,
    why: 'The line does nothing but print an error. keepalived sets up the card of a virtual MAC itself, so that nothing is needed.',
    label: 'no such setting',
    help: `Take the line out; net.ipv4.conf.${name.replaceAll('.', '/')}.${setting} would be the key`,
    related,
  });
}

function reportOwn({ written, name, setting, related }: Meddling, context: RuleContext): void {
  context.report({
    place: written.place,
    message: `${setting} of ${name} is set by hand, and keepalived sets it itself`,
    why: 'keepalived makes the card of a virtual MAC and gives it the values it needs each time. At boot the card is not there yet, later a value from here fights the one of keepalived.',
    label: "keepalived's own card",
    help: 'Take the line out: with use_vmac nothing has to be set',
    related,
  });
}

function reportFilter({ written, name, setting, related }: Meddling, context: RuleContext): void {
  context.report({
    place: written.place,
    message: `arp_filter is on for ${setting}, under the card ${name} of a virtual MAC`,
    why: "The host then answers ARP only where its route back goes out, which with use_vmac is another card: while it is master, the host's own address is not reachable.",
    label: 'not with use_vmac',
    help: 'Take the line out: with use_vmac nothing has to be set',
    related,
  });
}

/** Kernel settings by hand under a virtual MAC. */
export const vrrpVmacManualSysctl = defineRule({
  id: 'vrrp/vmac-manual-sysctl',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'Kernel settings by hand that fight use_vmac',
    why: 'keepalived sets what its card of a virtual MAC needs. Lines out of old instructions, such as arp_filter for the card below, make the host unreachable while it is master.',
    references: [
      'keepalived vrrp/vrrp_if_config.c: set_interface_parameters',
      'acassen/keepalived#2512',
      'acassen/keepalived#1040',
    ],
  },
  ...vmacManualSysctlExamples,
  on: { files: check },
});
