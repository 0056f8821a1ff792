import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Renderer } from './report.ts';
import { proseOf, type ShownFinding, shownFindings } from './shown-finding.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands: in a GitHub Actions log each becomes an annotation at its line of the change. */
export const renderGithub: Renderer = (report, options) =>
  shownFindings(report, options).map(command).join('');

function command(finding: ShownFinding): string {
  const { start, end } = finding.range;
  // GitHub takes columns only for a range within one line.
  const columns: [string, number][] =
    start.line === end.line
      ? [
          ['col', start.column],
          ['endColumn', end.column],
        ]
      : [];
  const properties: [string, string | number][] = [
    ['title', `hacfg (${finding.rule})`],
    ['file', finding.file],
    ['line', start.line],
    ['endLine', end.line],
    ...columns,
  ];
  const list = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  return `::${commands[finding.severity]} ${list}::${escapeData(proseOf(finding))}\n`;
}

/** The escapes of the toolkit's `command.ts`: a message must not end its command or begin another one. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
