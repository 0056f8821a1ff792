import { argumentOf, type Statement } from '../../grammar/configuration.ts';
import { readBoolean } from '../../grammar/values/booleans.ts';
import type { NodeModel } from '../model/node.ts';
import { plainCommand } from './commands.ts';

const keys = [
  ['notify_master', 'master'],
  ['notify_backup', 'backup'],
  ['notify_fault', 'fault'],
  ['notify_stop', 'stop'],
  ['notify', 'any'],
] as const;

export type NotifyDraft = Partial<Record<(typeof keys)[number][1], string>>;

export interface FoundNotify {
  readonly notify: NotifyDraft;
  /** The statements that went into it. */
  readonly taken: readonly Statement[];
}

/** The notify commands of a block that hacfg.yaml can hold. */
export function readNotify(statements: readonly Statement[], node: NodeModel): FoundNotify {
  const notify: NotifyDraft = {};
  const taken: Statement[] = [];
  for (const [keyword, key] of keys) {
    const own = statements.filter(({ words }) => words[0]!.image === keyword);
    const command = own.length === 1 ? plainCommand(own[0], node.release) : undefined;
    if (command === undefined) continue;
    notify[key] = command;
    taken.push(own[0]!);
  }
  return { notify, taken };
}

/** smtp_alert of a block: one statement, with a value or bare. */
export function readSmtpAlert(statements: readonly Statement[]): {
  readonly value: boolean | undefined;
  readonly taken: readonly Statement[];
} {
  const own = statements.filter(({ words }) => words[0]!.image === 'smtp_alert');
  const word = own.length === 1 ? argumentOf(own[0]!) : undefined;
  const value = own.length === 1 ? (word === undefined ? true : readBoolean(word)) : undefined;
  return value === undefined ? { value, taken: [] } : { value, taken: own };
}
