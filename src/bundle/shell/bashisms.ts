import type { ParsedScript, SyntaxNode, Word } from 'unbash';
import type { SourceText } from '../../../grammar/source.ts';
import { forEachChild } from './children.ts';
import { isNetworkPath } from './program.ts';
import type { Bashism } from './script.ts';

interface Found {
  readonly what: string;
  readonly instead: string;
  /** Only these characters of the node are meant, when not all. */
  readonly length?: number;
}

/** Built-in commands of bash that a POSIX shell lacks. */
const builtins: ReadonlyMap<string, string> = new Map([
  ['source', '. FILE'],
  ['let', 'x=$((...))'],
  ['declare', 'a plain assignment'],
  ['typeset', 'a plain assignment'],
  ['mapfile', 'while read -r line; do ...; done'],
  ['readarray', 'while read -r line; do ...; done'],
  ['pushd', 'cd in a subshell'],
  ['popd', 'cd in a subshell'],
  ['shopt', 'nothing: sh has no such options'],
]);

const operations: ReadonlyMap<string, Found> = new Map([
  ['Replace', { what: '${name/a/b}', instead: 'sed' }],
  ['Slice', { what: '${name:from:length}', instead: 'cut, or ${name#pattern}' }],
  ['CaseModification', { what: '${name^}', instead: 'tr' }],
  ['Transform', { what: '${name@Q}', instead: 'another command' }],
]);

/** What a script for sh uses that only bash knows; dash, which is sh on Debian and Ubuntu, stops or fails there. */
export function bashismsOf(tree: ParsedScript, source: SourceText): Bashism[] {
  const bashisms: Bashism[] = [];
  const visit = (node: SyntaxNode): void => {
    const found = look(node, source);
    if (found !== undefined) {
      const end = found.length === undefined ? node.end : node.pos + found.length;
      bashisms.push({
        place: source.origin({ start: node.pos, end }),
        what: found.what,
        instead: found.instead,
      });
    }
    // Places in the text of escaped backticks are not places in the file.
    if ('source' in node && node.source !== undefined && node !== tree) return;
    forEachChild(node, visit);
  };
  forEachChild(tree, visit);
  return bashisms;
}

function look(node: SyntaxNode, source: SourceText): Found | undefined {
  switch (node.type) {
    case 'TestCommand':
      return { what: '[[ ... ]]', instead: '[ ... ]', length: 2 };
    case 'ArithmeticCommand':
      return { what: '((...))', instead: '[ "$x" -gt 0 ] or : $((...))', length: 2 };
    case 'ArithmeticFor':
      return { what: 'for ((...))', instead: 'a while loop', length: 3 };
    case 'Select':
      return { what: 'select', instead: 'read and case', length: 6 };
    case 'Function':
      return source.text.startsWith('function', node.pos)
        ? { what: 'function NAME', instead: `${node.name.text}() { ...; }`, length: 8 }
        : undefined;
    case 'ArrayValue':
      return { what: 'an array', instead: 'words of one variable, or set -- ...' };
    case 'HereString':
      return { what: '<<<', instead: 'printf %s "..." |' };
    case 'ProcessSubstitution':
      return { what: `${node.operator}(...)`, instead: 'a pipe or a file', length: 2 };
    case 'AnsiCQuoted':
      return { what: "$'...'", instead: '"$(printf ...)"' };
    case 'ParameterExpansion':
      if (node.prefix === '!') return { what: '${!name}', instead: 'eval' };
      return node.operation === undefined ? undefined : operations.get(node.operation.type);
    case 'Redirect':
      return redirect(node.operator, node.target);
    case 'Command':
      return command(node.name, node.args);
    default:
      return undefined;
  }
}

function redirect(operator: string, target: Word | undefined): Found | undefined {
  if (operator.startsWith('&>')) {
    return { what: operator, instead: `${operator.slice(1)}FILE 2>&1`, length: operator.length };
  }
  return target !== undefined && isNetworkPath(target.value)
    ? { what: '/dev/tcp', instead: 'nc -z -w 2 HOST PORT' }
    : undefined;
}

function command(name: Word | undefined, args: readonly { readonly text: string }[]): Found | undefined {
  if (name === undefined) return undefined;
  const instead = builtins.get(name.value);
  if (instead !== undefined) return { what: name.value, instead, length: name.value.length };
  if ((name.value === '[' || name.value === 'test') && args.some((arg) => arg.text === '==')) {
    return { what: '== in [ ... ]', instead: '=' };
  }
  return undefined;
}
