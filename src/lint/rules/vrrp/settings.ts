import { placeOfLine, type Statement } from '../../../../grammar/configuration.ts';
import { compareReleases, isKnownIn, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { ReleaseName } from '../../../../grammar/vocabulary/types.ts';
import type { Fix, Related } from '../../../diagnostics/diagnostic.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { listed } from '../cluster/members.ts';
import { removeStatement } from '../value/wording.ts';

/** The release that findings are judged by. */
export function releaseOf(context: RuleContext): ReleaseName {
  return context.target ?? NEWEST;
}

/** Whether the release is `since` or newer. */
export function isFrom(context: RuleContext, since: ReleaseName): boolean {
  return compareReleases(releaseOf(context), since) >= 0;
}

/** Whether the release lies between two others, both included. */
export function isWithin(context: RuleContext, since: ReleaseName, until: ReleaseName): boolean {
  return isKnownIn(releaseOf(context), { since, until });
}

/** The last statement of a keyword directly in the instance; none of a keyword the release does not know. */
export function setting(
  instance: VrrpInstance,
  keyword: string,
  context: RuleContext,
): Statement | undefined {
  const statement = instance.last(keyword);
  const { spec } = statement ?? {};
  return spec !== undefined && isKnownIn(releaseOf(context), spec) ? statement : undefined;
}

/** Keywords that make the daemon take an instance for a unicast one, with or without peers. */
const unicastKeywords = [
  'unicast_peer',
  'unicast_src_ip',
  'unicast_fault_no_peer',
  'check_unicast_src',
  'old_unicast_checksum',
];

/** The first statement that marks an instance as unicast, even when no peer comes of it (from 2.2.5 on). */
export function unicastMark(instance: VrrpInstance, context: RuleContext): Statement | undefined {
  return unicastKeywords
    .map((keyword) => setting(instance, keyword, context))
    .find((statement) => statement !== undefined);
}

/**
 * Whether the release lets this instance do without `interface` (vrrp.c: chk_min_cfg): unicast instances may from
 * 2.1.0 on, but for 2.2.5 to 2.2.7, which look before the peers are counted.
 */
export function mayLackInterface(instance: VrrpInstance, context: RuleContext): boolean {
  if (!isFrom(context, '2.1.0') || isWithin(context, '2.2.5', '2.2.7')) return false;
  return isFrom(context, '2.2.8') ? unicastMark(instance, context) !== undefined : instance.unicast;
}

/** The closing brace of the instance, where the daemon draws its conclusions; nothing when it is missing. */
export function atBlockEnd(instance: VrrpInstance, message: string): Related[] {
  const place = instance.block.close;
  return place === undefined ? [] : [{ place, message }];
}

/** Another statement that has a part in the finding. */
export function relatedTo(statement: Statement | undefined, message: string): Related[] {
  return statement === undefined ? [] : [{ place: placeOfLine(statement), message }];
}

/** The fix that takes a statement out, to spread into a finding; none when it came out of a definition. */
export function removal(
  statement: Statement,
  title: string,
  safety: Fix['safety'],
): { readonly fixes?: readonly Fix[] } {
  const edit = statement.block === undefined ? removeStatement(statement) : undefined;
  return edit === undefined ? {} : { fixes: [{ title, safety, edits: [edit] }] };
}

/** Names and places a finding shows before it only counts. */
const shownAtMost = 4;

/** `VI_1`, `VI_1 and VI_2`, `VI_1, VI_2, VI_3 and 20 more`. */
export function listedBriefly(words: readonly string[]): string {
  const rest = words.length - shownAtMost + 1;
  return listed(rest > 1 ? [...words.slice(0, shownAtMost - 1), `${rest} more`] : words);
}

/** Enough of many places that say the same. */
export function someOf(related: readonly Related[]): readonly Related[] {
  return related.slice(0, shownAtMost);
}
