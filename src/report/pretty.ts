import type { SourceText } from '../../grammar/source.ts';
import type { Diagnostic, Fix, Severity } from '../diagnostics/diagnostic.ts';
import { arrangeFrames, type Frames } from './annotations.ts';
import { previewFix } from './fix-preview.ts';
import { emptyGutter, type FrameStyle, gutterWidth, renderFrame } from './frame.ts';
import { pensFor } from './marked-line.ts';
import { printable } from './printable.ts';
import { type Counts, countBySeverity, type Renderer, type ReportOptions, shown } from './report.ts';
import { type Masking, maskSecrets } from './secrets.ts';
import { wrapText } from './wrap.ts';

/** The report for people: for each finding the lines concerned, why it matters and what to do; then the sum. */
export const renderPretty: Renderer = (report, options) => {
  if (report.files.length === 0 && report.diagnostics.length === 0) return '';
  const masking = maskSecrets(report.secrets);
  const blocks = shown(report, options).map((diagnostic) => renderDiagnostic(diagnostic, options, masking));
  return [...blocks, renderSummary(countBySeverity(report.diagnostics), report.files.length, options)].join(
    '\n',
  );
};

function renderDiagnostic(diagnostic: Diagnostic, options: ReportOptions, masking: Masking): string {
  const masked = maskDiagnostic(diagnostic, masking);
  const arranged = arrangeFrames(masked);
  const { paint } = options;
  const style: FrameStyle = {
    ...options,
    masking,
    gutter: gutterWidth(arranged.frames),
    pens: pensFor(paint, paint.severity[diagnostic.severity]),
  };
  const rows = [
    ...headline(masked, options),
    ...arranged.frames.flatMap((frame, at) => renderFrame(frame, at === 0 ? '┌─' : '├─', style)),
    ...omission(arranged, masked, style),
    ...advice(masked, style),
  ];
  return `${rows.join('\n')}\n`;
}

/** Messages may quote the configuration: masked, and on one line with every character visible. */
function maskDiagnostic(diagnostic: Diagnostic, masking: Masking): Diagnostic {
  const clean = (text: string): string => printable(masking.prose(text));
  return {
    ...diagnostic,
    message: clean(diagnostic.message),
    label: diagnostic.label === undefined ? undefined : clean(diagnostic.label),
    why: diagnostic.why === undefined ? undefined : clean(diagnostic.why),
    // A hint may be several lines to type.
    help: diagnostic.help === undefined ? undefined : diagnostic.help.split('\n').map(clean).join('\n'),
    related: diagnostic.related.map(({ place, message }) => ({ place, message: clean(message) })),
    fixes: diagnostic.fixes.map((fix) => ({ ...fix, title: clean(fix.title) })),
  };
}

function headline({ severity, rule, message }: Diagnostic, { paint, columns }: ReportOptions): string[] {
  const head = `${severity}[${rule}]:`;
  const [first, ...rest] = wrapText(`${head} ${message}`, columns, 4);
  return [
    paint.severity[severity](head) + paint.strong(first!.slice(head.length)),
    ...rest.map((row) => `    ${paint.strong(row)}`),
  ];
}

function omission({ omitted }: Frames, { place }: Diagnostic, style: FrameStyle): string[] {
  if (omitted.length === 0) return [];
  const allHere = omitted.every(({ source }) => source === place.source);
  const what = plural(omitted.length, allHere ? 'more line' : 'more place');
  return [`${emptyGutter(style)} ${style.paint.quiet(`… and ${what}`)}`];
}

/** `why`, `help` and `fix`, in one column to the right of the line numbers. */
function advice(diagnostic: Diagnostic, style: FrameStyle): string[] {
  const rows: string[] = [];
  if (diagnostic.why !== undefined) rows.push(...paragraph('why', diagnostic.why, style));
  if (diagnostic.help !== undefined) rows.push(...paragraph('help', diagnostic.help, style));
  for (const fix of diagnostic.fixes) rows.push(...renderFix(fix, diagnostic.place.source, style));
  return rows;
}

function renderFix(fix: Fix, source: SourceText, style: FrameStyle): string[] {
  const title = fix.safety === 'safe' ? fix.title : `${fix.title} (unsafe: a proposal)`;
  return [...paragraph('fix', title, style), ...previewFix(fix, source, style)];
}

function paragraph(heading: string, text: string, { paint, columns, gutter }: FrameStyle): string[] {
  const indent = gutter + 4;
  const [first, ...rest] = wrapText(text, columns - indent);
  const start = ' '.repeat(Math.max(indent - 1 - heading.length, 1)) + paint.heading(heading);
  return [`${start} ${first!}`, ...rest.map((row) => ' '.repeat(indent) + row)];
}

const signs: Readonly<Record<Severity, string>> = { error: '✖', warning: '⚠', info: 'ℹ' };

function renderSummary(counts: Counts, files: number, { paint, level }: ReportOptions): string {
  const where = `in ${plural(files, 'file')}`;
  const worst =
    counts.error > 0 ? 'error' : counts.warning > 0 ? 'warning' : counts.info > 0 ? 'info' : undefined;
  if (worst === undefined) return `${paint.good(`✔ no findings ${where}`)}\n`;
  const parts = (['error', 'warning', 'info'] as const).filter((severity) => counts[severity] > 0);
  const sum = parts.map((severity) => plural(counts[severity], severity)).join(', ');
  const hidden = hiddenSeverities(counts, level);
  return `${paint.severity[worst](`${signs[worst]} ${sum} ${where}`)}${hidden}\n`;
}

function hiddenSeverities(counts: Counts, level: Severity): string {
  const below: Severity[] = level === 'error' ? ['warning', 'info'] : level === 'warning' ? ['info'] : [];
  const hidden = below.filter((severity) => counts[severity] > 0);
  return hidden.length === 0 ? '' : ` (${hidden.map((severity) => `${severity}s`).join(' and ')} not shown)`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
