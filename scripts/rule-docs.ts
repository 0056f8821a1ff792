// Writes docs/rules: a page for every rule, and the list of them, from the rules themselves.
//
// usage: tsx scripts/rule-docs.ts [--check]    --check: only say whether they are up to date
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts';
import { appliesTo, appliesToText } from '../src/lint/applies-to.ts';
import { exampleFolder, findingIn, fixOfFinding } from '../src/lint/examples.ts';
import type { LintResult } from '../src/lint/request.ts';
import type { Example, Group, Rule } from '../src/lint/rule.ts';
import { groupTitles } from '../src/lint/rule-groups.ts';
import { groupOf } from '../src/lint/rule-names.ts';
import { rules } from '../src/lint/rules/index.ts';
import { renderDiff } from '../src/report/diff.ts';
import { plain } from '../src/report/paint.ts';
import { renderPretty } from '../src/report/pretty.ts';

const folder = join(import.meta.dirname, '../docs/rules');
const generated = '<!-- Written by `npm run docs:rules`. Do not edit. -->';

/** The text of every page, by its path below docs/rules. */
export async function rulePages(): Promise<Map<string, string>> {
  const pages = new Map([['README.md', indexPage()]]);
  for (const rule of rules) pages.set(`${rule.id}.md`, await rulePage(rule));
  return pages;
}

/** Pages that are missing, differ or have no rule any more. */
export async function outdatedPages(): Promise<string[]> {
  const pages = await rulePages();
  const differs = ([path, text]: [string, string]): boolean =>
    !existsSync(join(folder, path)) || readFileSync(join(folder, path), 'utf8') !== text;
  return [...[...pages].filter(differs).map(([path]) => path), ...strayPages(pages)].sort();
}

function strayPages(pages: ReadonlyMap<string, string>): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md') && !pages.has(name));
}

function indexPage(): string {
  const groups = (Object.keys(groupTitles) as Group[]).filter((group) => rulesIn(group).length > 0);
  const toc = groups.map((group) => `- [${group}](#${group}): ${groupTitles[group]}`);
  const sections = groups.flatMap((group) => {
    const rows = rulesIn(group).map(({ id, severity, fix, docs }) => {
      return `| [${id}](${id}.md) | ${severity} | ${fix ?? ''} | ${cell(docs.summary)} |`;
    });
    return [
      `## ${group}`,
      '',
      `${groupTitles[group]}.`,
      '',
      '| rule | severity | fix | finds |',
      '| --- | --- | --- | --- |',
      ...rows,
      '',
    ];
  });
  return [
    generated,
    '# Rules',
    '',
    `${rules.length} rules in ${groups.length} groups.`,
    '',
    'An **error** is an error on every host that could run the file: the daemon rejects it, or the cluster does not do what the file says. A **warning** is a likely mistake or a loss of redundancy, an **info** good to know. A **safe** fix is made by `hacfg lint --fix`; an **unsafe** one is a proposal, made with `--unsafe-fixes` only.',
    '',
    '`hacfg explain RULE` shows a page in the terminal. How to silence a rule: [suppressions](../suppressions.md).',
    '',
    ...toc,
    '',
    ...sections,
  ].join('\n');
}

function rulesIn(group: Group): Rule[] {
  return rules.filter(({ id }) => groupOf(id) === group);
}

async function rulePage(rule: Rule): Promise<string> {
  const { id, severity, scope, fix, docs, bad, good } = rule;
  const releases = await appliesTo(rule);
  const kind = [
    `**${severity}**`,
    scope === 'cluster' ? 'compares nodes' : 'looks at one node',
    fix === undefined ? 'no fix' : `${fix} fix`,
    ...(rule.isOptional === true ? ['runs on request'] : []),
    ...(releases === undefined ? [] : [appliesToText(releases)]),
  ];
  const said = await whatIsSaid(rule, bad[0]!);
  return [
    generated,
    `# ${id}`,
    '',
    `${docs.summary}.`,
    '',
    kind.join(' · '),
    '',
    '## Why',
    '',
    docs.why,
    '',
    ...bad.flatMap((example, at) => [...exampleSection('Bad', example, bad[0]!), ...(at === 0 ? said : [])]),
    ...good.flatMap((example) => exampleSection('Good', example, bad[0]!)),
    '## References',
    '',
    ...docs.references.map((reference) => `- ${linked(reference)}`),
    '',
    '## To silence it',
    '',
    ...code(`# hacfg-disable-next-line ${id} -- the reason`),
    `Or for all files: \`--rule ${id}=off\`, or in hacfg.yaml \`lint: { rules: { ${id}: off } }\`. More in [suppressions](../../suppressions.md).`,
    '',
  ].join('\n');
}

/** The report on the first bad example, and what the fix makes of it. */
async function whatIsSaid(rule: Rule, example: Example): Promise<string[]> {
  const found = await findingIn(example, rule);
  if (found === undefined) return [];
  const { result, diagnostic } = found;
  const report = { ...result, diagnostics: [{ ...diagnostic, fixes: [] }] };
  const options = {
    cwd: exampleFolder,
    columns: 100,
    paint: plain,
    level: 'info',
    rules,
    version: '',
  } as const;
  // Without the sum at its end.
  const text = renderPretty(report, options).split('\n').slice(0, -2).join('\n').trimEnd();
  return ['hacfg says:', '', ...code(text, 'text'), ...fixSection(diagnostic, result.secrets)];
}

function fixSection(diagnostic: Diagnostic, secrets: LintResult['secrets']): string[] {
  const fix = fixOfFinding(diagnostic);
  if (fix === undefined) return [];
  const diff = renderDiff(fix.files, { cwd: exampleFolder, paint: plain, secrets, isTerminal: false });
  return [`The fix (${fix.safety}): ${fix.title}`, '', ...code(diff.trimEnd(), 'diff')];
}

function exampleSection(kind: string, example: Example, first: Example): string[] {
  const { caption, release } = example;
  const title = [kind, ...(caption === undefined ? [] : [caption])].join(': ');
  const heading = `## ${title}${release === undefined ? '' : ` (keepalived ${release})`}`;
  return [heading, '', ...listing(example, first)];
}

/** The files of an example; those that are the same in the first one are not shown again. */
function listing({ files }: Example, first: Example): string[] {
  if (typeof files === 'string') return code(files);
  const shown = typeof first.files === 'string' || first.files === files ? {} : first.files;
  const known = Object.keys(files).filter((name) => shown[name] === files[name]);
  const fresh = Object.entries(files).filter(([name]) => !known.includes(name));
  return [
    ...fresh.flatMap(([name, text]) => [`\`${name}\``, '', ...code(text)]),
    ...(known.length === 0 ? [] : [`With ${known.map((name) => `\`${name}\``).join(', ')} as above.`, '']),
  ];
}

/** A block of code, fenced so that nothing in it can end it. */
function code(text: string, language = ''): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text.replace(/\n$/, ''), fence, ''];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** Issues of keepalived and RFCs, as links. */
function linked(reference: string): string {
  return reference
    .replace(/\bacassen\/keepalived#(\d+)/g, '[$&](https://github.com/acassen/keepalived/issues/$1)')
    .replace(/\bRFC (\d+)( section ([\d.]+\d|\d+))?/g, (all, number: string, _part, section?: string) => {
      const anchor = section === undefined ? '' : `#section-${section}`;
      return `[${all}](https://www.rfc-editor.org/rfc/rfc${number}${anchor})`;
    })
    .replace(/\bhacfg docs\/(\S+)/g, '[$1](../../$1)');
}

async function write(): Promise<void> {
  const pages = await rulePages();
  for (const path of strayPages(pages)) rmSync(join(folder, path));
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  console.log(`${pages.size} pages`);
}

if (process.argv[1] === import.meta.filename) {
  if (!process.argv.includes('--check')) await write();
  else {
    const outdated = await outdatedPages();
    for (const path of outdated)
      console.error(`docs/rules/${path} is out of date: run \`npm run docs:rules\``);
    process.exitCode = outdated.length > 0 ? 1 : 0;
  }
}
