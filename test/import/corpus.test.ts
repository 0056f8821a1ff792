import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { MemoryDisk } from '../../src/project/memory-disk.ts';
import { REFERENCE, whenThere } from '../support/reference.ts';
import { importTexts } from './kit.ts';

const corpus = join(REFERENCE, '../corpus');
const list = join(corpus, 'pairs.tsv');

interface Pair {
  readonly repository: string;
  readonly texts: { readonly a: string; readonly b: string };
}

function pairs(): Pair[] {
  const rows = readFileSync(list, 'utf8').trim().split('\n').slice(1);
  return rows.map((row) => {
    const [repository = '', fileA = '', fileB = ''] = row.split('\t');
    const read = (file: string) => readFileSync(join(corpus, file), 'utf8');
    return { repository, texts: { a: read(fileA), b: read(fileB) } };
  });
}

async function lintsWithoutErrors({ a, b }: Pair['texts']): Promise<boolean> {
  const file = (text: string) => ({ bytes: Buffer.from(text), mode: 0o644 });
  const disk = new MemoryDisk(
    new Map([
      ['/c/a/keepalived.conf', file(a)],
      ['/c/b/keepalived.conf', file(b)],
    ]),
  );
  const { diagnostics } = await lint({ paths: ['/c'], cwd: '/c', disk });
  return diagnostics.every(({ severity }) => severity !== 'error');
}

describe(`pairs of real configurations ${whenThere}`, () => {
  it.skipIf(!existsSync(list))(
    'mean the same once they are imported and written again',
    async () => {
      const strays: string[] = [];
      let sound = 0;
      for (const { repository, texts } of pairs()) {
        const { verdict } = await importTexts(texts);
        // Never something else: what cannot be said in hacfg.yaml is kept as it is, and what is wrong in it is refused.
        expect(verdict).not.toMatchObject({ kind: 'differs' });
        if (!(await lintsWithoutErrors(texts))) continue;
        sound++;
        if (verdict.kind !== 'same') strays.push(`${repository}: ${verdict.kind}`);
      }
      const share = (100 * (sound - strays.length)) / sound;
      console.log(
        `import: ${sound - strays.length} of ${sound} pairs without errors mean the same, ${share.toFixed(0)} %`,
      );
      expect(share, strays.join('\n')).toBeGreaterThanOrEqual(90);
    },
    300_000,
  );
});
