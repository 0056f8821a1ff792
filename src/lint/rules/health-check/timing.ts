import { type Block, keywordOf, type Statement } from '../../../../grammar/configuration.ts';
import { decimalIn, unsignedIn } from '../../../model/statements.ts';

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
  /** As written. */
  readonly timeout: Setting;
  readonly loop: Setting;
  /** Seconds until a real server that does not answer counts as down, at worst. */
  readonly worst: number;
}

const defaultLoop = 60;

const seconds = (statement: Statement) => decimalIn(statement.words[1], 0, Number.MAX_SAFE_INTEGER);
const count = (statement: Statement) => unsignedIn(statement.words[1], 0, 4294967295);

/** The last usable statement of a keyword in a block. */
function written(
  block: Block | undefined,
  keyword: string,
  read: (statement: Statement) => number | undefined,
): Setting | undefined {
  const statements = block?.statements ?? [];
  for (let at = statements.length - 1; at >= 0; at--) {
    const statement = statements[at]!;
    if (statement.spec === undefined || keywordOf(statement) !== keyword) continue;
    const value = read(statement);
    if (value !== undefined) return { value, statement };
  }
  return undefined;
}

/** What a virtual server says for all of its checkers. */
export interface CommonTiming {
  readonly block: Block | undefined;
  readonly timeout: Setting | undefined;
  readonly loop: Setting;
}

export function commonTiming(block: Block | undefined): CommonTiming {
  return {
    block,
    timeout: written(block, 'connect_timeout', seconds),
    loop: written(block, 'delay_loop', seconds) ?? { value: defaultLoop, statement: undefined },
  };
}

/**
 * How a checker with a time limit goes about it: its own settings, else those of the real server, else those of the
 * virtual server. Undefined when the limit is below delay_loop, or when nobody wrote one.
 */
export function slowTimingOf(checker: Statement, common: CommonTiming): Timing | undefined {
  const own = checker.block;
  const server = checker.parent;
  const isScript = keywordOf(checker) === 'MISC_CHECK';
  const timeout = isScript
    ? written(own, 'misc_timeout', seconds)
    : (written(own, 'connect_timeout', seconds) ??
      written(server, 'connect_timeout', seconds) ??
      common.timeout);
  if (timeout === undefined) return undefined;
  const loop = written(own, 'delay_loop', seconds) ?? written(server, 'delay_loop', seconds) ?? common.loop;
  if (timeout.value < loop.value) return undefined;
  const find = (keyword: string, read: (statement: Statement) => number | undefined) =>
    (written(own, keyword, read) ?? written(server, keyword, read) ?? written(common.block, keyword, read))
      ?.value;
  const byDefault = defaults[keywordOf(checker)] ?? usual;
  const retry = find('retry', count) ?? byDefault.retry;
  const pause = find('delay_before_retry', seconds) ?? byDefault.pause ?? loop.value;
  return { timeout, loop, worst: (retry + 1) * timeout.value + retry * pause + loop.value };
}
