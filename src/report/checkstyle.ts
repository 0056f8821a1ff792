import type { Renderer } from './report.ts';
import { byFile, proseOf, type ShownFinding, shownFindings } from './shown-finding.ts';
import { xmlElement, xmlHeader } from './xml.ts';

/** Checkstyle's XML, which many code review tools read. */
export const renderCheckstyle: Renderer = (report, options) => {
  const files = [...byFile(shownFindings(report, options))].map(([name, findings]) =>
    xmlElement('file', { name }, 1, findings.map(errorElement).join('')),
  );
  return xmlHeader + xmlElement('checkstyle', { version: '4.3' }, 0, files.join(''));
};

function errorElement(finding: ShownFinding): string {
  const { line, column } = finding.range.start;
  const { severity, rule } = finding;
  return xmlElement(
    'error',
    { line, column, severity, message: proseOf(finding), source: `hacfg.${rule}` },
    2,
  );
}
