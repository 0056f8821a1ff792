// Runs the shell examples of the documentation, as a reader would, and compares what they print with what is shown.
//
// usage: tsx scripts/doc-examples.ts [--write] [PAGE...]    --write: puts what they print into the page
//
// A page is run from top to bottom, in a scratch folder that holds a copy of examples/, with `hacfg` on the path:
//
//   ```console                   `$ ` begins a command, `> ` continues it; what follows is what it prints, errors
//   $ hacfg lint lb1.conf        included. A line `...` stands for any lines, or none; `...` at the end of a line for
//   error[...                    the rest of it. --write leaves a command with such lines alone.
//   ```
//   ```console needs=keepalived  left out, with a word about it, where that program is missing
//   ```yaml file=hacfg.yaml      written to that file before the next command
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = realpathSync(fileURLToPath(new URL('..', import.meta.url)));

/** The pages whose examples are run. */
export const pages = [
  'README.md',
  'README.zh.md',
  'docs/guide.md',
  'docs/from-keepalived-t.md',
  'docs/suppressions.md',
  'docs/json.md',
];

/** A file that a page writes. */
interface FileBlock {
  readonly kind: 'file';
  readonly path: string;
  readonly text: string;
}

/** A command and what is shown of its output. */
interface CommandBlock {
  readonly kind: 'command';
  readonly command: string;
  readonly shown: string;
  readonly line: number;
  readonly needs: string | undefined;
}

interface Result extends CommandBlock {
  readonly output: string;
}

interface Block {
  readonly fence: string;
  readonly language: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly lines: string[];
  /** Number of the first line within. */
  readonly line: number;
}

/**
 * The files and commands of a page, in order.
 */
export function examplesIn(text: string): (FileBlock | CommandBlock)[] {
  return blocksIn(text).flatMap(({ language, attributes, lines, line }): (FileBlock | CommandBlock)[] => {
    if (language === 'console') return commandsIn(lines, line, attributes.needs);
    return attributes.file === undefined
      ? []
      : [{ kind: 'file', path: attributes.file, text: lines.map((one) => `${one}\n`).join('') }];
  });
}

/**
 * The fenced blocks of a page; `line` is the number of the first line within.
 */
export function blocksIn(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const [at, line] of text.split('\n').entries()) {
    const fence = /^(`{3,})(.*)$/.exec(line);
    if (open === undefined && fence !== null) {
      const [language = '', ...rest] = fence[2]!.trim().split(/\s+/);
      const attributes = Object.fromEntries(rest.map((word) => word.split('=')));
      open = { fence: fence[1]!, language, attributes, lines: [], line: at + 2 };
    } else if (open !== undefined && line === open.fence) {
      blocks.push(open);
      open = undefined;
    } else open?.lines.push(line);
  }
  return blocks;
}

function commandsIn(lines: readonly string[], first: number, needs: string | undefined): CommandBlock[] {
  const commands: { -readonly [Key in keyof CommandBlock]: CommandBlock[Key] }[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.startsWith('$ '))
      commands.push({ kind: 'command', command: line.slice(2), shown: '', line: first + at, needs });
    else if (line.startsWith('> ') && commands.at(-1)?.shown === '')
      commands.at(-1)!.command += `\n${line.slice(2)}`;
    else if (commands.length > 0) commands.at(-1)!.shown += `${line}\n`;
  }
  return commands;
}

/**
 * Whether an output is what is shown of it.
 */
export function isShown(shown: string, output: string): boolean {
  const pattern = shown
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      if (line.trim() === '...') return '(?:.*\\n)*?';
      return line.endsWith('...') ? `${escaped(line.slice(0, -3))}.*\\n` : `${escaped(line)}\\n`;
    })
    .join('');
  return new RegExp(`^${pattern}$`).test(output);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** A folder to run a page in. The program is built, once, or taken from `installed`. */
export class Scratch {
  private readonly base: string;
  private readonly folder: string;
  private readonly bin: string;
  private cwd: string;

  /** @param installed a folder with bin/ and dist/ */
  constructor(installed: string) {
    this.base = realpathSync(mkdtempSync(join(tmpdir(), 'hacfg-docs-')));
    this.folder = join(this.base, 'work');
    this.bin = join(this.base, 'bin');
    this.cwd = this.folder;
    mkdirSync(this.bin);
    mkdirSync(join(this.folder, 'node_modules'), { recursive: true });
    cpSync(join(root, 'examples'), join(this.folder, 'examples'), { recursive: true });
    writeFileSync(
      join(this.bin, 'hacfg'),
      `#!/bin/sh\nexec "${process.execPath}" "${installed}/bin/hacfg.js" "$@"\n`,
    );
    chmodSync(join(this.bin, 'hacfg'), 0o755);
    symlinkSync(installed, join(this.folder, 'node_modules/hacfg'));
  }

  write({ path, text }: FileBlock): void {
    mkdirSync(dirname(join(this.cwd, path)), { recursive: true });
    writeFileSync(join(this.cwd, path), text);
    if (text.startsWith('#!')) chmodSync(join(this.cwd, path), 0o755);
  }

  /**
   * What a command prints. The folder that it changes to is the folder of the next one.
   * @param {string} command
   */
  run(command: string): string {
    const env = {
      PATH: `${this.bin}:${process.env.PATH}`,
      HOME: this.base,
      NO_COLOR: '1',
      LC_ALL: 'C.UTF-8',
      GIT_CONFIG_NOSYSTEM: '1',
      ...Object.fromEntries(
        ['AUTHOR', 'COMMITTER'].flatMap((who) => [
          [`GIT_${who}_NAME`, 'A. User'],
          [`GIT_${who}_EMAIL`, 'user@example.org'],
        ]),
      ),
    };
    const script = `exec 2>&1\n${command}\npwd >"${this.base}/cwd"`;
    const { stdout } = spawnSync('bash', ['-c', script], {
      cwd: this.cwd,
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    this.cwd = readFileSync(join(this.base, 'cwd'), 'utf8').trim();
    return stdout;
  }

  remove(): void {
    rmSync(this.base, { recursive: true });
  }
}

/** Builds the program into a folder of its own. */
export function install(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hacfg-built-'));
  for (const part of ['bin', 'package.json', 'schema'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  execFileSync(process.execPath, [join(root, 'scripts/build.js'), folder], { stdio: 'pipe' });
  return folder;
}

/** Whether a program that a command needs is not there, or cannot be used here. */
export function isMissing(program: string | undefined): boolean {
  if (program === undefined) return false;
  const folders = (process.env.PATH ?? '').split(':');
  if (!folders.some((folder) => existsSync(join(folder, program)))) return true;
  return program === 'keepalived' && !canMakeNetworks();
}

/** keepalived -t looks for the interfaces: its examples make them, in a network of their own. */
function canMakeNetworks(): boolean {
  const { status } = spawnSync('unshare', ['-n', 'ip', 'link', 'add', 'ens32', 'type', 'bridge']);
  return status === 0;
}

/** Runs a page; what each command printed, for those that could be run. */
export function runPage(text: string, installed: string): Result[] {
  const scratch = new Scratch(installed);
  try {
    return examplesIn(text).flatMap((example): Result[] => {
      if (example.kind === 'file') scratch.write(example);
      else if (!isMissing(example.needs)) return [{ ...example, output: scratch.run(example.command) }];
      return [];
    });
  } finally {
    scratch.remove();
  }
}

/** Puts outputs into a page; from the end, so that the numbers of lines hold. */
function filledIn(text: string, results: readonly Result[]): string {
  const lines = text.split('\n');
  for (const { command, shown, line, output } of [...results].reverse()) {
    if (/^\.\.\.$|\.\.\.$/m.test(shown)) continue;
    const from = line - 1 + command.split('\n').length;
    lines.splice(from, shown.split('\n').length - 1, ...output.split('\n').slice(0, -1));
  }
  return lines.join('\n');
}

function main(args: readonly string[]): void {
  const isWriting = args.includes('--write');
  const named = args.filter((arg) => !arg.startsWith('--'));
  const installed = install();
  for (const page of named.length > 0 ? named : pages) {
    const path = join(root, page);
    const text = readFileSync(path, 'utf8');
    const results = runPage(text, installed);
    const wrong = results.filter(({ shown, output }) => !isShown(shown, output));
    if (isWriting) writeFileSync(path, filledIn(text, results));
    for (const { line, command, output } of isWriting ? [] : wrong)
      console.error(`${page}:${line}: ${command}\n${output}`);
    if (!isWriting && wrong.length > 0) process.exitCode = 1;
    console.log(
      `${page}: ${results.length} commands${isWriting ? '' : `, ${wrong.length} print something else than is shown`}`,
    );
  }
  rmSync(installed, { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
