import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import { Linter } from './engine.ts';
import { getOrAdd } from './get-or-add.ts';
import type { RuleSettings } from './request.ts';
import type { Rule } from './rule.ts';

/** Linters of one project: what is judged by the same settings and for the same release shares one. */
export class Linters {
  private readonly rules: readonly Rule[];
  private readonly known = new Map<RuleSettings, Map<ReleaseName | undefined, Linter>>();

  constructor(rules: readonly Rule[]) {
    this.rules = rules;
  }

  for(settings: RuleSettings, target: ReleaseName | undefined): Linter {
    const byTarget = getOrAdd(this.known, settings, () => new Map<ReleaseName | undefined, Linter>());
    return getOrAdd(byTarget, target, () => new Linter({ rules: this.rules, settings, target }));
  }
}
