import { argumentOf, type Block, keywordOf, type Statement } from '../../grammar/configuration.ts';
import { parseAddress } from '../../grammar/values/address.ts';
import { connectTimeout } from '../meaning/lvs.ts';
import type { Checker, NodeModel, RealServer } from '../model/node.ts';
import type { ServerCheckText } from '../topology/schema.ts';
import { isWord } from './checks.ts';
import { plainCommand } from './commands.ts';

/** A checker in the words of hacfg.yaml; undefined: it has none for it. */
export function readChecker(
  checker: Checker,
  server: RealServer,
  node: NodeModel,
): ServerCheckText | undefined {
  const read = readers[checker.type];
  const fields = new Fields(checker.block);
  const text = read?.(fields, { checker, server, node });
  return text === undefined || fields.hasMore ? undefined : text;
}

interface Around {
  readonly checker: Checker;
  readonly server: RealServer;
  readonly node: NodeModel;
}

type Reader = (fields: Fields, around: Around) => ServerCheckText | undefined;

/** The keywords of a block, each at most once, with one value. */
class Fields {
  private readonly left: Set<Statement>;

  constructor(block: Block | undefined) {
    this.left = new Set(block?.statements ?? []);
  }

  /** Something stands there that was not asked for. */
  get hasMore(): boolean {
    return this.left.size > 0;
  }

  take(keyword: string): Statement | undefined {
    const own = this.all(keyword);
    if (own.length !== 1) return undefined;
    this.left.delete(own[0]!);
    return own[0];
  }

  /** The only argument of a keyword, when it is of the right kind; otherwise the keyword stays. */
  value<Value>(keyword: string, convert: (text: string) => Value | undefined): Value | undefined {
    const [statement, ...more] = this.all(keyword);
    const word = statement === undefined ? undefined : argumentOf(statement);
    const isOne = more.length === 0 && statement?.words.length === 2 && word !== undefined;
    const found = isOne ? convert(word) : undefined;
    if (found !== undefined) this.left.delete(statement!);
    return found;
  }

  flag(keyword: string): boolean {
    const statement = this.take(keyword);
    if (statement !== undefined && statement.words.length > 1) this.left.add(statement);
    return statement !== undefined;
  }

  all(keyword: string): Statement[] {
    return [...this.left].filter((one) => keywordOf(one) === keyword);
  }

  takeAll(keyword: string): Statement[] {
    const own = this.all(keyword);
    for (const statement of own) this.left.delete(statement);
    return own;
  }
}

const number = (text: string): number | undefined => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined);
const positive = (text: string): number | undefined => {
  const value = number(text);
  return value === undefined || value <= 0 ? undefined : value;
};
const whole = (text: string): number | undefined => (/^\d{1,3}$/.test(text) ? Number(text) : undefined);
const port = (text: string): number | undefined => {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= 65535 ? value : undefined;
};
const address = (text: string): string | undefined => (parseAddress(text) === undefined ? undefined : text);
const word = (text: string): string | undefined => (isWord(text) ? text : undefined);

function given<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}

/** What checkers that connect share. */
function schedule(fields: Fields, { checker, server }: Around): object {
  fields.value('connect_timeout', positive);
  return {
    timeout: connectTimeout(server, checker.block),
    ...given('retry', fields.value('retry', whole)),
    ...given('delay_before_retry', fields.value('delay_before_retry', positive)),
    ...given('interval', fields.value('delay_loop', positive)),
    ...given('port', fields.value('connect_port', port)),
    ...given('address', fields.value('connect_ip', address)),
    ...given('bind', fields.value('bindto', address)),
  };
}

const readers: Readonly<Record<string, Reader>> = {
  TCP_CHECK: (fields, around) => ({ kind: 'tcp', ...schedule(fields, around) }),
  HTTP_GET: (fields, around) => web('http', fields, around),
  SSL_GET: (fields, around) => web('https', fields, around),
  SMTP_CHECK: (fields, around) => ({
    kind: 'smtp',
    ...given('helo', fields.value('helo_name', word)),
    ...schedule(fields, around),
  }),
  PING_CHECK: (fields, around) => ({ kind: 'ping', ...schedule(fields, around) }),
  MISC_CHECK: misc,
};

function misc(fields: Fields, { node }: Around): ServerCheckText | undefined {
  const run = plainCommand(fields.take('misc_path'), node.release);
  if (run === undefined) return undefined;
  return {
    kind: 'command',
    run,
    ...given('timeout', fields.value('misc_timeout', whole)),
    ...(fields.flag('misc_dynamic') ? { dynamic: true } : {}),
    ...given('user', fields.value('user', word)),
    ...given('interval', fields.value('delay_loop', positive)),
    ...given('retry', fields.value('retry', whole)),
    ...given('delay_before_retry', fields.value('delay_before_retry', positive)),
  };
}

/** Pages with one expected answer; without any, keepalived takes every 2xx, which hacfg.yaml cannot say. */
function web(kind: 'http' | 'https', fields: Fields, around: Around): ServerCheckText | undefined {
  const pages = fields.takeAll('url').map((one) => readPage(one.block));
  const [first] = pages;
  if (first === undefined || pages.some((page) => page === undefined || page.answer !== first.answer))
    return undefined;
  const paths = pages.map((page) => page!.path);
  const host = fields.value('virtualhost', word);
  return {
    kind,
    ...(paths.length === 1 ? { path: paths[0]! } : { paths }),
    ...given('status', first.status),
    ...given('digest', first.digest),
    ...given('virtualhost', host),
    ...(kind === 'https' && fields.flag('enable_sni') ? { sni: true } : {}),
    ...schedule(fields, around),
  } as ServerCheckText;
}

interface Page {
  readonly path: string;
  readonly status: number | undefined;
  readonly digest: string | undefined;
  readonly answer: string;
}

function readPage(block: Block | undefined): Page | undefined {
  const fields = new Fields(block);
  const path = fields.value('path', (text) =>
    /^\/[A-Za-z0-9._~/?&=%+:@,;-]*$/.test(text) && text.length <= 500 ? text : undefined,
  );
  const status = fields.value('status_code', (text) => (/^[1-5]\d\d$/.test(text) ? Number(text) : undefined));
  const digest = fields.value('digest', (text) => (/^[0-9a-fA-F]{32}$/.test(text) ? text : undefined));
  const isKnown = status !== undefined || digest !== undefined;
  if (path === undefined || !isKnown || fields.hasMore) return undefined;
  return { path, status, digest, answer: `${status} ${digest}` };
}
