#!/usr/bin/env node
'use strict';
// The door: runs the bundle, with the code that V8 compiled for it last time when that is at hand. CommonJS, because
// the loader for ES modules alone takes longer than linting a file.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const dist = path.join(__dirname, '..', 'dist');
const bundle = './hacfg.cjs';

/** What a lint may run through, and therefore is run with the code compiled last time. */
const kept = /^\.\/hacfg(?!-rest)/;

/** A cache file: the compiled code between two copies of the first line of its source, each in so many bytes. */
const headerLength = 64;

/** Bytes that a cache is larger than its source, with some to spare. */
const roomForCache = 1024 * 1024;

// Source and compiled code are read into the same memory: fresh memory costs more than what is done with it here.
let memory = Buffer.alloc(0);

/** What has been run, by name: its exports. */
const loaded = new Map();

/** Code that was compiled anew in this run. */
const compiled = [];

if (fs.existsSync(path.join(dist, bundle))) start();
else {
  process.stderr.write('hacfg: not built yet: run "npm run build" in its folder first\n');
  process.exitCode = 2;
}

function start() {
  load(bundle)
    .start()
    .then(() => {
      // Only what a lint has run through is worth keeping: it is the command that must start fast.
      if (process.argv[2] === 'lint') for (const one of compiled) writeCache(one);
      // Everything is written. To wait for Node to take its heap apart is a tenth of a lint.
      process.exit();
    });
}

/** What parts of the bundle take for require(). */
function load(name) {
  if (!name.startsWith('./')) return require(name);
  if (!kept.test(name)) return require(path.join(dist, name));
  if (!loaded.has(name)) loaded.set(name, run(name.slice('./'.length)));
  return loaded.get(name);
}

function run(name) {
  const file = dist + path.sep + name;
  const source = readFile(file).latin1Slice();
  // The first line names the build. V8 itself compares no more than the lengths of two sources.
  const build = source.slice(0, headerLength).split('\n', 1)[0].padEnd(headerLength);
  const cacheName = cacheNameOf(name);
  const cachedData = readCache(cacheName, build);
  const script = new vm.Script(source, { filename: file, cachedData });
  if (cachedData === undefined || script.cachedDataRejected) compiled.push({ cacheName, build, script });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, load, module, file, dist);
  return module.exports;
}

/** Beside the bundle, else in the user's own cache folder, which is seldom asked for. */
function* cacheFolders() {
  yield dist;
  const home = process.env.XDG_CACHE_HOME || (process.env.HOME && path.join(process.env.HOME, '.cache'));
  if (home && path.isAbsolute(home)) yield path.join(home, 'hacfg');
}

/** V8 accepts compiled code only from the release and the machine type that made it. */
function cacheNameOf(name) {
  return `${name.slice(0, -'.cjs'.length)}-${process.version}-${process.arch}.cache`;
}

function readCache(cacheName, build) {
  for (const folder of cacheFolders()) {
    const data = compiledCode(folder + path.sep + cacheName, build);
    if (data !== undefined) return data;
  }
  return undefined;
}

/**
 * The compiled code in a cache file, if that is whole. V8 looks at no more than its head, and would crash on code
 * that ends early or in zeros, as a file does when the power fails while it is written.
 */
function compiledCode(file, build) {
  let bytes;
  try {
    bytes = readOwn(file);
  } catch {
    return undefined; // There is none, or it cannot be read: the program only starts more slowly.
  }
  const end = bytes.length - headerLength;
  const isWhole =
    end > headerLength &&
    bytes.latin1Slice(0, headerLength) === build &&
    bytes.latin1Slice(end, bytes.length) === build;
  return isWhole ? bytes.subarray(headerLength, end) : undefined;
}

/** Valid until the next call. */
function readFile(file, isTrusted = () => true) {
  const descriptor = fs.openSync(file, 'r');
  try {
    const stats = fs.fstatSync(descriptor);
    if (!isTrusted(stats)) return memory.subarray(0, 0);
    if (memory.length < stats.size) memory = Buffer.allocUnsafeSlow(stats.size + roomForCache);
    let length = 0;
    for (let read = -1; read !== 0 && length < stats.size; length += read)
      read = fs.readSync(descriptor, memory, length, stats.size - length, null);
    return memory.subarray(0, length);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Compiled code is run unseen, so it must come from whoever installed the program, from the user, or from root. */
function readOwn(file) {
  return readFile(
    file,
    ({ uid }) =>
      !process.getuid ||
      uid === process.getuid() ||
      uid === 0 ||
      uid === fs.statSync(path.join(dist, bundle)).uid,
  );
}

function writeCache({ cacheName, build, script }) {
  const header = Buffer.from(build, 'latin1');
  const bytes = Buffer.concat([header, script.createCachedData(), header]);
  for (const folder of cacheFolders()) if (writeFile(folder, cacheName, bytes)) return;
}

function writeFile(folder, name, bytes) {
  const temporary = path.join(folder, `.${name}.${process.pid}.tmp`);
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      fs.writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o644 });
      fs.renameSync(temporary, path.join(folder, name));
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      throw error;
    }
    return true;
  } catch {
    return false; // A read-only installation, a full disk: nothing the user asked for depends on it.
  }
}
