import { parse } from '../../grammar/parser.ts';
import type { Place } from '../../grammar/source.ts';
import { type SyntaxNode, startOf } from '../../grammar/tree.ts';
import { NEWEST, RELEASES } from '../../grammar/vocabulary/releases.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import { lintExample } from './examples.ts';
import type { Rule } from './rule.ts';

/** The releases of keepalived that a rule is about; an end that is left out is open. */
export interface AppliesTo {
  readonly since?: ReleaseName;
  readonly until?: ReleaseName;
}

const releases = RELEASES.slice(0, RELEASES.indexOf(NEWEST) + 1);

/**
 * For which releases a rule finds anything in its own bad examples: so nobody has to write it down and keep it up to
 * date. Undefined: it is not about releases, but about comments for hacfg, or about the differences of all releases.
 */
export async function appliesTo(rule: Rule): Promise<AppliesTo | undefined> {
  if (/^(?:suppression|version)\//.test(rule.id)) return undefined;
  const known = new Map<number, Promise<boolean>>();
  const isFoundAt = (at: number): Promise<boolean> => {
    const found = known.get(at) ?? isFound(rule, releases[at]!);
    known.set(at, found);
    return found;
  };
  const middle = await someRelease(isFoundAt);
  if (middle === undefined) return undefined;
  const last = releases.length - 1;
  const first = (await isFoundAt(0)) ? 0 : await boundary(0, middle, async (at) => !(await isFoundAt(at)));
  const end = (await isFoundAt(last)) ? last : (await boundary(middle, last, isFoundAt)) - 1;
  return {
    ...(first === 0 ? {} : { since: releases[first]! }),
    ...(end === last ? {} : { until: releases[end]! }),
  };
}

/** The newest release if the rule speaks of it, or any: one of each minor is enough. */
async function someRelease(isFoundAt: (at: number) => Promise<boolean>): Promise<number | undefined> {
  const candidates = releases.flatMap((release, at) => {
    const next = releases[at + 1];
    const minor = (name: ReleaseName) => name.replace(/\.\d+$/, '');
    return next === undefined || minor(next) !== minor(release) ? [at] : [];
  });
  for (const at of candidates.reverse()) if (await isFoundAt(at)) return at;
  return undefined;
}

/** The first index for which something no longer holds that holds for `from` and not for `to`. */
async function boundary(from: number, to: number, holds: (at: number) => Promise<boolean>): Promise<number> {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const at = (low + high) >> 1;
    if (await holds(at)) low = at;
    else high = at;
  }
  return high;
}

const tooNew = 'version/keyword-too-new';

/** Whether an example has its finding under a release that knows the keywords around the place of the finding. */
async function isFound(rule: Rule, release: ReleaseName): Promise<boolean> {
  for (const example of rule.bad) {
    const { diagnostics } = await lintExample(example, rule, { release, beside: [tooNew] });
    const unknown = diagnostics.filter((one) => one.rule === tooNew).map(({ place }) => place);
    const own = diagnostics.filter((one) => one.rule === rule.id);
    if (own.some(({ place }) => rule.id === tooNew || !unknown.some((other) => holds(other, place))))
      return true;
  }
  return false;
}

/** Whether one place is the beginning of a statement that the other one is in. */
function holds(statement: Place, { source, span }: Place): boolean {
  if (statement.source.path !== source.path) return false;
  const { nodes } = parse(source);
  return statementsAt(nodes, span.start).some((node) => startOf(node) === statement.span.start);
}

function statementsAt(nodes: readonly SyntaxNode[], offset: number): SyntaxNode[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'statement' || offset < startOf(node)) return [];
    const end = node.block === undefined ? node.words.at(-1)! : (node.block.close ?? node.block.open);
    if (offset > end.startOffset + end.image.length) return [];
    return [node, ...statementsAt(node.block?.nodes ?? [], offset)];
  });
}

/** `keepalived 2.0.11 and later`. */
export function appliesToText({ since, until }: AppliesTo): string {
  if (since === undefined && until === undefined) return 'all releases of keepalived';
  if (until === undefined) return `keepalived ${since} and later`;
  return since === undefined ? `keepalived up to ${until}` : `keepalived ${since} to ${until}`;
}
