import { nearest } from '../../grammar/did-you-mean.ts';
import { selects } from '../diagnostics/directives.ts';

/** Ids that a word stands for: an id, a group, `group/*`, `*`; none when there is no such rule. */
export function rulesMeant(word: string, ids: readonly string[]): string[] {
  const selector = word.replace(/\/$/, '');
  return ids.filter((id) => selects(selector, id));
}

/** What a mistyped id may have meant. People forget groups, too: `duplicate-vrid` for `vrrp/duplicate-vrid`. */
export function nearRules(word: string, ids: readonly string[]): string[] {
  const near = nearest(word, [...ids, ...new Set(ids.map(groupOf))]);
  if (near.length > 0) return near;
  const slugs = new Set(nearest(slugOf(word), ids.map(slugOf)));
  return ids.filter((id) => slugs.has(slugOf(id))).slice(0, 3);
}

export function groupOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function slugOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
