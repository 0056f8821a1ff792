import { type Renderer, shownPath } from './report.ts';
import { byFile, proseOf, type ShownFinding, shownFindings } from './shown-finding.ts';
import { xmlElement, xmlHeader, xmlText } from './xml.ts';

/**
 * JUnit's XML: a suite a file, a failed case a finding, a passed case for a file without any. What is only good to
 * know passes, with its text as output: it must not turn a pipeline red.
 */
export const renderJunit: Renderer = (report, options) => {
  const findings = byFile(shownFindings(report, options));
  const names = new Set([
    ...report.files.map(({ path }) => shownPath(path, options.cwd)),
    ...findings.keys(),
  ]);
  const suites = [...names].map((name) => suite(name, findings.get(name) ?? []));
  const all = [...findings.values()].flat();
  const totals = { name: 'hacfg', tests: casesIn(names, findings), failures: all.filter(isFailure).length };
  return xmlHeader + xmlElement('testsuites', totals, 0, suites.join(''));
};

function casesIn(names: ReadonlySet<string>, findings: ReadonlyMap<string, readonly ShownFinding[]>): number {
  let cases = 0;
  for (const name of names) cases += Math.max(findings.get(name)?.length ?? 0, 1);
  return cases;
}

function suite(name: string, findings: readonly ShownFinding[]): string {
  const cases =
    findings.length === 0
      ? xmlElement('testcase', { name: 'no findings', classname: name }, 2)
      : findings.map(testCase).join('');
  const failures = findings.filter(isFailure).length;
  return xmlElement(
    'testsuite',
    { name, tests: Math.max(findings.length, 1), failures, errors: 0 },
    1,
    cases,
  );
}

function testCase(finding: ShownFinding): string {
  const { line, column } = finding.range.start;
  const attributes = { name: `${finding.rule} at ${line}:${column}`, classname: finding.file, line };
  return xmlElement('testcase', attributes, 2, outcome(finding));
}

function outcome(finding: ShownFinding): string {
  const text = xmlText(proseOf(finding));
  if (!isFailure(finding)) return `      <system-out>${text}</system-out>\n`;
  const message = xmlText(finding.message);
  return `      <failure type="${finding.severity}" message="${message}">${text}</failure>\n`;
}

function isFailure({ severity }: ShownFinding): boolean {
  return severity !== 'info';
}
