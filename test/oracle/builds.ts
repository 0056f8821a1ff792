import * as features from '../../grammar/vocabulary/features.ts';
import { blocksThatKnow, keywordSpec } from '../../grammar/vocabulary/index.ts';

/** Features that builds often lack, and how `keepalived --version` names them among its options. */
const optional: ReadonlyMap<string, RegExp> = new Map([
  [features.BFD, /\bBFD\b/],
  [features.REGEX, /\bREGEX\b/],
  [features.PCRE2_JIT, /\bREGEX\b/],
  [features.SNMP, /\bSNMP_/],
  [features.SNMP_VRRP, /\bSNMP_VRRP\b/],
  [features.SNMP_CHECKER, /\bSNMP_CHECKER\b/],
  [features.SNMP_RFC, /\bSNMP_RFC/],
  [features.SNMP_RFCV2, /\bSNMP_RFCV2\b/],
  [features.SNMP_RFCV3, /\bSNMP_RFCV3\b/],
  [features.DBUS, /\bDBUS\b/],
  [features.JSON_DUMP, /\bJSON\b/],
  [features.IPTABLES, /\bIPTABLES\b|\bLIBIPTC/],
  [features.IPSET, /\bIPTABLES\b|\bLIBIPTC/],
]);

/** Whether a build with these options does not know a keyword that other builds of its release do. */
export function isLeftOut(complaint: string, options: string): boolean {
  const keyword = /^Unknown keyword '([^']*)'/.exec(complaint)?.[1];
  if (keyword === undefined) return false;
  const blocks = blocksThatKnow(keyword);
  return (
    blocks.length > 0 && blocks.every((path) => needsMore(keywordSpec(path, keyword)?.requires, options))
  );
}

function needsMore(needed: readonly string[] | undefined, options: string): boolean {
  return (needed ?? []).some((feature) => optional.get(feature)?.test(options) === false);
}
