import { argumentOf, placeOf, placeOfLine } from '../../../../grammar/configuration.ts';
import { beside, type Check, isFrom } from './statements.ts';

const bothFirewalls: Check = (globals, context) => {
  const iptables = globals.last('vrrp_iptables');
  const nftables = globals.last('nftables');
  if (iptables === undefined || nftables === undefined || !isFrom(context, '2.1.0')) return [];
  return [
    {
      place: placeOfLine(iptables),
      message: 'vrrp_iptables does not count: nftables is configured too',
      why: 'keepalived uses one of the two, and takes nftables.',
      label: 'ignored',
      help: 'Remove vrrp_iptables',
      ...beside(nftables, 'this one counts'),
    },
  ];
};

/** Many packages, Debian's among them, are built for nftables only (keepalived global_parser.c). */
const iptablesOfBuild: Check = (globals, context) => {
  const iptables = globals.first('vrrp_iptables');
  if (iptables === undefined || globals.last('nftables') !== undefined || !isFrom(context, '2.2.2'))
    return [];
  const ipsets = globals.first('vrrp_ipsets');
  return [
    {
      place: placeOf(iptables),
      severity: 'info',
      message: 'vrrp_iptables is for builds with iptables; many packages are built for nftables only',
      why: 'Such a build, as in Debian 12, reports the keyword and uses nftables in its place; vrrp_ipsets it does not know at all.',
      label: 'depends on the build',
      help: 'nftables keepalived',
      related: ipsets === undefined ? [] : [{ place: placeOf(ipsets), message: 'unknown to such a build' }],
    },
  ];
};

const ipsetsAlone: Check = (globals, context) => {
  const ipsets = globals.last('vrrp_ipsets');
  if (ipsets === undefined || globals.last('vrrp_iptables') !== undefined || !isFrom(context, '2.1.0'))
    return [];
  return [
    {
      place: placeOfLine(ipsets),
      message: 'vrrp_ipsets has no effect without vrrp_iptables',
      label: 'ignored',
      help: 'Add vrrp_iptables, or remove vrrp_ipsets',
    },
  ];
};

const sameChains: Check = (globals, context) =>
  globals
    .all('vrrp_iptables')
    .filter((one) => argumentOf(one, 2) !== undefined && argumentOf(one, 1) === argumentOf(one, 2))
    .filter(() => isFrom(context, '2.3.2'))
    .map((one) => ({
      place: placeOf(one, one.words[2]),
      message: `vrrp_iptables names one chain, ${argumentOf(one, 1)}, for both directions`,
      why: 'keepalived ignores the keyword, with a line in its log only.',
      label: 'the same chain',
      help: 'vrrp_iptables INPUT OUTPUT',
    }));

/** Packet filters that do not count. */
export const firewallChecks: readonly Check[] = [bothFirewalls, iptablesOfBuild, ipsetsAlone, sameChains];
