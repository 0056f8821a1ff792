import { argumentOf, keywordOf } from '../../../../grammar/configuration.ts';
import { nearest } from '../../../../grammar/did-you-mean.ts';
import type { Severity } from '../../../diagnostics/diagnostic.ts';
import type { HostReference } from '../../../model/host-references.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { nameOfBlock } from '../value/wording.ts';
import { sample } from '../vrrp/sample.ts';
import { machine } from './sample.ts';

interface Consequence {
  readonly severity?: Severity;
  readonly why: string;
}

const refuses: Consequence = {
  why: 'keepalived refuses the whole VRRP configuration for one interface that is not there: no instance of this node starts.',
};
const stops: Consequence = {
  why: 'keepalived looks for the interface as it reads this line, and does not start without it.',
};
const waits: Consequence = {
  severity: 'warning',
  why: 'With dynamic_interfaces keepalived starts all the same; what is on the interface waits until it is there.',
};

/** What the daemon makes of a name that no interface has (tried on 2.0.20 to 2.4.3). */
function consequenceOf({ statement }: HostReference, node: NodeModel): Consequence | undefined {
  const keyword = keywordOf(statement);
  const list = statement.parent.owner === undefined ? '' : keywordOf(statement.parent.owner);
  if (list === 'linkbeat_interfaces' || list === 'interface_up_down_delays') return stops;
  if (keyword === 'lvs_sync_daemon' || keyword === 'lvs_sync_daemon_interface') {
    return {
      why: 'The IPVS synchronisation daemon cannot be started: connections are lost when the other node takes over.',
    };
  }
  // Static addresses without dev go there, and nothing else.
  if (keyword === 'default_interface' && node.staticAddresses.length === 0) return undefined;
  return node.globals.dynamicInterfaces.value ? waits : refuses;
}

/** The names of interfaces that keepalived makes itself would not help: it looks for them before. */
function help(name: string, known: readonly string[]): string {
  const physical = known.filter((one) => one !== 'lo');
  const near = nearest(name, physical, 1)[0];
  if (physical.length === 0) return 'This machine has no interface but lo';
  const list = physical.slice(0, 8).join(', ');
  const rest = physical.length > 8 ? ` and ${physical.length - 8} more` : '';
  return near === undefined
    ? `this machine has ${list}${rest}`
    : `did you mean ${near}? This machine has ${list}${rest}`;
}

function check(node: NodeModel, context: RuleContext): void {
  const known = node.machine?.interfaces;
  if (known === undefined) return;
  for (const reference of node.hostReferences) {
    const { kind, name, place, statement } = reference;
    if (kind !== 'interface' || known.includes(name)) continue;
    const consequence = consequenceOf(reference, node);
    if (consequence === undefined) continue;
    const isVrf = argumentOf(statement) === name && keywordOf(statement) === 'vrf';
    context.report({
      place,
      message: `this machine has no ${isVrf ? 'VRF' : 'interface'} ${name}, named in ${nameOfBlock(statement.parent)}`,
      label: 'no such interface here',
      help: help(name, known),
      ...consequence,
    });
  }
  checkDefault(node, known, context);
}

/** A static address without dev goes to the default interface, eth0 unless another one is named. */
function checkDefault(node: NodeModel, known: readonly string[], context: RuleContext): void {
  const { defaultInterface } = node.globals;
  if (defaultInterface.statement !== undefined || known.includes(defaultInterface.value)) return;
  for (const { ownDevice, place, text } of node.staticAddresses) {
    if (ownDevice !== undefined) continue;
    context.report({
      place,
      message: `static address ${text} has no dev and this machine has no interface ${defaultInterface.value}, where it would go`,
      why: refuses.why,
      label: 'on which interface?',
      help: `${text} dev NAME; ${help(defaultInterface.value, known)}`,
    });
  }
}

/** Interfaces that the machine does not have; asked only with --local. */
export const hostNoSuchInterface = defineRule({
  id: 'host/no-such-interface',
  severity: 'error',
  scope: 'node',
  about: 'machine',
  docs: {
    summary: 'Interface that this machine does not have (only with --local)',
    why: refuses.why,
    references: ['keepalived vrrp/vrrp_daemon.c: start_vrrp', 'keepalived vrrp/vrrp_if.c: if_get_by_ifname'],
  },
  bad: [
    {
      caption: 'The machine has ens192',
      at: '3:15',
      files: sample({ interface: 'ens129' }),
      machine: machine({ interfaces: ['ens192'] }),
    },
    {
      caption: 'One name that is not there stops every instance',
      at: '8:28',
      files: sample({ vips: ['192.0.2.100/24 dev eth1'] }),
      machine: machine({ interfaces: ['eth0'] }),
    },
  ],
  good: [{ files: sample(), machine: machine({ interfaces: ['eth0'] }) }],
  on: { node: check },
});
