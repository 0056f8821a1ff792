import type { Severity } from '../diagnostics/diagnostic.ts';

type Stroke = (text: string) => string;

/** Colours by meaning. A report reads the same without them. */
export interface Paint {
  readonly severity: Readonly<Record<Severity, Stroke>>;
  readonly strong: Stroke;
  /** Gutters, line numbers, things of second rank. */
  readonly quiet: Stroke;
  readonly location: Stroke;
  /** Underlines and labels of related places. */
  readonly related: Stroke;
  /** `why`, `help`, `fix`. */
  readonly heading: Stroke;
  readonly added: Stroke;
  readonly removed: Stroke;
  readonly good: Stroke;
}

const as = (text: string): string => text;

/** No colours at all. */
export const plain: Paint = {
  severity: { error: as, warning: as, info: as },
  strong: as,
  quiet: as,
  location: as,
  related: as,
  heading: as,
  added: as,
  removed: as,
  good: as,
};
