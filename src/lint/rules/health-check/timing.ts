import { type Block, keywordOf, type Statement } from '../../../../grammar/configuration.ts';
import { decimalIn, unsignedIn } from '../../../model/statements.ts';
import { settings } from './checkers.ts';

/** Seconds, or a number, that a checker goes by, and the statement that says so; undefined for a default. */
export interface Setting {
  readonly value: number;
  readonly statement: Statement | undefined;
}

/** What a checker goes by when nobody says anything (keepalived check_data.c: validate_check_config, and checkers). */
interface Defaults {
  readonly retry: number;
  /** Undefined: as long as delay_loop. */
  readonly pause: number | undefined;
}

const usual: Defaults = { retry: 1, pause: 1 };
const defaults: Readonly<Record<string, Defaults>> = {
  HTTP_GET: { retry: 1, pause: 3 },
  SSL_GET: { retry: 1, pause: 3 },
  DNS_CHECK: { retry: 3, pause: undefined },
  MISC_CHECK: { retry: 0, pause: 1 },
};

/** How long a checker lasts and how often it runs. */
export interface Timing {
  /** As written; undefined: nobody wrote one. */
  readonly timeout: Setting | undefined;
  readonly loop: Setting;
  /** Seconds until a real server that does not answer counts as down, at worst. */
  readonly worst: number;
}

const defaultLoop = 60;

/** A keyword of the checker, else of the real server, else of the virtual server. */
function written(
  blocks: readonly (Block | undefined)[],
  keyword: string,
  read: (statement: Statement) => number | undefined,
): Setting | undefined {
  for (const block of blocks) {
    const statement = settings(block, keyword).findLast((one) => read(one) !== undefined);
    if (statement !== undefined) return { value: read(statement)!, statement };
  }
  return undefined;
}

const seconds = (statement: Statement) => decimalIn(statement.words[1], 0, Number.MAX_SAFE_INTEGER);
const count = (statement: Statement) => unsignedIn(statement.words[1], 0, 4294967295);

export function timingOf(checker: Statement): Timing {
  const server = checker.parent;
  const blocks = [checker.block, server, server.owner?.parent];
  const byDefault = defaults[keywordOf(checker)] ?? usual;
  const isScript = keywordOf(checker) === 'MISC_CHECK';
  const timeout = isScript
    ? written(blocks.slice(0, 1), 'misc_timeout', seconds)
    : written(blocks, 'connect_timeout', seconds);
  const loop = written(blocks, 'delay_loop', seconds) ?? { value: defaultLoop, statement: undefined };
  const retry = written(blocks, 'retry', count)?.value ?? byDefault.retry;
  const pause = written(blocks, 'delay_before_retry', seconds)?.value ?? byDefault.pause ?? loop.value;
  const worst = (retry + 1) * (timeout?.value ?? 0) + retry * pause + loop.value;
  return { timeout, loop, worst };
}
