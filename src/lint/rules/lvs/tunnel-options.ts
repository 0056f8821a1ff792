import {
  keywordOf,
  placeOf,
  placeOfLine,
  type Statement,
  textOf,
} from '../../../../grammar/configuration.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { headerOf } from './service.ts';

/** What the words behind the method say. */
interface Tunnel {
  readonly type: string;
  readonly port: string | undefined;
  readonly checksum: string;
}

const types: ReadonlySet<string> = new Set(['ipip', 'gue', 'gre']);
const checksums: ReadonlySet<string> = new Set(['nocsum', 'csum', 'remcsum']);

/** The options, as far as each of them can be used; undefined when one cannot, which is reported as a bad word. */
function readTunnel(statement: Statement): Tunnel | undefined {
  const words = statement.words.map((word) => textOf(word));
  let tunnel: Tunnel = { type: 'ipip', port: undefined, checksum: 'nocsum' };
  for (let at = 2; at < words.length; at++) {
    const word = words[at]!;
    const value = words[at + 1];
    if (checksums.has(word)) tunnel = { ...tunnel, checksum: word };
    else if (word === 'type' && value !== undefined && types.has(value)) tunnel = { ...tunnel, type: value };
    else if (word === 'port' && value !== undefined && /^0*[1-9]\d{0,4}$/.test(value))
      tunnel = { ...tunnel, port: value };
    else return undefined;
    if (!checksums.has(word)) at++;
  }
  return tunnel;
}

interface Fault {
  readonly message: string;
  readonly help: string;
}

function faultOf({ type, port, checksum }: Tunnel): Fault | undefined {
  if (type === 'gue' && port === undefined)
    return { message: 'has type gue, which needs a port', help: 'TUN type gue port 6080' };
  if (type !== 'gue' && port !== undefined)
    return {
      message: `has a port, which only type gue takes; its type is ${type}`,
      help: `TUN type gue port ${port}, or without the port`,
    };
  if (type === 'ipip' && checksum !== 'nocsum')
    return {
      message: `has ${checksum}, but ipip tunnels carry no checksum`,
      help: 'TUN without it, or type gue or gre',
    };
  if (type === 'gre' && checksum === 'remcsum')
    return { message: 'has remcsum, which gre tunnels do not know', help: 'TUN type gre csum' };
  return undefined;
}

function check(statement: Statement, context: RuleContext): void {
  if (statement.words.length < 3 || !isFrom(context, '2.0.18')) return;
  const tunnel = readTunnel(statement);
  const fault = tunnel === undefined ? undefined : faultOf(tunnel);
  if (fault === undefined) return;
  const keyword = keywordOf(statement);
  const owner = statement.parent.owner;
  context.report({
    place: placeOfLine(statement),
    message: `${headerOf(statement)}${owner === undefined ? '' : ` in ${headerOf(owner)}`} ${fault.message}`,
    label: 'does not go together',
    help: `${keyword} ${fault.help}`,
    related: owner === undefined ? [] : [{ place: placeOf(owner), message: 'gets a plain ipip tunnel' }],
  });
}

const kind = (options: string) =>
  sample({ settings: ['delay_loop 6', 'lb_algo rr', `lb_kind TUN ${options}`, 'protocol TCP'] });

const keywords = [
  'virtual_server/lb_kind',
  'virtual_server/lvs_method',
  'virtual_server/sorry_server_lvs_method',
  'virtual_server/real_server/lvs_method',
];

/** Options of a tunnel that contradict each other. */
export const lvsTunnelOptions = defineRule({
  id: 'lvs/tunnel-options',
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'Tunnel options that do not go together',
    why: 'keepalived takes the method and leaves out all the options of the tunnel: packets leave in a plain ipip tunnel, which the real servers may not unpack.',
    references: ['keepalived check/check_parser.c: svr_forwarding_handler', 'ipvsadm(8): --tun-type'],
  },
  bad: [
    { caption: 'gue without a port', at: '4:5', files: kind('type gue') },
    { caption: 'A checksum of ipip', at: '4:5', files: kind('type ipip csum') },
  ],
  good: [{ files: kind('type gue port 6080 csum') }, { files: kind('type gre csum') }],
  on: {
    statement: Object.fromEntries(
      keywords.map((key) => [
        key,
        (statement: Statement, _node: unknown, context: RuleContext) => check(statement, context),
      ]),
    ),
  },
});
