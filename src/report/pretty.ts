import type { SourceText } from '../../grammar/source.ts';
import type { Diagnostic, Fix, Severity } from '../diagnostics/diagnostic.ts';
import { arrangeFrames, type Frames } from './annotations.ts';
import { previewFix } from './fix-preview.ts';
import { type FrameStyle, gutterWidth, renderFrame } from './frame.ts';
import { pensFor } from './marked-line.ts';
import { printable } from './printable.ts';
import { type Counts, countBySeverity, type Renderer, type ReportOptions, shown } from './report.ts';
import { type Masking, maskSecrets } from './secrets.ts';
import { wrapText } from './wrap.ts';

/** The report for people: for each finding the lines concerned, why it matters and what to do; then the sum. */
export const renderPretty: Renderer = (report, options) => {
  if (report.files.length === 0 && report.diagnostics.length === 0) return '';
  const masking = maskSecrets(report.secrets);
  const rows: string[] = [];
  for (const diagnostic of shown(report, options)) {
    renderDiagnostic(maskDiagnostic(diagnostic, masking), options, masking, rows);
    rows.push('');
  }
  rows.push(renderSummary(countBySeverity(report.diagnostics), report.files.length, options), '');
  return rows.join('\n');
};

/** Messages may quote the configuration: masked, and on one line with every character visible. */
function maskDiagnostic(diagnostic: Diagnostic, masking: Masking): Diagnostic {
  const { rule, severity, message, why, help, label, place, related, fixes, url } = diagnostic;
  return {
    rule,
    severity,
    message: clean(message, masking),
    why: why === undefined ? undefined : clean(why, masking),
    help: help === undefined ? undefined : cleanLines(help, masking),
    label: label === undefined ? undefined : clean(label, masking),
    place,
    related: related.map((other) => ({ place: other.place, message: clean(other.message, masking) })),
    fixes: fixes.map((fix) => ({ title: clean(fix.title, masking), safety: fix.safety, edits: fix.edits })),
    url,
  };
}

function clean(text: string, masking: Masking): string {
  return printable(masking.prose(text));
}

/** A hint may be several lines to type. */
function cleanLines(text: string, masking: Masking): string {
  if (!text.includes('\n')) return clean(text, masking);
  return text
    .split('\n')
    .map((line) => clean(line, masking))
    .join('\n');
}

function renderDiagnostic(
  diagnostic: Diagnostic,
  options: ReportOptions,
  masking: Masking,
  rows: string[],
): void {
  const arranged = arrangeFrames(diagnostic);
  const { frames } = arranged;
  const style = styleOf(gutterWidth(frames), diagnostic.severity, options, masking);
  addHeadline(diagnostic, options, rows);
  for (let at = 0; at < frames.length; at++) renderFrame(frames[at]!, at === 0 ? '┌─' : '├─', style, rows);
  addOmission(arranged, diagnostic, style, rows);
  addAdvice(diagnostic, style, rows);
}

function styleOf(
  gutter: number,
  severity: Severity,
  { paint, cwd, columns }: ReportOptions,
  masking: Masking,
): FrameStyle {
  const blank = ' '.repeat(gutter);
  const pens = pensFor(paint, paint.severity[severity]);
  return { paint, pens, masking, cwd, gutter, columns, blank, border: `${blank} ${paint.quiet('│')}` };
}

function addHeadline(
  { severity, rule, message }: Diagnostic,
  { paint, columns }: ReportOptions,
  rows: string[],
): void {
  const head = `${severity}[${rule}]:`;
  const lines = wrapText(`${head} ${message}`, columns, 4);
  rows.push(paint.severity[severity](head) + paint.strong(lines[0]!.slice(head.length)));
  for (let at = 1; at < lines.length; at++) rows.push(`    ${paint.strong(lines[at]!)}`);
}

function addOmission({ omitted }: Frames, { place }: Diagnostic, style: FrameStyle, rows: string[]): void {
  if (omitted.length === 0) return;
  const allHere = omitted.every((other) => other.place.source === place.source);
  const what = plural(omitted.length, allHere ? 'more line' : 'more place');
  rows.push(`${style.border} ${style.paint.quiet(`… and ${what}`)}`);
}

/** `why`, `help` and `fix`, in one column to the right of the line numbers. */
function addAdvice({ why, help, fixes, place }: Diagnostic, style: FrameStyle, rows: string[]): void {
  if (why !== undefined) addParagraph('why', why, style, rows);
  if (help !== undefined) addParagraph('help', help, style, rows);
  for (let at = 0; at < fixes.length; at++) addFix(fixes[at]!, place.source, style, rows);
}

function addFix(fix: Fix, source: SourceText, style: FrameStyle, rows: string[]): void {
  const title = fix.safety === 'safe' ? fix.title : `${fix.title} (unsafe: a proposal)`;
  addParagraph('fix', title, style, rows);
  previewFix(fix, source, style, rows);
}

function addParagraph(heading: string, text: string, style: FrameStyle, rows: string[]): void {
  const { paint, columns, gutter } = style;
  const indent = gutter + 4;
  const lines = wrapText(text, columns - indent);
  rows.push(`${' '.repeat(indent - 1 - heading.length)}${paint.heading(heading)} ${lines[0]!}`);
  for (let at = 1; at < lines.length; at++) rows.push(' '.repeat(indent) + lines[at]!);
}

const signs: Readonly<Record<Severity, string>> = { error: '✖', warning: '⚠', info: 'ℹ' };

function renderSummary(counts: Counts, files: number, { paint, level }: ReportOptions): string {
  const where = `in ${plural(files, 'file')}`;
  const worst =
    counts.error > 0 ? 'error' : counts.warning > 0 ? 'warning' : counts.info > 0 ? 'info' : undefined;
  if (worst === undefined) return paint.good(`✔ no findings ${where}`);
  const parts = (['error', 'warning', 'info'] as const).filter((severity) => counts[severity] > 0);
  const sum = parts.map((severity) => plural(counts[severity], severity)).join(', ');
  const hidden = hiddenSeverities(counts, level);
  return `${paint.severity[worst](`${signs[worst]} ${sum} ${where}`)}${hidden}`;
}

function hiddenSeverities(counts: Counts, level: Severity): string {
  const below: Severity[] = level === 'error' ? ['warning', 'info'] : level === 'warning' ? ['info'] : [];
  const hidden = below.filter((severity) => counts[severity] > 0);
  return hidden.length === 0 ? '' : ` (${hidden.map((severity) => `${severity}s`).join(' and ')} not shown)`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
