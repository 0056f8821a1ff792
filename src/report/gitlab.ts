import type { Severity } from '../diagnostics/diagnostic.ts';
import { fingerprintsIn } from './identity.ts';
import { type Renderer, shown } from './report.ts';
import { proseOf, shownFindings } from './shown-finding.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/** GitLab's code quality report, a part of the format of Code Climate. */
export const renderGitlab: Renderer = (report, options) => {
  const fingerprints = fingerprintsIn(report, shown(report, options), options.cwd);
  const issues = shownFindings(report, options).map((finding, at) => ({
    type: 'issue',
    check_name: finding.rule,
    description: finding.message,
    content: { body: proseOf(finding) },
    categories: ['Bug Risk'],
    severity: severities[finding.severity],
    fingerprint: fingerprints[at],
    location: {
      path: finding.file.replaceAll('\\', '/'),
      lines: { begin: finding.range.start.line, end: finding.range.end.line },
    },
  }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
};
