import { relative } from 'node:path';
import type { LintSection, RuleName } from '../project/lint-section.ts';
import { getOrAdd } from './get-or-add.ts';
import type { RuleSettings, Trouble } from './request.ts';
import { nearRules, rulesMeant } from './rule-names.ts';
import { rules } from './rules/index.ts';

type Level = NonNullable<RuleSettings['severity']>[string];

/** Rules that run on request, by the setting that asks for them. */
const optional = { unused: 'suppression/unused', reasons: 'suppression/no-reason' } as const;

/**
 * The rules that run, and how much they weigh: by `lint:` of hacfg.yaml, and by the command line, which wins. What is
 * not right with hacfg.yaml becomes a trouble, once.
 */
export class ProjectSettings {
  readonly troubles: Trouble[] = [];
  private readonly given: RuleSettings;
  private readonly cwd: string;
  private readonly merged = new Map<LintSection, RuleSettings>();
  private readonly ids = rules.map(({ id }) => id);

  constructor(given: RuleSettings, cwd: string) {
    this.given = given;
    this.cwd = cwd;
  }

  /** For files that a hacfg.yaml with this section covers; undefined: that none covers. */
  for(section: LintSection | undefined): RuleSettings {
    if (section === undefined) return this.given;
    return getOrAdd(this.merged, section, () => this.merge(section));
  }

  private merge(section: LintSection): RuleSettings {
    const { given } = this;
    const only = section.only?.flatMap((name) => this.resolve(name, section));
    const ignore = section.ignore.flatMap((name) => this.resolve(name, section));
    const severity = this.levels(section);
    // Who names rules on the command line wants to see them, whatever the file says.
    const wanted = new Set(given.only);
    for (const [id, level] of Object.entries(given.severity ?? {})) if (level !== 'off') wanted.add(id);
    for (const id of wanted) if (severity[id] === 'off') delete severity[id];
    const asked = [
      ...(section.reportUnusedDisables ? [optional.unused] : []),
      ...(section.requireReasons ? [optional.reasons] : []),
    ];
    const which = given.only ?? only;
    return {
      ...(which === undefined ? {} : { only: which }),
      ignore: [...ignore.filter((id) => !wanted.has(id)), ...(given.ignore ?? [])],
      severity: { ...severity, ...given.severity },
      optional: [...asked, ...(given.optional ?? [])],
    };
  }

  /** What is said of a group holds for its rules, unless they are named themselves. */
  private levels(section: LintSection): Record<string, Level> {
    const levels: Record<string, Level> = {};
    const isId = ({ text }: RuleName): boolean => this.ids.some((id) => id === text);
    const groupsFirst = section.rules.toSorted((a, b) => Number(isId(a.name)) - Number(isId(b.name)));
    for (const { name, level } of groupsFirst) {
      for (const id of this.resolve(name, section)) levels[id] = level;
    }
    return levels;
  }

  private resolve({ text, offset }: RuleName, { source }: LintSection): string[] {
    const found = rulesMeant(text, this.ids);
    if (found.length > 0) return found;
    const { line, column } = source.position(offset);
    const near = nearRules(text, this.ids);
    const hint = near.length === 0 ? '; hacfg rules lists them' : `; did you mean ${near.join(' or ')}?`;
    const message = `${line}:${column}: there is no rule ${text}${hint}`;
    this.troubles.push({ path: relative(this.cwd, source.path), message });
    return [];
  }
}
