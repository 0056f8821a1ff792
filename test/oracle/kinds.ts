import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { shifted } from '../agreement/compare.ts';

/**
 * What the daemon complains of, and the rules that speak of the same thing. A complaint that no row knows is met by
 * any finding on its line that is about the configuration of one node.
 */
const kinds: readonly (readonly [complaint: RegExp, rules: RegExp])[] = [
  [/has no real servers/, /^lvs\/(duplicate-or-empty|family-mismatch|group-)/],
  [/real server.*is duplicated/, /^lvs\/duplicate-or-empty/],
  [/^\(.*\) Unknown interface!/, /^(vrrp\/interface-missing|value\/interface-name|syntax\/template-residue)/],
  [/virtual router id must be set/, /^(value\/vrid-range|value\/|syntax\/)/],
  [
    /Address family of virtual server and sorry server/,
    /^lvs\/(sorry-server|family-mismatch|duplicate-or-empty)/,
  ],
  [/Address family of virtual server and real server/, /^lvs\/family-mismatch/],
  [/No script path has been specified/, /^health-check\/misc-check/],
  [/protocol specified for fwmark/, /^lvs\/option-without-effect/],
  [/one packet scheduling requires UDP/, /^lvs\/option-without-effect/],
  [/cannot use ha_suspend/, /^lvs\/option-without-effect/],
  [/specified family inet.* conflicts/, /^lvs\/option-without-effect/],
  [/zero port only valid for persistent/, /^(value\/port-range|lvs\/persistence-implied)/],
  [/only applies to .. scheduler/, /^lvs\/scheduler-flag/],
  [/Invalid hex string for UDP_CHECK/, /^(value\/|health-check\/udp)/],
  [/digest '.*' character length/, /^health-check\/http-incomplete/],
  [/sorry_server (inhibit|forwarding)/, /^lvs\/sorry-server/],
  [/Sync group .* has only/, /^sync-group\//],
  [/address family must match VRRP instance/, /^address\/mixed-family/],
  [/min_ttl .* > max_ttl/, /^unicast\/peer-entries/],
  [/BFD_CHECK - /, /^health-check\/reference/],
  [
    /(ports don't match - resetting|has port specified - clearing)/,
    /^(lvs\/(port-mismatch-dr-tun|sorry-server|duplicate-or-empty)|value\/port-range)/,
  ],
  [/Truncating auth_pass/, /^(auth\/pass-too-long|syntax\/template-residue)/],
  [/unicast keyword has been specified without any/, /^unicast\/src-without-peers/],
  [/Cannot use unicast_ttl without/, /^unicast\/setting-ignored/],
  [/multicast destination specified with unicast/, /^unicast\/setting-ignored/],
  [/hysteresis .* >= quorum/, /^lvs\/quorum-unreachable/],
  [/quorum .* exceeds total weight/, /^lvs\/quorum-unreachable/],
  // A list whose entries are all refused holds no VIP.
  [/No VIP specified/, /^(vrrp\/no-vip|(address|value|syntax|version)\/)/],
  [/vmac_xmit_base|promote_secondaries is automatic/, /^vrrp\/vmac-settings/],
  [/Cannot use VMAC\/ipvlan with unicast/, /^vrrp\/(vmac-settings|interface-missing)/],
  [/conflicts with configured or deduced version/, /^(vrrp\/version-conflict|syntax\/duplicate-scalar)/],
  [/Cannot specify native_ipv6/, /^vrrp\/version-conflict/],
  [/track (script|process|file|bfd) .* not found/, /^(script|bfd|syntax|value)\//],
  [/deprecated - use linkbeat_interfaces/, /^version\/deprecated-keyword/],
  [/must be an integer\. rounding/, /^value\/advert-int-fraction-v2/],
  [/advertisement interval .* (is out of range|must be in units)/, /^value\/advert-int/],
  [/state previously set as/, /^syntax\/duplicate-scalar/],
  [/duplicate track_/, /^(script\/tracked-twice|script\/track-own-interface|sync-group\/)/],
  [/since own interface/, /^script\/track-own-interface/],
  [/src address.* MUST be of the same family/, /^address\/source-family/],
  [/unicast peer address.* MUST be of the same family/, /^unicast\/peer-entries/],
  [/mcast dest address .* MUST match/, /^address\//],
  [/preempt.delay .*(incompatible|will not work)/, /^vrrp\/(preempt-delay-ignored|strict-conflicts)/],
  [/no protocol set - defaulting/, /^lvs\/protocol-missing/],
  [/no (forwarding method|scheduler) set/, /^lvs\/kind-or-algo-invalid/],
  [/Authentication specified but no password/, /^auth\/incomplete/],
  [/does not support authentication/, /^(auth\/with-vrrpv3|vrrp\/strict-conflicts)/],
  [/ipvlan requires a source ip/, /^vrrp\/ipvlan-source/],
  [/first IPv6 VIP address must be link local/, /^address\/ipv6-link-local-first/],
  [
    /[Ss]trict mode requires|incompatible with strict mode|does not comply with RFC/,
    /^vrrp\/strict-conflicts/,
  ],
  [/due to address.owner/, /^(script\/weight-of-owner|sync-group\/)/],
  [/due to SYNC group/, /^sync-group\//],
  [/^invalid number|outside range|must be in \[|not valid! [Mm]ust/, /^(value|lvs|script|bfd|syntax)\//],
];

/** Rules about what no daemon sees in a configuration: other nodes, the files around, the looks of it. */
const besideTheFile =
  /^(?:cluster|style|suppression|election|security|check-script|sysctl|ifcfg|firewall|systemd|container|host)\//;

/** The rules that speak of what the daemon complains of; undefined: any may. */
function rulesAbout(complaint: string): RegExp | undefined {
  return kinds.find(([pattern]) => pattern.test(complaint))?.[1];
}

/** Whether a finding speaks of what the daemon complains of; a hint only when it is about that very thing. */
export function isSpokenOf(
  complaint: string,
  found: readonly Pick<Diagnostic, 'rule' | 'severity' | 'message'>[],
): boolean {
  const about = rulesAbout(complaint);
  return found.some(({ rule, severity, message }) => {
    // A word or a brace that is wrong has consequences of every kind.
    if ((severity === 'error' && rule.startsWith('syntax/')) || shifted.test(message)) return true;
    return about === undefined ? severity !== 'info' && !besideTheFile.test(rule) : about.test(rule);
  });
}
