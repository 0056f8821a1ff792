import { appliesTo, appliesToText } from '../../lint/applies-to.ts';
import { ruleUrl } from '../../lint/engine.ts';
import { exampleFolder, type FoundInExample, findingIn, fixOfFinding } from '../../lint/examples.ts';
import type { Example, Rule } from '../../lint/rule.ts';
import type { Paint } from '../../report/paint.ts';
import { showLine } from '../../report/shown-line.ts';
import { wrapText } from '../../report/wrap.ts';
import { colorMode, paintFor } from '../color.ts';
import type { Arguments, Command } from '../command.ts';
import { engine as realEngine } from '../engine.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { resolveRules } from '../rule-ids.ts';

/** `hacfg explain`: a rule's own documentation. */
export const explain: Command = {
  options: {},
  positional: { name: 'rules', describe: 'Ids of rules, or groups', required: true },
  examples: [
    { command: '$0 explain address/source-not-local', does: 'one rule' },
    { command: '$0 explain sync-group', does: 'every rule of a group' },
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const all = await (io.engine ?? realEngine).rules();
  const wanted = new Set(args.positionals.flatMap((word) => resolveRules(word, all, 'explain')));
  const style: Style = {
    paint: await paintFor(colorMode(args, 'explain'), io.env, io.stdout),
    columns: Math.min(io.stdout.columns ?? 100, 100),
  };
  const texts: string[] = [];
  for (const rule of all.filter(({ id }) => wanted.has(id))) texts.push(await explanation(rule, style));
  io.stdout.write(texts.join('\n'));
  return exitCodes.clean;
}

interface Style {
  readonly paint: Paint;
  readonly columns: number;
}

async function explanation(rule: Rule, style: Style): Promise<string> {
  const { id, severity, scope, fix, docs } = rule;
  const { paint, columns } = style;
  const kind = [
    severity,
    scope === 'cluster' ? 'compares nodes' : 'one node',
    ...(fix === undefined ? [] : [`${fix} fix`]),
    ...(rule.isOptional === true ? ['runs on request'] : []),
  ];
  const releases = await appliesTo(rule);
  const found = rule.bad[0] === undefined ? undefined : await findingIn(rule.bad[0], rule);
  const rows = [
    `${paint.severity[severity](id)}  ${paint.quiet(kind.join(', '))}`,
    ...indented(docs.summary, columns),
    ...section('Why', indented(docs.why, columns), paint),
    ...(
      await Promise.all(rule.bad.map((example, at) => bad(example, at === 0 ? found : undefined, style)))
    ).flat(),
    ...rule.good.flatMap((example) => section(title('Good', example), listing(example, paint), paint)),
    ...section('Applies to', releases === undefined ? [] : [`  ${appliesToText(releases)}`], paint),
    ...section(
      'Evidence',
      docs.references.flatMap((reference) => indented(reference, columns)),
      paint,
    ),
    ...section('Page', [`  ${paint.location(ruleUrl(id))}`], paint),
    ...section(
      'To silence it',
      [`  --rule ${id}=off, or above the line: # hacfg-disable-next-line ${id} -- reason`],
      paint,
    ),
  ];
  return `${rows.join('\n')}\n`;
}

/** A bad example; the first one with the finding that it has, and with what the fix makes of it. */
async function bad(example: Example, found: FoundInExample | undefined, style: Style): Promise<string[]> {
  const { paint } = style;
  return [
    ...section(title('Bad', example), listing(example, paint), paint),
    ...(found === undefined ? [] : saying(found, style)),
    ...(found === undefined ? [] : await fixing(found, style)),
  ];
}

function saying({ diagnostic }: FoundInExample, { paint, columns }: Style): string[] {
  const { place, message, help } = diagnostic;
  const { line, column } = place.source.position(place.span.start);
  const where = `${place.source.path.slice(exampleFolder.length + 1)}:${line}:${column}`;
  const advice = (help ?? '').split('\n').filter((row) => row !== '');
  return section(
    'hacfg says',
    [
      `  ${paint.location(where)}`,
      ...indented(message, columns),
      ...advice.flatMap((row) => indented(`Help: ${row}`, columns)),
    ],
    paint,
  );
}

async function fixing({ result, diagnostic }: FoundInExample, { paint, columns }: Style): Promise<string[]> {
  const fix = fixOfFinding(diagnostic);
  if (fix === undefined) return [];
  const { renderDiff } = await import('../../report/diff.ts');
  const options = { cwd: exampleFolder, paint, secrets: result.secrets, isTerminal: true };
  const rows = renderDiff(fix.files, options).trimEnd().split('\n');
  return section(
    `Fix (${fix.safety})`,
    [...indented(fix.title, columns), ...rows.map((row) => `  ${row}`)],
    paint,
  );
}

function section(heading: string, body: readonly string[], paint: Paint): string[] {
  return body.length === 0 ? [] : ['', paint.heading(heading), ...body];
}

function indented(text: string, columns: number): string[] {
  return wrapText(text, columns - 2).map((row) => `  ${row}`.trimEnd());
}

function title(kind: string, { caption, release }: Example): string {
  const text = caption === undefined ? kind : `${kind}: ${caption}`;
  return release === undefined ? text : `${text} (keepalived ${release})`;
}

function listing({ files }: Example, paint: Paint): string[] {
  if (typeof files === 'string') return numbered(files, paint);
  return Object.entries(files).flatMap(([name, text]) => [
    `  ${paint.location(name)}`,
    ...numbered(text, paint),
  ]);
}

function numbered(text: string, paint: Paint): string[] {
  const lines = text.replace(/\n$/, '').split('\n');
  const width = String(lines.length).length;
  return lines.map((line, at) => {
    const number = paint.quiet(`${String(at + 1).padStart(width)} │`);
    return `  ${number} ${showLine(line).text}`.trimEnd();
  });
}
