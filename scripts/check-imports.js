// Holds the house to its plan: imports go one way, and in no circle. Prints every offender with the reason; exits
// with 1 when there is one. No dependencies.
//
//   cli, api -> lint, election, generate, format, report, lsp -> model, project, topology -> diagnostics -> grammar
//
// Folders of one storey may use each other, as long as they do so in one direction.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Storeys, from the top. A folder imports from its own storey and from below. */
const storeys = [
  ['src', 'src/cli', 'src/api'],
  [
    'src/lint',
    'src/election',
    'src/generate',
    'src/import',
    'src/meaning',
    'src/format',
    'src/report',
    'src/lsp',
  ],
  ['src/model', 'src/project', 'src/topology', 'src/bundle'],
  ['src/diagnostics'],
  ['grammar'],
];

const storeyOf = new Map(storeys.flatMap((folders, storey) => folders.map((folder) => [folder, storey])));

/** Modules that a rule or the grammar must not reach: they see text, not a machine. */
const machine = /^(?:node:)?(?:fs|child_process|net|http|https|os|process|worker_threads)(?:\/|$)/;

/**
 * Everything wrong with the imports below a folder, one line each.
 * @param {string} root
 */
export function checkImports(root) {
  const files = sourceFiles(root).map((path) => ({
    path,
    text: withoutComments(readFileSync(join(root, path), 'utf8')),
  }));
  const rules = new Set(files.filter(isRule).map(({ path }) => path));
  const imports = files.flatMap((file) => importsOf(root, file));
  const inside = imports.filter(({ isModule }) => !isModule);
  return [
    ...imports.flatMap((entry) => complaint(entry, rules)),
    ...circles(inside).map((chain) => `circle of files: ${chain.join(' -> ')}`),
    ...circles(betweenFolders(inside)).map((chain) => `circle of folders: ${chain.join(' -> ')}`),
  ].sort();
}

function sourceFiles(root) {
  return ['grammar', 'src', 'bin'].flatMap((folder) => {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
  });
}

/** Static and dynamic imports, re-exports, require(), types included. */
const importPattern =
  /(?:^|[\n;}])\s*(?:import|export)\s(?:[^;'"`]*?\sfrom\s*)?\s*['"]([^'"\n]+)['"]|\b(?:import|require)\(\s*['"]([^'"\n]+)['"]\s*[,)]/g;

function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** A file that defines a rule; others beside it hold what several rules share. */
function isRule({ path, text }) {
  return path.startsWith('src/lint/rules/') && /\bdefineRule\(/.test(text);
}

/** `to` is a path from the root, or the name of a module. */
function importsOf(root, { path: from, text }) {
  return [...text.matchAll(importPattern)].map((match) => {
    const name = match[1] ?? match[2];
    const isModule = !name.startsWith('.');
    const to = isModule
      ? name
      : relative(root, resolve(root, dirname(from), name))
          .split(sep)
          .join('/');
    return { from, to, isModule };
  });
}

function complaint(entry, rules) {
  const why = reasonAgainst(entry, rules);
  return why === undefined ? [] : [`${entry.from} -> ${entry.to}: ${why}`];
}

function reasonAgainst({ from, to, isModule }, rules) {
  const folder = houseFolder(from);
  if (folder === 'bin') return reasonAgainstDoor(to, isModule);
  if (isModule) {
    const sealed = folder === 'grammar' || from.startsWith('src/lint/rules/');
    return sealed && machine.test(to) ? 'must not reach for the machine' : undefined;
  }
  if (to === 'package.json') return undefined;
  if (rules.has(from) && rules.has(to)) return 'a rule imports no other rule';
  return reasonAgainstStorey(folder, houseFolder(to));
}

function reasonAgainstDoor(to, isModule) {
  const allowed = isModule ? to.startsWith('node:') : to.startsWith('dist/');
  return allowed ? undefined : 'bin loads the bundle and nothing else';
}

function reasonAgainstStorey(from, to) {
  if (!storeyOf.has(from)) return `${from} has no place in the plan`;
  if (!storeyOf.has(to)) return `${to} has no place in the plan`;
  return storeyOf.get(to) < storeyOf.get(from) ? `${from} stands below ${to}` : undefined;
}

/** `src/report` for src/report/pretty.ts, `grammar` for grammar/values/port.ts, `src` for src/index.ts. */
function houseFolder(path) {
  const [top, next, ...rest] = path.split('/');
  return top === 'src' && rest.length > 0 ? `${top}/${next}` : top;
}

function betweenFolders(imports) {
  return imports
    .map(({ from, to }) => ({ from: houseFolder(from), to: houseFolder(to) }))
    .filter(({ from, to }) => from !== to && storeyOf.has(from) && storeyOf.has(to));
}

/** One chain, closed, for every knot of imports that lead back to where they began. */
function circles(imports) {
  const targets = new Map();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set();
  const found = [];
  for (const start of [...targets.keys()].sort()) {
    if (!done.has(start)) walk(start, [], new Set());
  }
  return found;

  function walk(node, path, onPath) {
    if (onPath.has(node)) {
      found.push([...path.slice(path.indexOf(node)), node]);
      return;
    }
    if (done.has(node)) return;
    onPath.add(node);
    for (const next of targets.get(node) ?? []) walk(next, [...path, node], onPath);
    onPath.delete(node);
    done.add(node);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const offenders = checkImports(resolve(dirname(fileURLToPath(import.meta.url)), '..'));
  for (const offender of offenders) console.error(offender);
  process.exitCode = offenders.length > 0 ? 1 : 0;
}
