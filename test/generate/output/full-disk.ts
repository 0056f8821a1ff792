// Run by folder.test.ts on a small file system: writes a folder, then more than there is room for.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareFolder } from '../../../src/generate/output/compare.ts';
import { entriesOf } from '../../../src/generate/output/manifest.ts';
import { writeFolder } from '../../../src/generate/output/write.ts';

const out = process.argv[2]!;

function write(text: string): void {
  const files = ['/etc/x', '/etc/deep/y'].map((path) => ({ path, text, mode: 0o644 }));
  const entries = entriesOf([{ host: 'a', files, apply: undefined }]);
  writeFolder(out, compareFolder(out, entries, undefined));
}

function everything(): string {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return `${path} ${entry.isFile() ? readFileSync(path, 'utf8') : ''}`;
    })
    .sort()
    .join('\n');
}

write('small');
const before = everything();
try {
  write('x'.repeat(40_000));
  console.log('there was room');
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  console.log(`${code}, and ${everything() === before ? 'as it was' : `not as it was: ${everything()}`}`);
}
