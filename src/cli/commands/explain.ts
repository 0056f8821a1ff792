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
  const paint = await paintFor(colorMode(args, 'explain'), io.env, io.stdout);
  const columns = Math.min(io.stdout.columns ?? 100, 100);
  const texts = all.filter(({ id }) => wanted.has(id)).map((rule) => explanation(rule, paint, columns));
  io.stdout.write(texts.join('\n'));
  return exitCodes.clean;
}

function explanation(rule: Rule, paint: Paint, columns: number): string {
  const { id, severity, scope, fix, docs } = rule;
  const kind = [
    severity,
    scope === 'cluster' ? 'compares nodes' : 'one node',
    ...(fix === undefined ? [] : [`${fix} fix`]),
  ];
  const rows = [
    `${paint.severity[severity](id)}  ${paint.quiet(kind.join(', '))}`,
    ...indented(docs.summary, columns),
    ...section('Why', indented(docs.why, columns), paint),
    ...rule.bad.flatMap((example) => section(title('Bad', example), listing(example, paint), paint)),
    ...rule.good.flatMap((example) => section(title('Good', example), listing(example, paint), paint)),
    ...section(
      'References',
      docs.references.flatMap((reference) => indented(reference, columns)),
      paint,
    ),
    ...section(
      'To silence it',
      [`  --rule ${id}=off, or above the line: # hacfg-disable-next-line ${id} -- reason`],
      paint,
    ),
  ];
  return `${rows.join('\n')}\n`;
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
