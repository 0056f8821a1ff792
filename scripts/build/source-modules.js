// The sources of the program as modules: what they declare, import and export, and where they use a name.
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parse } from 'acorn';
import { transform } from 'esbuild';
import { textInBundle } from './plugins.js';
import { bundling, root } from './settings.js';

/**
 * Reads everything that may go into the bundle.
 *
 * @returns {Promise<Map<string, object>>} by path: sources as JavaScript, taken apart as far as moving functions takes
 */
export async function readSources() {
  const paths = ['src', 'grammar'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(root, folder, name)),
  );
  const sources = await Promise.all(paths.filter((path) => path.endsWith('.ts')).map(readSource));
  return new Map(sources.flatMap((source) => (source === undefined ? [] : [[source.path, source]])));
}

/** @returns undefined: it is not the source that goes into the bundle */
async function readSource(path) {
  const text = textInBundle(path);
  return text === undefined ? undefined : takeApart(path, text);
}

/** @param {string} text TypeScript */
export async function takeApart(path, text) {
  const { code } = await transform(text, { loader: 'ts', format: 'esm', target: bundling.target });
  const tree = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const source = {
    path,
    id: relative(root, path),
    code,
    statements: tree.body,
    /** Functions and classes by name, each with its statement and its body. */
    functions: new Map(),
    /** What is imported, by the name it has here. */
    imports: new Map(),
    /** Sources whose names are used otherwise than by name: all of them, or handed on. */
    wholly: new Set(),
    /** Names that are exported, and as what. */
    exported: new Map(),
    /** Everything that is declared outside of functions, but imports. */
    own: new Set(),
    /** Names that are given values later: importers may not. */
    variables: new Set(),
    /** Where names are used. esbuild gives nothing in a function the name of something outside of it. */
    references: [],
  };
  for (const statement of tree.body) readStatement(source, statement);
  visit(tree, undefined, undefined, false, (...seen) => readNode(source, ...seen));
  return source;
}

function readStatement(source, statement) {
  const { type, kind } = statement;
  const body = bodyOf(statement);
  if (body !== undefined) source.functions.set(nameOf(statement), { statement, body });
  for (const { id } of statement.id ? [statement] : (statement.declarations ?? [])) {
    source.own.add(id.name);
    if (kind === 'let' || kind === 'var') source.variables.add(id.name);
  }
  if (type === 'ImportDeclaration') readImport(source, statement);
  if (type.startsWith('Export')) readExport(source, statement);
}

/** Of a function, also of one that a constant is, or of a class that neither builds on another nor does anything itself. */
function bodyOf({ type, body, kind, declarations, superClass }) {
  if (type === 'FunctionDeclaration') return body;
  if (type === 'ClassDeclaration')
    return superClass || body.body.some((one) => one.static) ? undefined : body;
  const init = kind === 'const' && declarations.length === 1 ? declarations[0].init : undefined;
  return init?.type === 'ArrowFunctionExpression' ? init.body : undefined;
}

function nameOf({ id, declarations }) {
  return (id ?? declarations[0].id).name;
}

function readImport(source, statement) {
  const from = addressed(source, statement.source.value);
  for (const { type, local, imported } of statement.specifiers) {
    if (type === 'ImportNamespaceSpecifier') source.wholly.add(from);
    source.imports.set(local.name, { from, written: statement.source.value, name: imported?.name, type });
  }
}

/** esbuild exports in one list at the end. */
function readExport(source, { source: from, specifiers, declaration }) {
  if (from) source.wholly.add(addressed(source, from.value));
  else if (declaration) throw new Error(`${source.id}: an export of a kind that is not known`);
  else for (const { local, exported } of specifiers) source.exported.set(local.name, exported.name);
}

function addressed({ path }, written) {
  return written.startsWith('.') ? join(dirname(path), written) : written;
}

function readNode(source, node, parent, key, isInFunction) {
  if (node.type === 'ImportExpression' && node.source.type === 'Literal')
    source.wholly.add(addressed(source, node.source.value));
  if (node.type !== 'Identifier') return;
  if (isReference(parent, key))
    source.references.push({ node, parent, isInFunction, isCalled: key === 'callee' });
}

/** Also what is declared in patterns: that does no harm, for no two things of a source have one name. */
function isReference(parent, key) {
  if (key === 'id' || /^(?:Im|Ex)port/.test(parent.type)) return false;
  if (parent.type === 'MemberExpression') return key === 'object' || parent.computed;
  if (/^(?:Property|MethodDefinition|PropertyDefinition)$/.test(parent.type))
    return key === 'value' || parent.computed;
  return !/^(?:Labeled|Break|Continue)Statement$/.test(parent.type);
}

function visit(node, parent, key, isInFunction, see) {
  see(node, parent, key, isInFunction);
  const isInside = isInFunction || /Function/.test(node.type);
  for (const [name, child] of Object.entries(node)) {
    // `{ name }` is a key and a value in one node: the value counts.
    for (const one of Array.isArray(child) ? child : [child])
      if (typeof one?.type === 'string' && !(node.shorthand && name === 'key'))
        visit(one, node, name, isInside, see);
  }
}

export function isWithin(node, { start, end }) {
  return node.start >= start && node.end <= end;
}

/** @param {{ start: number, end: number, text: string }[]} edits what is to stand in the place of what; none overlap */
export function edited(code, edits) {
  let result = '';
  let done = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    result += code.slice(done, start) + text;
    done = end;
  }
  return result + code.slice(done);
}
