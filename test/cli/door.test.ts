import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../bin', import.meta.url));
const cacheName = `hacfg-${process.version}-${process.arch}.cache`;

let folder: string;
let home: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hacfg-door-'));
  home = join(folder, 'home');
  mkdirSync(home);
  cpSync(bin, join(folder, 'bin'), { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A bundle of a line's length, whatever it answers. */
function install(answer: string, build = 'one'): void {
  mkdirSync(join(folder, 'dist'), { recursive: true });
  const text = `/* hacfg test ${build} */
(function(exports,require,module,__filename,__dirname){
const chunk = () => require('./chunk.cjs');
module.exports.start = async () => { console.log(${JSON.stringify(answer)}, chunk().name, __filename.endsWith('dist/hacfg.cjs')); process.exitCode = 1; };
})`;
  writeFileSync(join(folder, 'dist', 'hacfg.cjs'), text);
  writeFileSync(join(folder, 'dist', 'chunk.cjs'), `exports.name = 'chunk';\n`);
}

function open(
  argv: readonly string[] = ['lint'],
  program = join(folder, 'bin', 'hacfg.js'),
): { status: number | null; text: string } {
  const child = spawnSync(process.execPath, [program, ...argv], { env: { HOME: home } });
  return { status: child.status, text: child.stdout.toString() + child.stderr.toString() };
}

const beside = () => join(folder, 'dist', cacheName);
const atHome = () => join(home, '.cache', 'hacfg', cacheName);
const good = { status: 1, text: 'hello chunk true\n' };

describe('bin/hacfg.js', () => {
  it('says how to build what is not built', () => {
    expect(open()).toEqual({
      status: 2,
      text: 'hacfg: not built yet: run "npm run build" in its folder first\n',
    });
  });

  it('runs the bundle, also through a link', () => {
    install('hello');
    symlinkSync(join(folder, 'bin', 'hacfg.js'), join(folder, 'linked'));
    expect(open(['lint'], join(folder, 'linked'))).toEqual(good);
  });

  it('keeps compiled code after a lint only', () => {
    install('hello');
    open(['rules']);
    expect(existsSync(beside())).toBe(false);
    expect(open()).toEqual(good);
    expect(existsSync(beside())).toBe(true);
    const before = statSync(beside(), { bigint: true }).mtimeNs;
    expect(open()).toEqual(good);
    expect(statSync(beside(), { bigint: true }).mtimeNs).toBe(before);
    expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['chunk.cjs', cacheName, 'hacfg.cjs'].sort());
  });

  it('keeps the code of every part that a lint runs through, each in a file of its own', () => {
    install('hello');
    for (const name of ['hacfg-part', 'hacfg-rest'])
      writeFileSync(join(folder, 'dist', `${name}.cjs`), "module.exports = { name: 'part' };\n");
    const text = readFileSync(join(folder, 'dist', 'hacfg.cjs'), 'utf8');
    writeFileSync(
      join(folder, 'dist', 'hacfg.cjs'),
      text.replace('require(', "(require('./hacfg-part.cjs'), require('./hacfg-rest.cjs'), require)("),
    );
    writeFileSync(
      join(folder, 'dist', 'hacfg-part.cjs'),
      `/* hacfg test part */\n(function(exports,require,module){ module.exports = { name: 'part' }; })\n`,
    );
    for (let times = 0; times < 2; times++) {
      expect(open()).toEqual(good);
      const caches = readdirSync(join(folder, 'dist')).filter((name) => name.endsWith('.cache'));
      expect(caches.sort()).toEqual([cacheName, cacheName.replace('hacfg', 'hacfg-part')].sort());
    }
  });

  it('does not take the code of another build of the same length', () => {
    install('hello', 'one');
    open();
    install('adieu', 'two');
    expect(open()).toEqual({ status: 1, text: 'adieu chunk true\n' });
    expect(readFileSync(beside(), 'latin1')).toContain('hacfg test two');
    expect(open()).toEqual({ status: 1, text: 'adieu chunk true\n' });
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['empty', () => Buffer.alloc(0)],
    ['cut short', (bytes) => bytes.subarray(0, bytes.length >> 1)],
    ['cut in the header', (bytes) => bytes.subarray(0, 40)],
    ['all zeros', (bytes) => Buffer.alloc(bytes.length)],
    [
      'zeros behind the header',
      (bytes) => Buffer.concat([bytes.subarray(0, 64), Buffer.alloc(bytes.length - 64)]),
    ],
    ['zeros at its end', (bytes) => Buffer.concat([bytes.subarray(0, -4096), Buffer.alloc(4096)])],
    ['longer than it was', (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])],
    ['something else', () => Buffer.from('not a cache at all\n'.repeat(50))],
  ])('replaces compiled code that is %s', (_what, damage) => {
    install('hello');
    open();
    const sound = readFileSync(beside());
    writeFileSync(beside(), damage(sound));
    expect(open()).toEqual(good);
    expect(readFileSync(beside()).length).toBe(sound.length);
    expect(readFileSync(beside()).equals(damage(sound))).toBe(false);
    expect(open()).toEqual(good);
  });

  it('keeps it in the home folder when its own cannot be written', () => {
    install('hello');
    mkdirSync(beside()); // nobody, not even root, writes a file over a folder
    expect(open()).toEqual(good);
    expect(existsSync(atHome())).toBe(true);
    expect(statSync(join(home, '.cache', 'hacfg')).mode & 0o777).toBe(0o700);
    const before = statSync(atHome(), { bigint: true }).mtimeNs;
    expect(open()).toEqual(good);
    expect(statSync(atHome(), { bigint: true }).mtimeNs).toBe(before);
  });

  it('works when it can be kept nowhere', () => {
    install('hello');
    mkdirSync(beside());
    writeFileSync(join(home, '.cache'), 'a file');
    expect(open()).toEqual(good);
    expect(open()).toEqual(good);
    expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['chunk.cjs', cacheName, 'hacfg.cjs'].sort());
  });
});
