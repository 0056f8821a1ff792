import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fix } from '../../src/lint/fix.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { isMasked } from '../agreement/machine.ts';
import { parseMessages } from '../agreement/messages.ts';
import { REFERENCE } from '../support/reference.ts';
import { scratchFolder } from '../support/scratch.ts';
import { ask, linesOf, type Question } from './ask.ts';
import { unavailable } from './available.ts';
import { type Daemon, findDaemon } from './daemon.ts';

/** Configurations with one mistake, and, where there is one, the same without it. */
interface Wrong {
  readonly id: string;
  readonly rule: string;
  readonly files: Readonly<Record<string, string>>;
  readonly good?: Readonly<Record<string, string>>;
}

/** A file before and after its fixes, and without the mistake. */
interface Mended {
  readonly id: string;
  readonly before: Question;
  readonly after: Question;
  readonly good: Question | undefined;
}

/** Cases of rules with a safe fix that leaves their configuration as it is. */
const leftAlone: Readonly<Record<string, string>> = {
  'check-script/shebang-and-mode': 'the fix is in the script, which keepalived -t does not read',
  'lvs/sync-daemon': 'which instance is meant is a guess; the safe fix is for a sync id without the word id',
  'script/not-executable': 'a script that is missing; the safe fix is for a path through a link',
  'syntax/comment-char-in-value': 'a password that changes must change on all nodes at once',
  'syntax/extra-tokens': 'which of the two words is meant is a guess; the safe fix is for comments',
};

const configId = 'testid';
const cases = join(REFERENCE, '../cases/rules');

function ofExamples(release: string): Wrong[] {
  return rules.flatMap((rule) =>
    rule.bad.flatMap((example, at) => {
      if ((example.release ?? release) !== release) return [];
      const { files } = example;
      const byName = typeof files === 'string' ? { 'keepalived.conf': files } : files;
      return [{ id: `${rule.id}, example ${at + 1}`, rule: rule.id, files: byName }];
    }),
  );
}

function ofCatalogue(): Wrong[] {
  if (!existsSync(cases)) return [];
  return readdirSync(cases).flatMap((group) =>
    readdirSync(join(cases, group)).map((name) => {
      const read = (kind: string) => filesOf(join(cases, group, name), kind);
      return {
        id: `case ${group}/${name}`,
        rule: `${group}/${name}`,
        files: read('bad'),
        good: read('good'),
      };
    }),
  );
}

/** `bad-a.conf` as `a.conf`: the names are those of hosts. */
function filesOf(folder: string, kind: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.startsWith(kind));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Applies the safe fixes of the rule; what was changed, for the daemon. */
async function mend({ id, rule, files, good }: Wrong, root: string, release: string): Promise<Mended[]> {
  const folder = join(root, id.replaceAll(/\W+/g, '-'));
  const [before, after, right] = ['before', 'after', 'good'].map((name) => join(folder, name));
  write(before!, files);
  write(after!, files);
  write(right!, good ?? {});
  const outcome = await fix(
    {
      paths: ['.'],
      cwd: after!,
      keepalivedVersion: release,
      rules: { optional: rules.map((one) => one.id) },
    },
    { unsafe: false, accept: ({ diagnostics }) => diagnostics.filter((one) => one.rule === rule) },
  );
  for (const change of outcome.changes) writeFileSync(change.path, change.after);
  const changed = outcome.changes.filter(
    ({ path }) => path.endsWith('.conf') && !/sysctl|modprobe/.test(path),
  );
  return changed.map(({ path }) => {
    const name = path.slice(after!.length + 1);
    const twin = join(right!, name.replace('bad', 'good'));
    return {
      id: `${id}: ${name}`,
      before: { path: join(before!, name), configId },
      after: { path, configId },
      good: existsSync(twin) ? { path: twin, configId } : undefined,
    };
  });
}

/** What the daemon complains of, without the numbers of lines; undefined: the machine keeps it from saying. */
async function complaints(daemon: Daemon, questions: readonly Question[], root: string) {
  const answers = await ask(daemon, questions, [root]);
  return new Map(
    answers.map(({ question, outcome }) => {
      const raw = linesOf(outcome);
      const isOpen = isMasked(raw, readFileSync(question.path, 'utf8'));
      return [question.path, isOpen ? undefined : parseMessages(raw).map(({ text }) => text)] as const;
    }),
  );
}

const why = await unavailable();
const daemon = findDaemon();

/** Cases of the catalogue whose rule has a safe fix, and of which none was asked about. */
function notAsked(mended: readonly Mended[]): string[] {
  const asked = new Set(mended.map(({ id }) => id.replace(/^case (.*): .*$/, '$1')));
  const safe = new Set<string>(rules.filter((rule) => rule.fix === 'safe').map(({ id }) => id));
  return ofCatalogue()
    .map(({ rule }) => rule)
    .filter((rule) => safe.has(rule) && !asked.has(rule))
    .sort();
}

describe('what the safe fixes leave behind', () => {
  it('is nothing that the daemon did not complain of before, and nothing it takes amiss in the right file', async (context) => {
    if (why !== undefined || typeof daemon === 'string') {
      context.skip(why);
      return;
    }
    const { release } = daemon;
    const root = scratchFolder('fixes');
    const mended: Mended[] = [];
    for (const wrong of [...ofExamples(release), ...ofCatalogue()])
      mended.push(...(await mend(wrong, root, release)));
    expect(mended.length).toBeGreaterThan(40);
    expect(notAsked(mended)).toEqual(existsSync(cases) ? Object.keys(leftAlone) : []);
    const questions = mended.flatMap(({ before, after, good }) => [
      before,
      after,
      ...(good === undefined ? [] : [good]),
    ]);
    const said = await complaints(daemon, questions, root);
    const count = ({ path }: Question) => said.get(path)?.length ?? 0;
    const quieter = mended.filter(({ before, after }) => count(after) < count(before));
    expect(quieter.length).toBeGreaterThan(mended.length / 2);
    const worse = mended.flatMap(({ id, before, after, good }) => {
      const now = said.get(after.path);
      const was = said.get(before.path);
      const right = good === undefined ? undefined : said.get(good.path);
      if (now === undefined || was === undefined) return [];
      const added = now.filter((text) => !was.includes(text) && right?.includes(text) !== true);
      // What is accepted in the right file is accepted in the mended one.
      const left = right?.length === 0 ? now : [];
      return [...new Set([...added, ...left])].map((text) => `${id}: ${text}`);
    });
    expect(worse).toEqual([]);
  }, 600_000);
});
