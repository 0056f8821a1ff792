// Rules that have nothing to say of most configurations go into files of their own. In the list of rules something
// stands for each of them that knows what it looks at, and that fetches the rule when one of its hooks is called.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { evaluate } from './evaluate.js';
import { root } from './settings.js';

/** By what a rule is about, or is only called for: the part of the program that it is in. */
const homes = {
  services: 'services',
  scripts: 'scripts',
  problem: 'problems',
  files: 'files',
  unicast: 'unicast',
  'sync-groups': 'seldom',
  bfd: 'seldom',
  processes: 'seldom',
  machine: 'seldom',
  comments: 'seldom',
};

/** Every part that holds rules. */
export const parts = [...new Set(Object.values(homes))];

/** Hooks that are called for few configurations, by what makes them be called. */
const rareHooks = {
  problem: ['problem'],
  files: ['files', 'realServer', 'realServers'],
  comments: ['directive', 'staleEntry'],
};

/** The namespace of the modules that hold the rules of a part. */
export const namespace = 'rule-part';

/** @returns {Promise<import('esbuild').Plugin>} for the list of rules, src/lint/rules/index.ts */
export async function rulesInParts() {
  const { exports: rules, files } = await allRules();
  const partOf = new Map(Object.entries(rules).map(([name, rule]) => [name, homeOf(rule)]));
  const inPart = (part) => [...files].filter(([name]) => partOf.get(name) === part);
  return {
    name: 'rules-in-parts',
    setup(builder) {
      const resolveDir = dirname(listPath);
      builder.onLoad({ filter: /[\\/]src[\\/]lint[\\/]rules[\\/]index\.ts$/ }, () => ({
        contents: listOf(rules, files, partOf),
        resolveDir,
        loader: 'js',
      }));
      builder.onResolve({ filter: new RegExp(`^${namespace}:`) }, ({ path }) => ({
        path: path.slice(namespace.length + 1),
        namespace,
      }));
      builder.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: `${imports(inPart(path))}
          export const rules = new Map([${inPart(path).map(([name]) => name)}].map((rule) => [rule.id, rule]));`,
        resolveDir,
        loader: 'js',
      }));
    },
  };
}

const listPath = `${root}/src/lint/rules/index.ts`;

/** The rules themselves, and the files that they are in, both by the names that they are exported under. */
async function allRules() {
  const files = new Map(
    [...readFileSync(listPath, 'utf8').matchAll(/^import \{ (\w+) \} from '(\.\/[^']+)';$/gm)].map(
      ([, name, path]) => [name, path],
    ),
  );
  const contents = exported([...files]);
  return { exports: await evaluate(contents, dirname(listPath)), files };
}

/** @returns the part, or undefined: always at hand */
function homeOf({ about, on }) {
  const reason =
    about ??
    Object.keys(rareHooks).find((kind) => Object.keys(on).every((hook) => rareHooks[kind].includes(hook)));
  if (reason !== undefined && homes[reason] === undefined)
    throw new Error(`no part for rules about ${reason}`);
  return homes[reason];
}

function imports(entries) {
  return entries.map(([name, path]) => `import { ${name} } from ${JSON.stringify(path)};`).join('\n');
}

function exported(entries) {
  return entries.map(([name, path]) => `export { ${name} } from ${JSON.stringify(path)};`).join('\n');
}

function listOf(rules, files, partOf) {
  const members = [...files.keys()].map((name) => {
    const part = partOf.get(name);
    return part === undefined ? name : `new ${standIn}(${part}, ${shapeOf(rules[name])})`;
  });
  // scripts/build/pack.js makes a plain call of such an import(), which returns at once.
  return `${imports([...files].filter(([name]) => partOf.get(name) === undefined))}
    import { ${standIn} } from '../rule.ts';
    ${parts.map((part) => `const ${part} = () => import('${namespace}:${part}').rules;`).join('\n')}
    export const rules = [${members.join(',\n')}];`;
}

const standIn = 'RuleInPart';

/** What is known of a rule without it: all but its texts and what its hooks do. */
function shapeOf({
  id,
  severity,
  scope,
  fix,
  isOptional,
  about,
  concludesFromAbsence,
  docs,
  bad,
  good,
  on,
  ...rest
}) {
  if (Object.keys(rest).length > 0) throw new Error(`${id}: not told of stand-ins: ${Object.keys(rest)}`);
  const hooks = Object.entries(on).map(([name, hook]) =>
    typeof hook === 'function' ? name : [name, ...Object.keys(hook)],
  );
  return [id, severity, scope, hooks, fix, isOptional, about, concludesFromAbsence]
    .map((value) => JSON.stringify(value) ?? 'undefined')
    .join(', ');
}

/**
 * Goes behind src/lint/rule.ts: what stands for a rule. Made at every start and more than a hundred times, so it is
 * made of as little as possible.
 */
export const ruleInPart = `
export class RuleInPart {
  constructor(part, id, severity, scope, hooks, fix, isOptional, about, concludesFromAbsence) {
    this.part = part;
    this.id = id;
    this.severity = severity;
    this.scope = scope;
    this.fix = fix;
    this.isOptional = isOptional;
    this.about = about;
    this.concludesFromAbsence = concludesFromAbsence;
    const on = {};
    for (let at = 0; at < hooks.length; at++) {
      const hook = hooks[at];
      if (typeof hook === 'string') on[hook] = (a, b, c) => this.whole.on[hook](a, b, c);
      else on[hook[0]] = this.byKey(hook);
    }
    this.on = on;
  }
  byKey(hook) {
    const calls = {};
    for (let at = 1; at < hook.length; at++) {
      const key = hook[at];
      calls[key] = (a, b, c) => this.whole.on[hook[0]][key](a, b, c);
    }
    return calls;
  }
  get whole() { return this.part().get(this.id); }
  get docs() { return this.whole.docs; }
  get bad() { return this.whole.bad; }
  get good() { return this.whole.good; }
}
`;
