import { compareReleases } from '../../../grammar/vocabulary/releases.ts';
import type { ReleaseName } from '../../../grammar/vocabulary/types.ts';
import type { ServerCheckText } from '../../topology/schema.ts';
import { verbatimLines } from '../../topology/verbatim-lines.ts';
import { seconds } from './scripts.ts';
import type { CheckerLine, CheckerPlan } from './types.ts';

type Checker = Exclude<ServerCheckText, { kind: 'none' }>;

const keywords: Readonly<Record<Checker['kind'], string>> = {
  tcp: 'TCP_CHECK',
  http: 'HTTP_GET',
  https: 'SSL_GET',
  smtp: 'SMTP_CHECK',
  dns: 'DNS_CHECK',
  ping: 'PING_CHECK',
  udp: 'UDP_CHECK',
  command: 'MISC_CHECK',
  file: 'FILE_CHECK',
};

/** What a check needs to know of its surroundings. */
export interface CheckerContext {
  readonly release: ReleaseName;
  /** The port to test where the real server has none. */
  readonly port: number | undefined;
}

/** The block of a health check, line by line. */
export function checkerOf(check: Checker, context: CheckerContext): CheckerPlan {
  const keyword = keywords[check.kind];
  if (check.kind === 'file') {
    const weight = check.weight === undefined ? [] : [line(`weight ${check.weight}`)];
    return { keyword, lines: [line(`track_file ${check.check}`), ...weight] };
  }
  const own = check.kind === 'command' ? commandLines(check) : connectLines(check, context);
  return {
    keyword,
    lines: [...own, ...verbatimLines(check.verbatim).map((text) => line(text))],
  };
}

function commandLines(check: Extract<Checker, { kind: 'command' }>): CheckerLine[] {
  return [
    line(`misc_path "${check.run}"`),
    ...value('misc_timeout', whole(check.timeout)),
    ...(check.dynamic === true ? [line('misc_dynamic')] : []),
    ...value('user', check.user),
    ...value('delay_loop', seconds(check.interval)),
    ...value('retry', check.retry),
    ...value('delay_before_retry', seconds(check.delay_before_retry)),
  ];
}

function connectLines(
  check: Exclude<Checker, { kind: 'command' | 'file' }>,
  { release, port }: CheckerContext,
): CheckerLine[] {
  const isWeb = check.kind === 'http' || check.kind === 'https';
  // The word was nb_get_retry up to 1.3.6.
  const retry = isWeb && compareReleases(release, '1.3.7') < 0 ? 'nb_get_retry' : 'retry';
  return [
    ...kindLines(check),
    ...value('connect_ip', check.address),
    ...value('connect_port', check.port ?? (check.kind === 'ping' ? undefined : port)),
    ...value('bindto', check.bind),
    ...value('connect_timeout', seconds(check.timeout) ?? 3),
    ...value(retry, check.retry),
    ...value('delay_before_retry', seconds(check.delay_before_retry)),
    ...value('delay_loop', seconds(check.interval)),
  ];
}

function kindLines(check: Exclude<Checker, { kind: 'command' | 'file' }>): CheckerLine[] {
  switch (check.kind) {
    case 'http':
    case 'https':
      return webLines(check);
    case 'smtp':
      return value('helo_name', check.helo);
    case 'dns':
      return [...value('type', check.type), ...value('name', check.name)];
    case 'udp':
      return [
        ...value('payload', check.payload),
        ...(check.require_reply === true ? [line('require_reply')] : []),
      ];
    default:
      return [];
  }
}

function webLines(check: Extract<Checker, { kind: 'http' | 'https' }>): CheckerLine[] {
  const paths = [...(check.path === undefined ? [] : [check.path]), ...(check.paths ?? [])];
  // Without either, the daemon takes any 2xx; releases before 2.0.7 want one of the two.
  const status = check.status ?? (check.digest === undefined ? 200 : undefined);
  return [
    ...(check.kind === 'https' && check.sni === true ? [line('enable_sni')] : []),
    ...value('virtualhost', check.virtualhost),
    ...(paths.length === 0 ? ['/'] : paths).map((path) => ({
      block: 'url',
      lines: [
        { text: `path ${path}` },
        ...(check.digest === undefined ? [] : [{ text: `digest ${check.digest}` }]),
        ...(status === undefined ? [] : [{ text: `status_code ${status}` }]),
      ],
    })),
  ];
}

function whole(time: string | number | undefined): number | undefined {
  const value = seconds(time);
  return value === undefined ? undefined : Math.max(1, Math.ceil(value));
}

function value(keyword: string, word: string | number | undefined): CheckerLine[] {
  return word === undefined ? [] : [line(`${keyword} ${word}`)];
}

function line(text: string): CheckerLine {
  return { text };
}
