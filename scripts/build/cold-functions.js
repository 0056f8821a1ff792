// Most functions of the program are not called by a usual lint: they word what is seldom wrong. In the bundle they stand
// apart from those that are, in a file that is read when one of them is called, as linkers do with what a profile shows
// to be cold. Which they are is not written down anywhere: the build lints what compile.js lints, and counts.
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parse } from 'acorn';
import { transformSync } from 'esbuild';
import { textInBundle } from './plugins.js';
import { bundling, root } from './settings.js';

/** The namespace of the module that exports all cold functions, which pack.js gives a file of its own. */
export const namespace = 'cold';

/** What imports that module. */
const address = `${namespace}:functions`;

/** That of the modules with the cold functions of one source each. */
const partNamespace = 'cold-part-of';

const sources = /^(?:src|grammar)\/.*\.ts$/;

/**
 * @param {{ modules: string[], called: Set<string> }} profile the sources that are taken apart, and what was called
 *   of them, as keyOf() names it
 * @returns {import('esbuild').Plugin}
 */
export function coldFunctions(profile) {
  const program = new Program(profile);
  return {
    name: 'cold-functions',
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) => {
        const source = program.at(path);
        return source && { contents: program.hot(source), loader: 'js', resolveDir: dirname(path) };
      });
      builder.onResolve({ filter: new RegExp(`^${address}$`) }, () => ({ path: 'functions', namespace }));
      builder.onLoad({ filter: /.*/, namespace }, () => ({ contents: program.list(), loader: 'js' }));
      builder.onResolve({ filter: new RegExp(`^${partNamespace}:`) }, ({ path }) => ({
        path: join(root, path.slice(partNamespace.length + 1)),
        namespace: partNamespace,
      }));
      builder.onLoad({ filter: /.*/, namespace: partNamespace }, ({ path }) => ({
        contents: program.cold(program.at(path)),
        loader: 'js',
        resolveDir: dirname(path),
      }));
    },
  };
}

/** @type {import('esbuild').Plugin} has every function tell when it is called */
export const countingCalls = {
  name: 'counting-calls',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) => {
      const source = readSource(path);
      if (source === undefined) return undefined;
      const marks = [...source.functions].map(([name, { body }]) => ({
        start: body.start + 1,
        end: body.start + 1,
        text: `${counter}.add(${JSON.stringify(keyOf(source, name))});`,
      }));
      return { contents: edited(source.code, marks), loader: 'js', resolveDir: dirname(path) };
    });
  },
};

/** Where the functions are counted. */
export const counter = 'globalThis.hacfgCalled';

function keyOf({ id }, name) {
  return `${id} ${name}`;
}

/** A source as JavaScript, taken apart as far as moving functions takes. */
function readSource(path) {
  const id = relative(root, path);
  if (!sources.test(id)) return undefined;
  const text = textInBundle(path);
  if (text === undefined) return undefined;
  const { code } = transformSync(text, { loader: 'ts', format: 'esm', target: bundling.target });
  const tree = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const source = {
    path,
    id,
    code,
    tree,
    /** Functions of the module itself, by name. */
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
    declarations: new Map(),
    references: [],
  };
  for (const statement of tree.body) readStatement(source, statement);
  visit(tree, undefined, undefined, false, (...seen) => readNode(source, ...seen));
  return source;
}

function readStatement(source, statement) {
  const { type, kind } = statement;
  if (type === 'FunctionDeclaration') source.functions.set(statement.id.name, statement);
  for (const { id } of statement.id ? [statement] : (statement.declarations ?? [])) {
    source.own.add(id.name);
    if (kind === 'let' || kind === 'var') source.variables.add(id.name);
  }
  if (type === 'ImportDeclaration') readImport(source, statement);
  if (type.startsWith('Export')) readExport(source, statement);
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
  if (isDeclaration(parent, key))
    source.declarations.set(node.name, (source.declarations.get(node.name) ?? 0) + 1);
  else if (isReference(parent, key))
    source.references.push({ node, parent, isInFunction, isCalled: key === 'callee' });
}

/** Errs on one side: a name that is taken for declared twice is only left where it is. */
function isDeclaration(parent, key) {
  if (/^(?:Function|Class)/.test(parent.type) && key === 'id') return true;
  if (/^Import.*Specifier$/.test(parent.type)) return key === 'local';
  if (/Function/.test(parent.type)) return key === 'params';
  if (parent.type === 'VariableDeclarator' || parent.type === 'CatchClause')
    return key === 'id' || key === 'param';
  if (/^(?:ArrayPattern|RestElement)$/.test(parent.type)) return true;
  if (parent.type === 'AssignmentPattern') return key === 'left';
  return parent.type === 'Property' && parent.isPattern === true && key === 'value';
}

function isReference(parent, key) {
  if (/^(?:Im|Ex)port/.test(parent.type)) return false;
  if (parent.type === 'MemberExpression') return key === 'object' || parent.computed;
  if (/^(?:Property|MethodDefinition|PropertyDefinition)$/.test(parent.type))
    return key === 'value' || parent.computed;
  return !/^(?:Labeled|Break|Continue)Statement$/.test(parent.type);
}

function visit(node, parent, key, isInFunction, see) {
  see(node, parent, key, isInFunction);
  const isInside = isInFunction || /Function/.test(node.type);
  for (const [name, child] of Object.entries(node)) {
    if (node.type === 'ObjectPattern' && name === 'properties')
      for (const property of child) property.isPattern = true;
    // `{ name }` is a key and a value in one node: the value counts.
    for (const one of Array.isArray(child) ? child : [child])
      if (typeof one?.type === 'string' && !(node.shorthand && name === 'key'))
        visit(one, node, name, isInside, see);
  }
}

class Program {
  constructor({ modules, called }) {
    this.sources = new Map();
    this.modules = modules;
    for (const id of modules) if (sources.test(id)) this.at(join(root, id));
    this.coldOf = new Map();
    for (const source of this.sources.values())
      if (source) this.coldOf.set(source, this.coldIn(source, called));
    this.keepWhatCannotMove();
    this.keys = new Map(
      [...this.coldOf]
        .flatMap(([source, names]) => [...names].map((name) => keyOf(source, name)))
        .sort()
        .map((key, index) => [key, `f${index}`]),
    );
  }

  at(path) {
    if (!this.sources.has(path)) this.sources.set(path, readSource(path));
    return this.sources.get(path);
  }

  coldIn(source, called) {
    const isCold = ([name, node]) =>
      !called.has(keyOf(source, name)) &&
      source.declarations.get(name) === 1 &&
      (source.exported.get(name) ?? name) === name &&
      !source.references.some(
        (one) =>
          isWithin(one.node, node) && (source.variables.has(one.node.name) || one.node.name === 'arguments'),
      );
    return new Set([...source.functions].filter(isCold).map(([name]) => name));
  }

  /** What a source needs as it is loaded, hands on, or takes in ways that are not followed here. */
  keepWhatCannotMove() {
    for (const path of everySource()) {
      const source = this.at(path);
      if (source === undefined) continue;
      for (const from of source.wholly) this.keepExported(from);
      for (const { node, isInFunction } of source.references) if (!isInFunction) this.keep(source, node.name);
      // A name that means something else as well, somewhere in the source.
      for (const name of source.imports.keys())
        if (source.declarations.get(name) > 1 || source.exported.has(name)) this.keep(source, name);
    }
  }

  keepExported(path) {
    const source = this.sources.get(path);
    for (const name of source?.exported.keys() ?? []) this.keep(source, name);
  }

  /** @param name of a function of the source, or of one that it imports */
  keep(source, name) {
    const { from, name: original } = source.imports.get(name) ?? { from: source.path, name };
    this.coldOf.get(this.sources.get(from))?.delete(original);
  }

  isCold(path, name) {
    return this.coldOf.get(this.sources.get(path))?.has(name) === true;
  }

  /** The key of a cold function by the name that it has in a source. */
  keyIn(source, name) {
    if (this.isCold(source.path, name)) return this.keys.get(keyOf(source, name));
    const imported = source.imports.get(name);
    if (imported === undefined || !this.isCold(imported.from, imported.name)) return undefined;
    return this.keys.get(keyOf(this.sources.get(imported.from), imported.name));
  }

  /** A source without its cold functions, and with calls of them that fetch them. */
  hot(source) {
    const own = [...(this.coldOf.get(source) ?? [])].map((name) => source.functions.get(name));
    const edits = own.map(({ start, end }) => ({ start, end, text: '' }));
    for (const { node, parent, isCalled } of source.references) {
      const key = this.keyIn(source, node.name);
      if (key === undefined || own.some((statement) => isWithin(node, statement))) continue;
      const whole = `import("${address}").${key}`;
      // What is handed on is often not called after all.
      const fetched = isCalled ? whole : `((...args) => ${whole}(...args))`;
      edits.push({ ...rangeOf(node), text: parent.shorthand ? `${node.name}: ${fetched}` : fetched });
    }
    for (const statement of source.tree.body) {
      if (statement.type === 'ImportDeclaration') edits.push(...this.withoutCold(statement, source));
      if (statement.type === 'ExportNamedDeclaration' && !statement.source)
        edits.push({ ...rangeOf(statement), text: '' });
    }
    return `${edited(source.code, edits)}\n${this.exportOf(source)}`;
  }

  /** What is still there, and what the cold functions need. */
  exportOf(source) {
    const left = [...source.exported].filter(([name]) => !this.isCold(source.path, name));
    const all = new Map([...this.neededOf(source).map((name) => [name, name]), ...left]);
    return `export { ${[...all].map(([name, as]) => `${name} as ${as}`).join(', ')} };\n`;
  }

  /** An import of what is still there. */
  withoutCold({ specifiers, start, end }, source) {
    const left = specifiers.filter(({ local }) => this.keyIn(source, local.name) === undefined);
    if (left.length === specifiers.length) return [];
    const imports = left.map(({ local }) => this.importOf(local.name, source.imports.get(local.name)));
    return [{ start, end, text: imports.join('\n') }];
  }

  /** Names of the source itself that its cold functions use. */
  neededOf(source) {
    return [...this.usedByCold(source)].filter(
      (name) => source.own.has(name) && !this.isCold(source.path, name),
    );
  }

  usedByCold(source) {
    const own = [...(this.coldOf.get(source) ?? [])].map((name) => source.functions.get(name));
    const used = source.references.filter(({ node }) => own.some((one) => isWithin(node, one)));
    return new Set(used.map(({ node }) => node.name));
  }

  /** The cold functions of a source. */
  cold(source) {
    const imports = [...this.usedByCold(source)].flatMap((name) => {
      const imported = source.imports.get(name);
      return imported === undefined ? [] : this.importOf(name, imported);
    });
    const needed = this.neededOf(source);
    if (needed.length > 0)
      imports.push(`import { ${needed.join(', ')} } from ${JSON.stringify(source.path)};`);
    const names = [...this.coldOf.get(source)];
    const functions = names.map((name) => {
      const { start, end } = source.functions.get(name);
      return source.code.slice(start, end);
    });
    return [...imports, ...functions, `export { ${names.join(', ')} };`].join('\n');
  }

  importOf(local, { from, written, name, type }) {
    if (type === 'ImportNamespaceSpecifier') return `import * as ${local} from ${JSON.stringify(written)};`;
    const at = this.isCold(from, name) ? `${partNamespace}:${relative(root, from)}` : written;
    const what = type === 'ImportDefaultSpecifier' ? local : `{ ${name} as ${local} }`;
    return `import ${what} from ${JSON.stringify(at)};`;
  }

  /** All of them, by their keys. */
  list() {
    return [...this.coldOf]
      .filter(([, names]) => names.size > 0)
      .map(([source, names]) => {
        const exported = [...names].map((name) => `${name} as ${this.keys.get(keyOf(source, name))}`);
        return `export { ${exported.join(', ')} } from "${partNamespace}:${source.id}";`;
      })
      .join('\n');
  }
}

/** Those that may import a function: all. */
function everySource() {
  return ['src', 'grammar'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(root, folder, name)),
  );
}

function rangeOf({ start, end }) {
  return { start, end };
}

function isWithin(node, { start, end }) {
  return node.start >= start && node.end <= end;
}

/** @param {{ start: number, end: number, text: string }[]} edits what is to stand in the place of what; none overlap */
function edited(code, edits) {
  let result = '';
  let done = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    result += code.slice(done, start) + text;
    done = end;
  }
  return result + code.slice(done);
}
