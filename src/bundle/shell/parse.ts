import { parse } from 'unbash';
import type { SourceText } from '../../../grammar/source.ts';
import type { ShellScript } from './script.ts';

/** Parses a script. Never throws: what is no shell gives a tree with errors. */
export function parseScript(source: SourceText): ShellScript {
  return { source, tree: parse(source.text) };
}
