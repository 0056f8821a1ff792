// Builds what is installed: dist/hacfg.cjs, all that linting takes in one file, the parts that are seldom needed in
// files of their own, the licences of what is inside, and V8's compiled code for the Node that runs the build.
//
// usage: node scripts/build.js [FOLDER]    builds FOLDER/dist, for the program in FOLDER/bin; default: here
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { lighterChevrotain } from './build/chevrotain.js';
import { licences } from './build/licences.js';
import { pack, restName } from './build/pack.js';
import {
  compiledTemplates,
  ownStringWidth,
  rulesWithoutChecks,
  ruleTextsOnDemand,
  separateChunks,
} from './build/plugins.js';
import { bundling, chunks, commonJs, root } from './build/settings.js';

const target = resolve(process.argv[2] ?? root);
const dist = join(target, 'dist');

/** What is loaded with require(), from a file of its own, when somebody asks for it. */
const examplesPath = './rule-examples.cjs';

async function main() {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const tool = await pack(
    [ownStringWidth, lighterChevrotain, separateChunks, ruleTextsOnDemand, compiledTemplates],
    [examplesPath],
  );
  const inputs = [...tool.inputs];
  writeScript('hacfg.cjs', tool.first);
  writeFileSync(join(dist, restName), tool.rest);
  writeLibrary();
  await writeRuleExamples();
  for (const name of Object.keys(chunks).filter((name) => tool.chunks.has(`./${name}.cjs`)))
    inputs.push(...(await writeChunk(name)));
  writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), licences(inputs));
  compile();
  for (const name of readdirSync(dist).sort()) {
    console.log(`dist/${name}  ${Math.ceil(readFileSync(join(dist, name)).length / 1024)} kB`);
  }
}

/** @returns the files it is made of */
async function writeChunk(name) {
  const { outputFiles, metafile } = await build({
    ...bundling,
    ...commonJs,
    stdin: { contents: reexport(chunks[name]), resolveDir: root },
  });
  // What a lint may come to is run by bin/hacfg.js, with compiled code of its own.
  if (name === 'unbash') writeScript(`${name}.cjs`, outputFiles[0].text);
  else writeFileSync(join(dist, `${name}.cjs`), outputFiles[0].contents);
  return Object.keys(metafile.inputs);
}

/**
 * The first line names the build: the start-up cache must belong to the very same file. The whole is one function
 * in the form that Node wraps around CommonJS modules: bin/hacfg.js compiles the file as it is, where to wrap it
 * then would copy it in memory at every start. require() can load it all the same.
 */
function writeScript(name, contents) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 16);
  // bin/hacfg.js reads it as Latin-1. esbuild escapes strings itself, and leaves regular expressions as they are.
  const text = contents.replace(
    /[^\x00-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const names = 'exports,require,module,__filename,__dirname';
  const load = `(f=>typeof module=="object"?f(${names}):f)`;
  writeFileSync(join(dist, name), `/* hacfg ${version} ${hash} */\n${load}(function(${names}){\n${text}})\n`);
}

async function writeRuleExamples() {
  const { outputFiles } = await build({
    ...bundling,
    ...commonJs,
    stdin: {
      contents: `import { rules } from './src/lint/rules/index.ts';
        export const examples = new Map(rules.map(({ id, bad, good }) => [id, { bad, good }]));`,
      resolveDir: root,
    },
    plugins: [rulesWithoutChecks],
  });
  writeFileSync(join(dist, examplesPath), outputFiles[0].contents);
}

/** Handlebars is an object with methods, not a module with functions. */
function reexport(module) {
  const what = module.startsWith('handlebars') ? '{ default }' : '*';
  return `export ${what} from '${module}';`;
}

/** The library is the tool's own bundle, seen from outside; the types are one file that stands alone. */
function writeLibrary() {
  const names = ['lint', 'lintPaths', 'rules'];
  writeFileSync(
    join(dist, 'index.js'),
    `import bundle from './hacfg.cjs';\nexport const { ${names.join(', ')} } = bundle;\n`,
  );
  writeFileSync(
    join(dist, 'index.cjs'),
    `const { ${names.join(', ')} } = require('./hacfg.cjs');\nmodule.exports = { ${names.join(', ')} };\n`,
  );
  const types = readFileSync(join(root, 'src/api/types.ts'), 'utf8');
  const constants = names.map((name) => `export declare const ${name}: ${typeName(name)};\n`).join('');
  for (const file of ['index.d.ts', 'index.d.cts']) writeFileSync(join(dist, file), `${types}\n${constants}`);
}

/** The type of a function of the library: `Lint` of `lint`. */
function typeName(name) {
  return name[0].toUpperCase() + name.slice(1);
}

/** Lints a faulty pair, so that the code V8 keeps is the code that a lint runs through; then with a script beside it. */
function compile() {
  const folder = mkdtempSync(join(tmpdir(), 'hacfg-build-'));
  try {
    writeFileSync(join(folder, 'a.conf'), sample('MASTER'));
    writeFileSync(join(folder, 'b.conf'), sample('MASTR'));
    lint(folder, ['a.conf', 'b.conf']);
    writeFileSync(join(folder, 'check.sh'), script);
    lint(folder, ['a.conf', 'check.sh']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const name of ['hacfg', 'unbash']) {
    if (!existsSync(join(dist, `${name}-${process.version}-${process.arch}.cache`)))
      console.warn(`no start-up cache was made of ${name}: the program will make one when it first needs it`);
  }
}

function lint(cwd, files) {
  const command = [join(target, 'bin/hacfg.js'), 'lint', '--exit-zero', ...files];
  execFileSync(process.execPath, command, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

const script = `#!/bin/sh
if [ $(ps -C nginx --no-headers | wc -l) -eq 0 ]; then
    systemctl restart nginx >/dev/null 2>&1
    sleep 2
    pgrep nginx || exit 1
fi
for port in 80 443; do
    nc -z 127.0.0.1 "$port" && exit 0
done
`;

function sample(state) {
  return `global_defs {
    router_id lb
}
vrrp_script check {
    script "/etc/keepalived/check.sh"
    interval 2
    weight -20
}
vrrp_instance VI_1 {
    state ${state}
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass 1111
    }
    virtual_ipaddress {
        192.0.2.1/24 dev eth0
    }
    track_script {
        check
    }
}
virtual_server 192.0.2.1 80 {
    delay_loop 6
    lb_algo rr
    lb_kind DR
    protocol TCP
    real_server 192.0.2.11 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`;
}

await main();
