import { argumentOf, placeOf, placeOfLine } from '../../../../grammar/configuration.ts';
import { defineRule } from '../../rule.ts';
import { replaceWord } from '../value/wording.ts';
import { firewallChecks } from './firewall.ts';
import { atEnd, beside, type Check, GlobalStatements } from './statements.ts';

/** keepalived global_parser.c: vrrp_min_garp_handler. */
const bareMinGarp: Check = (globals) => {
  const statement = globals.last('vrrp_min_garp');
  if (statement === undefined || statement.words.length > 1) return [];
  const edit = replaceWord(statement, statement.words[0]!, 'vrrp_min_garp true');
  return [
    {
      place: placeOf(statement),
      message: 'vrrp_min_garp without a value changes nothing',
      why: 'Unlike other switches, this one is off unless the word true follows; keepalived does not say so. Gratuitous ARP goes out in full bursts.',
      label: 'needs true',
      help: 'vrrp_min_garp true',
      ...(edit === undefined
        ? {}
        : { fixes: [{ title: 'Write vrrp_min_garp true', safety: 'unsafe', edits: [edit] }] }),
    },
  ];
};

/** keepalived global_data.c: init_global_data. */
const sameFifo: Check = (globals) => {
  const common = globals.first('notify_fifo');
  return ['vrrp_notify_fifo', 'lvs_notify_fifo'].flatMap((keyword) => {
    const own = globals.first(keyword);
    const name = own && argumentOf(own);
    if (own === undefined || common === undefined || name === undefined) return [];
    if (name !== argumentOf(common)) return [];
    return [
      {
        place: placeOf(own, own.words[1]),
        message: `${keyword} is the same pipe as notify_fifo, ${name}`,
        why: `notify_fifo gets all events already: keepalived ignores ${keyword} and its script, with a line in its log only.`,
        label: 'ignored',
        help: `Give ${keyword} a name of its own, or remove it`,
        ...beside(common, 'gets the same events'),
      },
    ];
  });
};

const twoFifoScripts: Check = (globals) => {
  const [vrrp, lvs] = [globals.first('vrrp_notify_fifo'), globals.first('lvs_notify_fifo')];
  const [script, ignored] = [
    globals.first('vrrp_notify_fifo_script'),
    globals.first('lvs_notify_fifo_script'),
  ];
  if (vrrp === undefined || lvs === undefined || script === undefined || ignored === undefined) return [];
  const name = argumentOf(vrrp);
  const common = globals.first('notify_fifo');
  if (name !== argumentOf(lvs) || (common !== undefined && argumentOf(common) === name)) return [];
  return [
    {
      place: placeOfLine(ignored),
      message: `lvs_notify_fifo_script does not run: vrrp_notify_fifo uses the same pipe, ${name}, and has a script`,
      why: 'One script reads a pipe. keepalived runs that of VRRP, with a line in its log only.',
      label: 'never run',
      help: 'Remove lvs_notify_fifo_script, or give lvs_notify_fifo a pipe of its own',
      ...beside(script, 'this one runs'),
    },
  ];
};

/** keepalived global_parser.c: email_handler. */
const emptyMail: Check = (globals) =>
  globals
    .all('notification_email')
    .filter(({ block }) => block !== undefined && block.statements.length === 0)
    .map((statement) => ({
      place: placeOf(statement),
      message: 'notification_email is empty: it names nobody to write to',
      why: 'keepalived reports the block, and no mail about a failed server or a changed state is ever sent.',
      label: 'no address in it',
      help: 'Write one address a line, or remove the block',
      related: atEnd(statement, 'ends without an address'),
    }));

const checks: readonly Check[] = [bareMinGarp, emptyMail, ...firewallChecks, sameFifo, twoFifoScripts];

/** Settings of global_defs that do nothing, and of which the daemon says so in its log at most. */
export const globalNoEffect = defineRule({
  id: 'global/no-effect',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A setting of global_defs that does nothing, alone or beside another one',
    why: 'keepalived passes over it.',
    references: [
      'keepalived core/global_parser.c: vrrp_min_garp_handler, vrrp_iptables_handler',
      'keepalived core/global_data.c: init_global_data',
    ],
  },
  bad: [
    {
      caption: 'A switch that stays off',
      at: '3:5',
      files: 'global_defs {\n    router_id lb1\n    vrrp_min_garp\n}\n',
    },
    {
      caption: 'Mail to nobody',
      at: '2:5',
      files: 'global_defs {\n    notification_email {\n    }\n    smtp_server 192.0.2.25\n}\n',
    },
    {
      caption: 'One pipe for all events and for some of them',
      at: '3:22',
      files:
        'global_defs {\n    notify_fifo /run/keepalived/events\n    vrrp_notify_fifo /run/keepalived/events\n}\n',
    },
  ],
  good: [{ files: 'global_defs {\n    router_id lb1\n    vrrp_min_garp true\n}\n' }],
  on: {
    node: (node, context) => {
      const globals = new GlobalStatements(node, context);
      for (const finding of checks.flatMap((one) => one(globals, context))) context.report(finding);
    },
  },
});
