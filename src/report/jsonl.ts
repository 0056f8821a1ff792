import type { Renderer } from './report.ts';
import { shownFindings } from './shown-finding.ts';

/** One finding a line, each an element of `diagnostics` in the JSON report; nothing when there are none. */
export const renderJsonLines: Renderer = (report, options) =>
  shownFindings(report, options)
    .map((finding) => `${JSON.stringify(finding)}\n`)
    .join('');
