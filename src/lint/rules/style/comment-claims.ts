import { keywordOf, type Statement } from '../../../../grammar/configuration.ts';
import { readDecimal, readInteger } from '../../../../grammar/values/numbers.ts';
import { mentions } from '../../mentions.ts';

/** What a comment claims and is not so. */
export interface Contradiction {
  readonly claimed: string;
  readonly message: string;
  readonly help: string;
}

export type Judge = (statement: Statement, comment: string) => Contradiction | undefined;

/** A number that is meant for something else than the value: a default, a limit, what was there before. */
const otherNumber =
  /default|maxim|minim|\bmax\b|\bmin\b|at (?:least|most)|up to|\bwas\b|before|previous|\bold\b|instead|less|more|than|about|recommend|\bor\b|\bto\b|[<>~≤≥=]|默认|缺省|最大|最小|至少|最多|以内|以上|超过|大于|小于|建议|原/i;

const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|msecs?|milliseconds?|毫秒)/i, 0.001],
  [/^(?:m|mins?|minutes?|分钟?)(?![a-z])/i, 60],
  [/^(?:h|hours?|小时)(?![a-z])/i, 3600],
  [/^(?:s|secs?|seconds?|segundos?|秒钟?)(?![a-z])/i, 1],
];

/** The only number of a comment, and what follows it; undefined when there are several, or it is about something else. */
function onlyNumber(comment: string): { readonly value: number; readonly after: string } | undefined {
  const numbers = [...comment.matchAll(/\d+(?:\.\d+)?/g)];
  const [first] = numbers;
  if (first === undefined || numbers.length > 1 || otherNumber.test(comment)) return undefined;
  const before = comment.slice(0, first.index);
  if (/[\w.:/-]$/.test(before)) return undefined;
  return { value: Number(first[0]), after: comment.slice(first.index + first[0].length).trimStart() };
}

const seconds: Judge = (statement, comment) => {
  const number = onlyNumber(comment);
  const unit = number === undefined ? undefined : units.find(([pattern]) => pattern.test(number.after));
  if (number === undefined || unit === undefined) return undefined;
  return compared(
    statement,
    number.value * unit[1],
    `${number.value} ${/^\S+/.exec(number.after)?.[0] ?? ''}`,
  );
};

const times: Judge = (statement, comment) => {
  const number = onlyNumber(comment);
  if (
    number === undefined ||
    !/^(?:times|fail|success|check|tries|retries|consecutive|次)/i.test(number.after)
  )
    return undefined;
  return compared(statement, number.value, String(number.value));
};

const points: Judge = (statement, comment) => {
  const found = /(?:reduce|decrease|lower|minus|subtract|drop|减少?|降低?|下降)\D{0,24}(\d+)/i.exec(comment);
  const number = onlyNumber(comment);
  if (found === null || number === undefined) return undefined;
  const { value, fault } = readInteger(statement.words[1] === undefined ? '' : statement.words[1].image);
  return fault !== undefined || value >= 0 || -value === number.value
    ? undefined
    : contradiction(statement, String(number.value));
};

function compared(statement: Statement, claimed: number, shown: string): Contradiction | undefined {
  const { value, fault } = readDecimal(statement.words[1]?.image ?? '');
  return fault !== undefined || Math.abs(value / 1e6 - claimed) < 1e-6
    ? undefined
    : contradiction(statement, shown.trim());
}

function contradiction(statement: Statement, claimed: string): Contradiction {
  const line = `${keywordOf(statement)} ${statement.words[1]!.image}`;
  return {
    claimed,
    message: `the comment says ${claimed}, the line says ${line}`,
    help: 'Put right whichever is wrong',
  };
}

// Each language by itself: V8 takes long over a pattern with flag i that has letters beyond ASCII in it.
const same = /\b(?:same|identical|equal|match(?:es)?)\b/i;
const denied = /\b(?:not|n't|need not|no need|unlike|different)\b/i;
const deniedInChinese = /不(?:必|需|用|要求|一样|相同|同|一致)/;

function isSame(comment: string): boolean {
  return saysSame(comment) && !isDenied(comment);
}

function saysSame(comment: string): boolean {
  return (
    mentions(comment, ['相同', '一致', '一样']) ||
    (mentions(comment, ['same', 'identical', 'equal', 'match']) && same.test(comment))
  );
}

function isDenied(comment: string): boolean {
  return (
    (comment.includes('不') && deniedInChinese.test(comment)) ||
    (mentions(comment, ['not', "n't", 'no need', 'unlike', 'different']) && denied.test(comment))
  );
}

/** `vrrp_instance VI_1 { # same on both routers`. */
const nameMustMatch: Judge = (statement, comment) =>
  isSame(comment)
    ? {
        claimed: 'the same name',
        message: `the name of ${keywordOf(statement)} ${statement.words[1]?.image ?? ''} means nothing to other nodes: it need not be the same`,
        help: 'What must be the same on all nodes is virtual_router_id',
      }
    : undefined;

/** An id that tells the members of a group apart: what people take router_id for. */
function isIdInGroup(comment: string): boolean {
  return (
    (comment.includes('组') && idInChineseGroup.test(comment)) ||
    (mentions(comment, ['group', 'cluster']) && idInGroup.test(comment))
  );
}

const idInGroup =
  /(?:\bid\b|number).{0,24}\b(?:in|of|within) (?:the |a |its )?(?:\w+ )?(?:group|cluster)|\bgroup id\b/i;
const idInChineseGroup = /组(?:中|内|里)?的?\s*(?:[iI][dD]|标识|编号)/;

const routerIdIsName: Judge = (_statement, comment) => {
  if (isSame(comment)) {
    return {
      claimed: 'the same router_id',
      message: 'router_id names this node in mails and SNMP: it is to differ from node to node',
      help: 'What must be the same on all nodes is virtual_router_id',
    };
  }
  return isIdInGroup(comment)
    ? {
        claimed: 'an id in a group',
        message: 'router_id belongs to no group: it is the name of this node in mails and SNMP',
        help: 'A name that tells the node from all others, such as its host name; the number of the group is virtual_router_id',
      }
    : undefined;
};

/** How the comments at a keyword are judged, by its path. */
export const judges: Readonly<Record<string, Judge>> = {
  '/vrrp_instance': nameMustMatch,
  'global_defs/router_id': routerIdIsName,
  'vrrp_script/interval': seconds,
  'vrrp_script/timeout': seconds,
  'vrrp_script/fall': times,
  'vrrp_script/rise': times,
  'vrrp_script/weight': points,
  'vrrp_instance/advert_int': seconds,
  'vrrp_instance/preempt_delay': seconds,
  'virtual_server/delay_loop': seconds,
  'virtual_server/persistence_timeout': seconds,
  'virtual_server/real_server/TCP_CHECK/connect_timeout': seconds,
  'virtual_server/real_server/TCP_CHECK/retry': times,
  'virtual_server/real_server/TCP_CHECK/delay_before_retry': seconds,
  'virtual_server/real_server/HTTP_GET/connect_timeout': seconds,
  'virtual_server/real_server/HTTP_GET/retry': times,
  'virtual_server/real_server/HTTP_GET/delay_before_retry': seconds,
};
