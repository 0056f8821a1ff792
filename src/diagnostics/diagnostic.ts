import type { Place } from '../../grammar/source.ts';

/**
 * error: the cluster does not do what the file says, or the daemon rejects it; warning: a likely mistake or a
 * loss of redundancy; info: good to know.
 */
export type Severity = 'error' | 'warning' | 'info';

/** Another place that belongs to the finding, often in another file. */
export interface Related {
  readonly place: Place;
  readonly message: string;
}

/** Replaces the text of `place` by `text`; an empty span inserts. */
export interface Edit {
  readonly place: Place;
  readonly text: string;
}

export interface Fix {
  /** What applying it does, in the imperative: "Remove nopreempt". */
  readonly title: string;
  /** safe: keeps the behaviour or is clearly what was meant; unsafe: a proposal. */
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly Edit[];
}

/** What a rule hands to report(). */
export interface Finding {
  readonly place: Place;
  /** What is wrong: names the offender and its container, the value found, the values that would be right. */
  readonly message: string;
  /** Why it matters: what the operator will see. Default: the rule's. */
  readonly why?: string;
  /** What to do; where it can be typed, the text to type. */
  readonly help?: string;
  /** What the caret line under the place says; short. */
  readonly label?: string;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** When this finding weighs more or less than the rule usually does. */
  readonly severity?: Severity;
}

/** A finding with everything a report needs; see the JSON contract in docs/json.md. */
export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly why: string | undefined;
  readonly help: string | undefined;
  readonly label: string | undefined;
  readonly place: Place;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  readonly url: string;
}

export const severities: readonly Severity[] = ['error', 'warning', 'info'];

export function atLeast(severity: Severity, level: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(level);
}
