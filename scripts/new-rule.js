// Makes a new rule that works, with its examples and a test, and registers it: edit it from there.
//
// usage: npm run new:rule GROUP/NAME
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const [id = ''] = process.argv.slice(2);

const problem = whatIsWrong(id);
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 2;
} else make(id);

function whatIsWrong(id) {
  const [group, name, ...rest] = id.split('/');
  if (name === undefined || rest.length > 0 || !/^[a-z][a-z0-9-]*$/.test(name)) {
    return 'usage: npm run new:rule GROUP/NAME, in lower case with hyphens: vrrp/priority-too-low';
  }
  const groups = groupsIn(readFileSync(join(root, 'src/lint/rule.ts'), 'utf8'));
  if (!groups.includes(group)) return `there is no group ${group}; there are ${groups.join(', ')}`;
  if (existsSync(join(root, rulePath(id)))) return `${rulePath(id)} is there already`;
  return undefined;
}

function groupsIn(text) {
  const union = /export type Group =\n([\s\S]*?);/.exec(text)[1];
  return [...union.matchAll(/'([^']+)'/g)].map(([, group]) => group);
}

function make(id) {
  write(rulePath(id), ruleText(id));
  write(testPath(id), testText(id));
  for (const args of [
    ['run', '-s', 'registry'],
    ['run', '-s', 'docs:rules'],
  ]) {
    execFileSync('npm', args, { cwd: root, stdio: 'inherit' });
  }
  console.log(`
${rulePath(id)}   what it looks for, its words, its examples
${testPath(id)}   what no example shows

npx vitest run test/lint/rule-examples.test.ts ${testPath(id)}`);
}

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function rulePath(id) {
  return `src/lint/rules/${id}.ts`;
}

function testPath(id) {
  return `test/lint/rules/${id}.test.ts`;
}

/** vrrp/priority-too-low: vrrpPriorityTooLow */
function exportName(id) {
  return id.replace(/[/-](\w)/g, (_all, letter) => letter.toUpperCase());
}

function ruleText(id) {
  return `import { placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

function check(statement: Statement, context: RuleContext): void {
  const word = statement.words[1];
  if (word === undefined || textOf(word) !== '7') return;
  context.report({
    place: placeOf(statement, word),
    // What is wrong: the word, its block, the value found, the values that would be right.
    message: 'priority 7 is what every new rule begins with',
    label: 'this word',
    // What to do: the text to type.
    help: 'priority 100',
    fixes: [
      {
        title: 'Write 100',
        safety: 'safe',
        edits: [{ place: placeOf(statement, word), text: '100' }],
      },
    ],
  });
}

const node = (priority: number) => \`vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority \${priority}
    virtual_ipaddress {
        192.0.2.100/32
    }
}
\`;

/** In one sentence. */
export const ${exportName(id)} = defineRule({
  id: '${id}',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'What is wrong, in one line without a full stop',
    why: 'What the operator will see.',
    references: ['keepalived vrrp/vrrp.c: vrrp_complete_instance'],
  },
  bad: [{ caption: 'What to see here', at: '5:14', files: node(7) }],
  good: [{ files: node(100) }],
  on: {
    statement: { 'vrrp_instance/priority': (statement, _node, context) => check(statement, context) },
  },
});
`;
}

function testText(id) {
  return `import { describe, expect, it } from 'vitest';
import { ${exportName(id)} } from '../../../../src/lint/rules/${id}.ts';
import { lintTexts, positionOf } from '../../../support/lint-texts.ts';

const node = (lines: string) => \`vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
\${lines}
    virtual_ipaddress {
        192.0.2.100/32
    }
}
\`;

/** \`LINE:COLUMN message\` of everything that the rule finds. */
function found(text: string): string[] {
  return lintTexts(text, [${exportName(id)}]).map((one) => \`\${positionOf(one, text)} \${one.message}\`);
}

describe('${id}', () => {
  it.each<[string, string[]]>([
    ['    priority 7', ['5:14 priority 7 is what every new rule begins with']],
    ['    priority 70', []],
    ['    priority', []],
  ])('%j', (lines, expected) => {
    expect(found(node(lines))).toEqual(expected);
  });
});
`;
}
