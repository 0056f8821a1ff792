import { dirname, relative } from 'node:path';
import { expandBraces } from './glob.ts';
import type { LintSection } from './lint-section.ts';

/**
 * Whether a hacfg.yaml leaves a file out. A pattern is matched from the folder of hacfg.yaml; `**` stands for folders
 * in any number, a pattern without a slash for a name in any folder, and a folder for everything below it.
 */
export function isExcluded(path: string, { source, exclude }: LintSection): boolean {
  if (exclude.length === 0) return false;
  const name = relative(dirname(source.path), path).replaceAll('\\', '/');
  return exclude.flatMap(expandBraces).some((pattern) => expressionFor(pattern).test(name));
}

function expressionFor(pattern: string): RegExp {
  const clean = pattern.replace(/^\.?\//, '').replace(/\/$/, '');
  const anywhere = clean.includes('/') ? '' : '(?:.*/)?';
  const body = clean.replace(/\*\*\/|\*\*|\*|\?|[.+^${}()|[\]\\]/g, (found) => {
    if (found === '**/') return '(?:.*/)?';
    if (found === '**') return '.*';
    if (found === '*') return '[^/]*';
    return found === '?' ? '[^/]' : `\\${found}`;
  });
  return new RegExp(`^${anywhere}${body}(?:/.*)?$`, 's');
}
