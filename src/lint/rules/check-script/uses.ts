import { keywordOf } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';

import { nameOfBlock } from '../value/wording.ts';

const checkName = /check|(?:^|[_.-])(?:chk|ck|health|monitor|alive|probe)/;

/** Whether a script decides over a service: one that keepalived runs as a check, or one that is called like it. */
export function isCheck({ role, name }: ScriptUse): boolean {
  return (
    role === 'check' ||
    role === 'checker' ||
    role === 'commented' ||
    (role === 'loose' && checkName.test(name.toLowerCase()))
  );
}

/** Whether keepalived runs it: what is wrong with it is wrong with the cluster. */
export function isRun({ role }: ScriptUse): boolean {
  return role !== 'commented' && role !== 'loose';
}

export function checksOf(node: NodeModel): ScriptUse[] {
  return node.scriptUses.filter(isCheck);
}

/** `check.sh`; the block of a command that is given in place: `script of vrrp_script chk_nginx`. */
export function nameOfUse({ file, statement, name }: ScriptUse): string {
  if (file !== undefined || statement === undefined) return name;
  return `${keywordOf(statement)} of ${nameOfBlock(statement.parent)}`;
}

/** Where the script is named, when that is not where the finding is. */
export function relatedOf(use: ScriptUse, at: Place): Related[] {
  const { place, statement } = use;
  if (place === undefined || place.source === at.source) return [];
  const message =
    statement === undefined ? 'named here, in a comment' : `run by ${nameOfBlock(statement.parent)}`;
  return [{ place, message }];
}

/** From the first word of one command to the last of another, as it was written. */
export function between(first: ShellCommand, last: ShellCommand): Place {
  if (first.place.source !== last.place.source) return last.place;
  return { source: first.place.source, span: { start: first.place.span.start, end: last.place.span.end } };
}

/** The text of a place in one line. */
export function written({ source, span }: Place): string {
  return source.slice(span).replace(/\s+/g, ' ').trim();
}

/** The first argument that is no option. */
export function operandOf({ args }: ShellCommand): string | undefined {
  return args.find((arg) => !arg.text.startsWith('-'))?.text;
}

/** Whether an option is given: `-m`, `-sm2`, `--max-time=2`. */
export function hasOption({ args }: ShellCommand, letter: string, ...names: readonly string[]): boolean {
  return args.some(
    ({ text }) =>
      (letter !== '' && new RegExp(`^-(?!-)[A-Za-z0-9]*${letter}`).test(text)) ||
      names.some((name) => text === name || text.startsWith(`${name}=`)),
  );
}
