import { resolve } from 'node:path';
import type { SourceText } from '../../grammar/source.ts';
import { applyEdits, type FixPlan, type FixPolicy, planFixes } from '../diagnostics/apply-fixes.ts';
import type { Diagnostic, Edit } from '../diagnostics/diagnostic.ts';
import { decode, encode } from '../project/decode.ts';
import { Disk } from '../project/disk.ts';
import { type LintRun, lintProject } from './lint.ts';
import type { LintRequest, LintResult } from './request.ts';

/** Passes after which a file that still changes is left as it is. */
const MAX_PASSES = 10;

export interface FixOptions {
  /** Apply proposals too, not only what is clearly meant. */
  readonly unsafe: boolean;
  /** Which findings count: the others are left alone. Default: all. */
  readonly accept?: (result: LintResult) => readonly Diagnostic[] | Promise<readonly Diagnostic[]>;
}

/** A file that fixes change. */
export interface FileChange {
  /** Absolute, with no symbolic link in it. */
  readonly path: string;
  /** As it was read. */
  readonly source: SourceText;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** The text of `after`. */
  readonly text: string;
  readonly isStdin: boolean;
}

export interface FixOutcome {
  /** What was found before anything was changed. */
  readonly before: LintResult;
  /** What is left when the changes are made. */
  readonly result: LintResult;
  /** By path. */
  readonly changes: readonly FileChange[];
  /** The findings that were fixed. */
  readonly fixed: readonly Diagnostic[];
  /** Fixes kept undoing each other: the passes were up before they were. */
  readonly unfinished: boolean;
}

/**
 * Makes fixes in memory, and reads everything again until there is nothing left to fix: what one fix uncovers, or
 * what overlapped another one, has its turn in the next pass. Only files that were asked for are changed. The caller
 * writes them.
 */
export async function fix(request: LintRequest, options: FixOptions): Promise<FixOutcome> {
  return new Fixer(request, options).run();
}

/** What a file is in the course of fixing. */
interface WorkingCopy {
  readonly source: SourceText;
  readonly before: Uint8Array;
  readonly now: Uint8Array;
  readonly text: string;
}

class Fixer {
  private readonly request: LintRequest;
  private readonly options: FixOptions;
  private readonly stdinPath: string | undefined;
  private readonly copies = new Map<string, WorkingCopy>();
  /** The files as they were when all began. */
  private readonly disk: Disk;
  private readonly realPaths = new Map<string, string>();
  private readonly seen = new Set<string>();

  constructor(request: LintRequest, options: FixOptions) {
    this.request = request;
    this.options = options;
    this.disk = request.disk ?? new Disk();
    const { stdin, cwd } = request;
    this.stdinPath = stdin === undefined ? undefined : resolve(cwd, stdin.filename);
  }

  async run(): Promise<FixOutcome> {
    const fixed: Diagnostic[] = [];
    const first = await lintProject(this.request);
    let run = first;
    let plan = await this.plan(run);
    for (let pass = 0; plan.fixed.length > 0 && pass < MAX_PASSES; pass++) {
      this.make(plan);
      fixed.push(...plan.fixed);
      run = await lintProject(this.currentRequest());
      plan = await this.plan(run);
      if (this.isBackWhereItWas()) break;
    }
    return {
      before: first.result,
      result: run.result,
      changes: this.changes(),
      fixed,
      unfinished: plan.fixed.length > 0,
    };
  }

  private async plan(run: LintRun): Promise<FixPlan> {
    const { unsafe, accept } = this.options;
    const policy: FixPolicy = {
      unsafe,
      fileOf: (source) => this.realPath(source.path),
      allows: (edit) => this.isPossible(edit, run),
    };
    return planFixes((await accept?.(run.result)) ?? run.result.diagnostics, policy);
  }

  /** Whether the edit is in a file that may be changed, made for the text that the file has, and can be written. */
  private isPossible({ place: { source }, text }: Edit, run: LintRun): boolean {
    const path = this.realPath(source.path);
    if (path !== this.stdinPath && !run.isAskedFor(path)) return false;
    const copy = this.copyOf(path, source);
    if (copy === undefined || copy.text !== source.text) return false;
    return decode(copy.before)?.encoding !== 'latin1' || /^[\0-\xff]*$/.test(text);
  }

  private copyOf(path: string, source: SourceText): WorkingCopy | undefined {
    const known = this.copies.get(path);
    if (known !== undefined) return known;
    const bytes = this.bytesOf(path);
    const decoded = bytes === undefined ? undefined : decode(bytes);
    if (bytes === undefined || decoded === undefined) return undefined;
    const copy = { source, before: bytes, now: bytes, text: decoded.text };
    this.copies.set(path, copy);
    return copy;
  }

  private bytesOf(path: string): Uint8Array | undefined {
    const { stdin, overrides } = this.request;
    if (stdin !== undefined && path === this.stdinPath) return stdin.bytes;
    const bytes = overrides?.get(path) ?? this.disk.read(path);
    return typeof bytes === 'string' ? undefined : bytes;
  }

  private make({ edits }: FixPlan): void {
    for (const [path, list] of edits) {
      const copy = this.copies.get(path)!;
      const text = applyEdits(copy.text, list);
      const now = encode(text, decode(copy.before)!.encoding);
      this.copies.set(path, { ...copy, now, text });
    }
  }

  /** Two fixes that undo each other would go on for ever. */
  private isBackWhereItWas(): boolean {
    const state = [...this.copies.values()].map(({ text }) => text).join('\0');
    if (this.seen.has(state)) return true;
    this.seen.add(state);
    return false;
  }

  private currentRequest(): LintRequest {
    const { stdin, overrides } = this.request;
    const changed = new Map(overrides);
    for (const [path, { now }] of this.copies) if (path !== this.stdinPath) changed.set(path, now);
    const own = this.stdinPath === undefined ? undefined : this.copies.get(this.stdinPath);
    return {
      ...this.request,
      overrides: changed,
      ...(stdin === undefined || own === undefined ? {} : { stdin: { ...stdin, bytes: own.now } }),
    };
  }

  private changes(): FileChange[] {
    return [...this.copies]
      .filter(([, { before, now }]) => Buffer.compare(before, now) !== 0)
      .map(([path, { source, before, now, text }]) => {
        return { path, source, before, after: now, text, isStdin: path === this.stdinPath };
      })
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  private realPath(path: string): string {
    // Standard input may have the name of a file, and is not that file.
    if (path === this.stdinPath) return path;
    let real = this.realPaths.get(path);
    if (real === undefined) {
      real = this.disk.realPath(path);
      this.realPaths.set(path, real);
    }
    return real;
  }
}
