import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './settings.js';

/** The licence and the notice of every package that went into the bundles. */
export function licences(files) {
  const folders = new Set(
    files.map((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean),
  );
  const texts = [...folders].sort().map(licenceOf);
  return `hacfg contains parts of the following packages.\n\n${texts.join('\n')}`;
}

function licenceOf(folder) {
  const path = join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const files = readdirSync(path)
    .filter((file) => /^(?:licen[cs]e|notice|copying)(?:[.-]|$)/i.test(file))
    .sort();
  if (files.length === 0 && typeof license !== 'string') throw new Error(`${name} names no licence`);
  const texts = files.map((file) => readFileSync(join(path, file), 'utf8').trim());
  const rule = '-'.repeat(78);
  return `${rule}\n${name} ${version} (${license})\n${rule}\n\n${texts.join('\n\n')}\n`;
}
