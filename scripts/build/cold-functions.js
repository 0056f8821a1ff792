// Most functions of the program are not called by a usual lint: they word what is seldom wrong. In the bundle they stand
// apart from those that are, in files that are read when one of them is called, as linkers do with what a profile shows
// to be cold. Which they are is not written down anywhere: the build has the program do some lints, and counts.
import { dirname, join } from 'node:path';
import { root } from './settings.js';
import { edited, isWithin } from './source-modules.js';

/** The namespace of the modules that export all cold functions of a group, to which pack.js gives a file each. */
export const namespace = 'cold';

/** further: called by lints that find more than usual. The others: of rules, and seldom of what is around them. */
export const groups = ['further', 'rules', 'seldom'];

function groupOf(source, isCalledFurther) {
  if (isCalledFurther) return 'further';
  return source.id.startsWith('src/lint/rules/') ? 'rules' : 'seldom';
}

/** The namespace of the modules with the cold functions of one source, in one group. */
const partNamespace = 'cold-part';

/**
 * @param {Map<string, object>} sources as readSources() returns them
 * @param {{ modules: string[], usual: Set<string>, further: Set<string> }} profile the sources that are taken apart, and
 *   what was called of them, as keyOf() names it
 * @returns {import('esbuild').Plugin}
 */
export function coldFunctions(sources, profile) {
  const program = new Program(sources, profile);
  return {
    name: 'cold-functions',
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) => {
        const source = sources.get(path);
        return source && { contents: program.hot(source), loader: 'js', resolveDir: dirname(path) };
      });
      for (const one of [namespace, partNamespace])
        builder.onResolve({ filter: new RegExp(`^${one}:`) }, ({ path }) => ({
          path: path.slice(one.length + 1),
          namespace: one,
        }));
      builder.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: program.list(path),
        loader: 'js',
      }));
      builder.onLoad({ filter: /.*/, namespace: partNamespace }, ({ path: address }) => {
        const [group, id] = address.split(':');
        const path = join(root, id);
        return { contents: program.cold(sources.get(path), group), loader: 'js', resolveDir: dirname(path) };
      });
    },
  };
}

/** @returns {import('esbuild').Plugin} that has every function tell when it is called */
export const countingCalls = (sources) => ({
  name: 'counting-calls',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) => {
      const source = sources.get(path);
      if (source === undefined) return undefined;
      const marks = [...source.functions].flatMap(([name, { body }]) =>
        marksIn(body, `${counter}.add(${JSON.stringify(keyOf(source, name))})`),
      );
      return { contents: edited(source.code, marks), loader: 'js', resolveDir: dirname(path) };
    });
  },
});

/** Where a function counts: as it is called, or as an object of its class is made. */
function marksIn({ type, start, end }, count) {
  const insert = (at, text) => ({ start: at, end: at, text });
  if (type === 'BlockStatement') return [insert(start + 1, `${count};`)];
  if (type === 'ClassBody') return [insert(start + 1, `#counted = ${count};`)];
  return [insert(start, `(${count}, `), insert(end, ')')];
}

/** Where the functions are counted. */
export const counter = 'globalThis.hacfgCalled';

function keyOf({ id }, name) {
  return `${id} ${name}`;
}

/**
 * The sources, and which of their functions are cold: each with its name in its source, its group, and a key that no
 * other has.
 */
export class Program {
  constructor(sources, { modules, usual, further }) {
    this.sources = sources;
    this.coldOf = new Map();
    for (const id of modules) {
      const source = sources.get(join(root, id));
      if (source !== undefined) this.coldOf.set(source, this.coldIn(source, usual, further));
    }
    this.keepWhatCannotMove();
    let count = 0;
    for (const functions of this.coldOf.values())
      for (const cold of functions.values()) cold.key = `f${count++}`;
  }

  /** The cold functions of a source, by name. */
  coldIn(source, usual, further) {
    const found = new Map();
    for (const [name, { statement: node }] of source.functions) {
      const called = keyOf(source, name);
      if (usual.has(called) || !isMovable(name, node, source)) continue;
      const isClass = node.type === 'ClassDeclaration';
      found.set(name, { source, name, node, isClass, group: groupOf(source, further.has(called)) });
    }
    return found;
  }

  /** What a source needs as it is loaded, hands on, or takes in ways that are not followed here. */
  keepWhatCannotMove() {
    // For the list of rules, which the build writes itself.
    this.keepExported(join(root, 'src/lint/rule.ts'));
    for (const source of this.sources.values()) {
      for (const from of source.wholly) this.keepExported(from);
      for (const { node, isInFunction } of source.references)
        if (!isInFunction && this.coldAs(source, node.name)?.isClass) this.keep(source, node.name);
      for (const name of source.imports.keys()) if (source.exported.has(name)) this.keep(source, name);
    }
  }

  keepExported(path) {
    const source = this.sources.get(path);
    for (const name of source?.exported.keys() ?? []) this.keep(source, name);
  }

  keep(source, name) {
    const cold = this.coldAs(source, name);
    if (cold !== undefined) this.coldOf.get(cold.source).delete(cold.name);
  }

  /** The cold function that a name of a source means, its own or one that it imports. */
  coldAs(source, name) {
    const { from, name: original } = source.imports.get(name) ?? { from: source.path, name };
    return this.coldOf.get(this.sources.get(from))?.get(original);
  }

  coldOfGroup(source, group) {
    return [...(this.coldOf.get(source)?.values() ?? [])].filter((cold) => cold.group === group);
  }

  /** A source without its cold functions. */
  hot(source) {
    const own = [...(this.coldOf.get(source)?.values() ?? [])];
    const edits = own.map(({ node: { start, end } }) => ({ start, end, text: '' }));
    const left = source.references.filter(({ node }) => !own.some((cold) => isWithin(node, cold.node)));
    edits.push(...this.fetches(source, left, undefined));
    for (const { type, specifiers, source: from, start, end } of source.statements) {
      // What is imported for what it does stays where it is.
      if (type === 'ImportDeclaration' && specifiers.length > 0)
        edits.push({ start, end, text: importsOf(source, this.leftOf(source, specifiers)) });
      if (type === 'ExportNamedDeclaration' && from === null) edits.push({ start, end, text: '' });
    }
    return `${edited(source.code, edits)}\n${this.exportOf(source)}`;
  }

  leftOf(source, specifiers) {
    return specifiers
      .map(({ local }) => local.name)
      .filter((name) => this.coldAs(source, name) === undefined);
  }

  /** What is still there of what was exported, and what the cold functions need. */
  exportOf(source) {
    const left = [...source.exported].filter(([name]) => this.coldAs(source, name) === undefined);
    const needed = groups.flatMap((group) => this.neededOf(source, group));
    const all = new Map([...needed.map((name) => [name, name]), ...left]);
    return `export { ${[...all].map(([name, as]) => `${name} as ${as}`).join(', ')} };`;
  }

  /** Names of the source itself that its cold functions use, and that stay. */
  neededOf(source, group) {
    return this.usedBy(source, group).filter(
      (name) => source.own.has(name) && this.coldAs(source, name) === undefined,
    );
  }

  usedBy(source, group) {
    const own = this.coldOfGroup(source, group);
    const used = source.references.filter(({ node }) => own.some((cold) => isWithin(node, cold.node)));
    return [...new Set(used.map(({ node }) => node.name))];
  }

  /** The cold functions of a source, in one group. */
  cold(source, group) {
    const imports = this.usedBy(source, group).filter(
      (name) => source.imports.has(name) && this.coldAs(source, name) === undefined,
    );
    const own = this.coldOfGroup(source, group);
    const functions = own.map(({ node }) => {
      const inside = source.references.filter((one) => isWithin(one.node, node));
      const edits = this.fetches(source, inside, group).map(({ start, end, text }) => ({
        start: start - node.start,
        end: end - node.start,
        text,
      }));
      return edited(source.code.slice(node.start, node.end), edits);
    });
    return [
      importsOf(source, imports),
      `import { ${this.neededOf(source, group).join(', ')} } from ${JSON.stringify(source.path)};`,
      ...functions,
      `export { ${own.map(({ name }) => name).join(', ')} };`,
    ].join('\n');
  }

  /** What is to stand for cold functions where they are used: something that fetches them. In their own module they are at hand. */
  fetches(source, references, group) {
    return references.flatMap(({ node, parent, isCalled }) => {
      const cold = this.coldAs(source, node.name);
      if (cold === undefined || (cold.source === source && cold.group === group)) return [];
      const whole = `(import("${namespace}:${cold.group}").${cold.key})`;
      // What is handed on is often not called after all.
      const fetched = isCalled || cold.isClass ? whole : `((...args) => ${whole}(...args))`;
      const { start, end } = node;
      return { start, end, text: parent.shorthand ? `${node.name}: ${fetched}` : fetched };
    });
  }

  /** All of a group, by their keys. */
  list(group) {
    return [...this.coldOf.keys()]
      .map((source) => {
        const exported = this.coldOfGroup(source, group).map(({ name, key }) => `${name} as ${key}`);
        if (exported.length === 0) return '';
        return `export { ${exported.join(', ')} } from "${partNamespace}:${group}:${source.id}";`;
      })
      .join('\n');
  }
}

/** Whether a function means the same in another module. */
function isMovable(name, node, source) {
  return (
    (source.exported.get(name) ?? name) === name &&
    !source.references.some((one) => isWithin(one.node, node) && source.variables.has(one.node.name))
  );
}

function importsOf(source, names) {
  return names.map((name) => importOf(name, source.imports.get(name))).join('\n');
}

function importOf(local, { written, name, type }) {
  const from = JSON.stringify(written);
  if (type === 'ImportNamespaceSpecifier') return `import * as ${local} from ${from};`;
  return type === 'ImportDefaultSpecifier'
    ? `import ${local} from ${from};`
    : `import { ${name} as ${local} } from ${from};`;
}
