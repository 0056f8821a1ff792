import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFERENCE } from '../support/reference.ts';
import { scratchFolder } from '../support/scratch.ts';
import { isMasked } from './machine.ts';
import { type DaemonMessage, parseMessages } from './messages.ts';

/** A configuration, and what the daemon of one release said of it. */
export interface RecordedCase {
  readonly id: string;
  readonly path: string;
  readonly release: string;
  /** `-i` of the recorded run. */
  readonly configId: string | undefined;
  readonly messages: readonly DaemonMessage[];
  /** The daemon was content: an error of ours is a false one. */
  readonly silent: boolean;
}

/** The corpus was read on a machine that none of its files names. */
const recordedId = 'some-machine';

/** What was recorded of one run, taken apart. */
function verdict(raw: readonly string[], configuration: string): Pick<RecordedCase, 'messages' | 'silent'> {
  // Of files that were there when it was recorded, and are not here.
  const messages = parseMessages(raw).filter(({ file = '' }) => !/^[@/]/.test(file) || existsSync(file));
  return { messages, silent: messages.length === 0 && !isMasked(raw, configuration) };
}

export interface Collection {
  readonly name: string;
  readonly release: string;
  readonly cases: readonly RecordedCase[];
}

const SHARED = join(REFERENCE, '..');
/** The newest release: what was recorded of the tip of the source tree is compared with it. */
const TIP = '2.4.3';

/** Every recorded verdict that is there. */
export function collections(): Collection[] {
  if (!existsSync(SHARED)) return [];
  return [...language(), ...semantics(), ...corpus()];
}

/**
 * Verdicts recorded with other releases: `FOLDER/TAG.jsonl`, a line a file, `{"id": path, "rc": exit code, "msgs":
 * [lines]}`, the path relative to `base`.
 */
export function recordedIn(folder: string, base = join(SHARED, 'corpus')): Collection[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => {
      const tag = name.slice(0, -'.jsonl'.length);
      const release = tag === 'master' ? TIP : tag.replace(/^v/, '');
      const cases = readFileSync(join(folder, name), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line): RecordedCase => {
          const { id, rc, msgs }: { id: string; rc: number; msgs: string[] } = JSON.parse(line);
          return {
            id,
            path: join(base, id),
            release,
            configId: recordedId,
            ...judgement(rc, msgs, join(base, id)),
          };
        });
      return byFolder(cases, tag === 'master' ? 'tip' : release);
    });
}

/** 124: it was stopped after its time was up; above: a signal ended it. */
function judgement(exit: number, raw: readonly string[], path: string) {
  return verdict(exit >= 124 ? ['HANG or crash'] : raw, textAt(path));
}

function byFolder(cases: readonly RecordedCase[], release: string): Collection[] {
  const byKind = new Map<string, RecordedCase[]>();
  for (const one of cases) {
    const kind = one.id.split('/')[0]!;
    byKind.set(kind, [...(byKind.get(kind) ?? []), one]);
  }
  return [...byKind].map(([name, members]) => ({ name, release, cases: members }));
}

function textAt(path: string): string {
  return readFileSync(path, 'utf8');
}

function rows(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
}

function language(): Collection[] {
  const folder = join(SHARED, 'cases/language');
  const table = rows(join(folder, 'EXPECTED.tsv'));
  return [
    ['2.2.7', 3],
    [TIP, 5],
  ].map(([release, column]) => ({
    name: 'language',
    release: release as string,
    cases: table.map((row) => {
      const recorded = row[column as number];
      // A hang or a crash stands in the column of the exit code, and is the loudest complaint there is.
      const code = row[(column as number) - 1] ?? '';
      const text = recorded === '=' ? row[3]! : (recorded ?? '');
      return {
        id: row[0]!,
        path: join(folder, row[0]!),
        release: release as string,
        configId: 'testid',
        ...verdict(/HANG|SIG/.test(code) ? [code] : text.split(' | '), textAt(join(folder, row[0]!))),
      };
    }),
  }));
}

function semantics(): Collection[] {
  const folder = scratchFolder('semantics');
  return ['v2.0.20', 'v2.2.7', 'v2.3.4', 'v2.4.3', 'HEAD'].map((tag) => {
    const recorded: Record<string, { conf: string; msgs: string[] }> = JSON.parse(
      readFileSync(join(SHARED, `oracle/semantics/sem_${tag}.json`), 'utf8'),
    );
    const release = tag === 'HEAD' ? TIP : tag.slice(1);
    const cases = Object.entries(recorded).map(([id, { conf, msgs }]) => {
      const path = join(folder, `${id}.conf`);
      writeFileSync(path, conf);
      return { id, path, release, configId: undefined, ...verdict(msgs, conf) };
    });
    return { name: 'semantics', release: tag === 'HEAD' ? 'tip' : release, cases };
  });
}

function corpus(): Collection[] {
  const cases = rows(join(SHARED, 'corpus/verdicts.tsv')).flatMap((row) => {
    const [id = '', , , , , exit = '', , text = ''] = row;
    const path = join(SHARED, 'corpus', id);
    if (!existsSync(path)) return [];
    const judged = judgement(Number(exit), text.split(' | '), path);
    return [{ id, path, release: '2.2.7', configId: recordedId, ...judged }];
  });
  return byFolder(cases, '2.2.7');
}
