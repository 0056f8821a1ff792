import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Comparison, FolderState } from './compare.ts';
import { manifestEntry, manifestName, manifestText } from './manifest.ts';

/** What was done to the folder. */
export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** No longer wanted, but edited since: left alone. */
  readonly kept: readonly string[];
}

/**
 * Brings the folder to what is to be in it, all or nothing: everything is written aside first, then put in place one
 * rename after the other; when one fails, the others are taken back.
 */
export function writeFolder(folder: string, state: FolderState): Written {
  const isNew = !existsSync(folder);
  mkdirSync(folder, { recursive: true });
  const stage = mkdtempSync(join(folder, '.hacfg-'));
  const swaps = new Swaps(stage, folder);
  try {
    const { comparisons } = state;
    const changed = comparisons.filter(
      (one) => one.entry !== undefined && (one.status !== 'same' || one.wrongMode),
    );
    const stale = comparisons.filter(({ status }) => status === 'stale');
    for (const { file, entry } of changed) swaps.stage(file, entry!.text, entry!.mode);
    const manifest = manifestFor(state);
    swaps.stage(manifestName, manifest, 0o644);
    swaps.run(stale.map(({ file }) => file));
    return {
      written: changed.map(({ file }) => file),
      removed: stale.map(({ file }) => file),
      kept: comparisons.filter(({ status }) => status === 'kept').map(({ file }) => file),
    };
  } catch (error) {
    swaps.undo();
    rmSync(stage, { recursive: true, force: true });
    if (isNew) removeEmpty(folder, dirname(folder));
    throw error;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function manifestFor({ comparisons, others }: FolderState): string {
  const own = comparisons.flatMap((one: Comparison) =>
    one.entry === undefined ? [] : manifestEntry(one.entry),
  );
  return manifestText([...own, ...others]);
}

/** Files lie side by side in the stage, by number: folders there would have to be made and taken away again. */
class Swaps {
  private readonly stageFolder: string;
  private readonly folder: string;
  /** Where each file is staged. */
  private readonly staged = new Map<string, string>();
  private asideCount = 0;
  private readonly undone: (() => void)[] = [];

  constructor(stageFolder: string, folder: string) {
    this.stageFolder = stageFolder;
    this.folder = folder;
  }

  stage(file: string, text: string, mode: number): void {
    const path = join(this.stageFolder, `new-${this.staged.size}`);
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    chmodSync(path, mode);
    this.staged.set(file, path);
  }

  run(stale: readonly string[]): void {
    for (const file of [...this.staged.keys(), ...stale]) this.setAside(file);
    for (const [file, from] of this.staged) this.place(file, from);
    for (const file of stale) removeEmpty(join(this.folder, dirname(file)), this.folder);
  }

  undo(): void {
    for (const step of this.undone.splice(0).reverse()) step();
  }

  private setAside(file: string): void {
    const path = join(this.folder, file);
    if (!existsSync(path)) return;
    const aside = join(this.stageFolder, `old-${this.asideCount++}`);
    renameSync(path, aside);
    this.undone.push(() => renameSync(aside, path));
  }

  private place(file: string, from: string): void {
    const path = join(this.folder, file);
    this.makeFolder(dirname(path));
    renameSync(from, path);
    this.undone.push(() => rmSync(path, { force: true }));
  }

  private makeFolder(path: string): void {
    if (existsSync(path)) return;
    this.makeFolder(dirname(path));
    mkdirSync(path);
    this.undone.push(() => removeEmpty(path, dirname(path)));
  }
}

/** A folder that holds nothing any more, and those around it that held only it, up to `stop`. */
function removeEmpty(path: string, stop: string): void {
  for (let at = path; at !== stop && existsSync(at) && readdirSync(at).length === 0; at = dirname(at))
    rmdirSync(at);
}
