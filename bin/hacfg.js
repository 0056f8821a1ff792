#!/usr/bin/env node
'use strict';
// The door: runs the bundle, with the code that V8 compiled for it last time when that is at hand. CommonJS, because
// the loader for ES modules alone takes longer than linting a file.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const bundlePath = path.join(__dirname, '..', 'dist', 'hacfg.cjs');

/** A cache file: the first line of the bundle it was made for, in so many bytes, and the compiled code, twice. */
const headerLength = 64;

if (fs.existsSync(bundlePath)) run(fs.readFileSync(bundlePath, 'latin1'));
else {
  process.stderr.write('hacfg: not built yet: run "npm run build" in its folder first\n');
  process.exitCode = 2;
}

function run(source) {
  // The first line names the build. V8 itself compares no more than the lengths of two sources.
  const build = source.slice(0, headerLength).split('\n', 1)[0].padEnd(headerLength);
  const cached = readCache(build);
  const script = new vm.Script(source, { filename: bundlePath, cachedData: cached });
  const bundle = { exports: {} };
  const folder = path.dirname(bundlePath);
  const load = (name) => require(name.startsWith('./') ? path.join(folder, name) : name);
  script.runInThisContext()(bundle.exports, load, bundle, bundlePath, folder);
  const done = bundle.exports.start();
  // Only what a lint has run through is worth keeping: it is the command that must start fast.
  const wanted = cached === undefined || script.cachedDataRejected;
  if (wanted && process.argv[2] === 'lint') done.then(() => writeCache(build, script));
}

/** Beside the bundle, else in the user's own cache folder. */
function cacheFolders() {
  const home = process.env.XDG_CACHE_HOME || (process.env.HOME && path.join(process.env.HOME, '.cache'));
  const folders = [path.dirname(bundlePath)];
  if (home && path.isAbsolute(home)) folders.push(path.join(home, 'hacfg'));
  return folders;
}

/** V8 accepts compiled code only from the release and the machine type that made it. */
function cacheName() {
  return `hacfg-${process.version}-${process.arch}.cache`;
}

function readCache(build) {
  for (const folder of cacheFolders()) {
    const data = compiledCode(path.join(folder, cacheName()), build);
    if (data !== undefined) return data;
  }
  return undefined;
}

/**
 * The compiled code in a cache file, if it is sound: V8 does not check that, and would crash on a damaged one. To
 * compare two copies is quicker than any checksum, which needs a module loaded or a loop in cold JavaScript.
 */
function compiledCode(file, build) {
  let bytes;
  try {
    bytes = readOwn(file);
  } catch {
    return undefined; // There is none, or it cannot be read: the program only starts more slowly.
  }
  const length = (bytes.length - headerLength) / 2;
  if (length <= 0 || !Number.isInteger(length) || bytes.latin1Slice(0, headerLength) !== build)
    return undefined;
  const code = bytes.subarray(headerLength, headerLength + length);
  return code.equals(bytes.subarray(headerLength + length)) ? code : undefined;
}

/** Compiled code is run unseen, so it must come from whoever installed the program, from the user, or from root. */
function readOwn(file) {
  const descriptor = fs.openSync(file, 'r');
  try {
    const { uid } = fs.fstatSync(descriptor);
    const trusted =
      !process.getuid || uid === process.getuid() || uid === 0 || uid === fs.statSync(bundlePath).uid;
    return trusted ? fs.readFileSync(descriptor) : Buffer.alloc(0);
  } finally {
    fs.closeSync(descriptor);
  }
}

function writeCache(build, script) {
  const code = script.createCachedData();
  for (const folder of cacheFolders())
    if (writeFile(folder, Buffer.concat([Buffer.from(build, 'latin1'), code, code]))) return;
}

function writeFile(folder, bytes) {
  const temporary = path.join(folder, `.${cacheName()}.${process.pid}.tmp`);
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      fs.writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o644 });
      fs.renameSync(temporary, path.join(folder, cacheName()));
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      throw error;
    }
    return true;
  } catch {
    return false; // A read-only installation, a full disk: nothing the user asked for depends on it.
  }
}
