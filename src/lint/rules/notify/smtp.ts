import { argumentOf, keywordOf, placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import { parseAddress } from '../../../../grammar/values/address.ts';
import type { NodeModel } from '../../../model/node.ts';
import { entriesOf } from '../../../model/statements.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { notified } from '../script/sample.ts';
import { someOf } from '../vrrp/settings.ts';
import { firstAlert } from './alerts.ts';
import { checkEntries, checkUnused } from './mail-list.ts';
import { wantedBy } from './relays.ts';

interface Mail {
  readonly recipients: readonly Statement[];
  readonly server: Statement | undefined;
  readonly from: Statement | undefined;
}

function mailOf(node: NodeModel): Mail {
  const lists = node.all('global_defs').flatMap((one) => one.block?.statements ?? []);
  return {
    recipients: entriesOf(lists.filter((one) => keywordOf(one) === 'notification_email')),
    server: node.globals.last('smtp_server'),
    from: node.globals.last('notification_email_from'),
  };
}

function reportNothingSent(alert: Statement, { recipients, server }: Mail, context: RuleContext): void {
  const lacks = [
    ...(recipients.length === 0 ? ['notification_email'] : []),
    ...(server === undefined ? ['smtp_server'] : []),
  ];
  if (lacks.length === 0) return;
  context.report({
    place: placeOf(alert),
    message: `${keywordOf(alert)} asks for mail, but global_defs has no ${lacks.join(' and no ')}`,
    label: 'nothing is sent',
    help: 'global_defs { notification_email { ADDRESS }; smtp_server 127.0.0.1 }, one a line',
  });
}

function checkServer(server: Statement, context: RuleContext): void {
  const [host = '', port = '25'] = [argumentOf(server), argumentOf(server, 2)];
  const wants = wantedBy(host, port);
  if (wants !== undefined) {
    context.report({
      place: placeOf(server, server.words[wants.word]),
      message: `smtp_server ${[host, port].slice(0, wants.word).join(' ')}: keepalived speaks plain SMTP, and ${wants.what}`,
      why: 'keepalived knows neither TLS nor passwords: no alert gets through.',
      label: 'use a relay on this host',
      help: 'smtp_server 127.0.0.1 25',
    });
  } else if (host !== 'localhost' && /^[A-Za-z]/.test(host) && parseAddress(host) === undefined) {
    context.report({
      place: placeOf(server, server.words[1]),
      severity: 'info',
      message: `smtp_server ${host} is looked up when keepalived starts`,
      why: 'When the name service is not there yet, or slow, the start waits for it; without an answer no alert is ever sent.',
      label: 'a name, not an address',
      help: 'smtp_server ADDRESS, such as a relay on 127.0.0.1',
    });
  }
}

/** What the sample of the distributions says: addresses of nobody, and a relay that is there by chance at best. */
function checkSample({ recipients, server }: Mail, isUsed: boolean, context: RuleContext): void {
  const left = recipients.flatMap((one) =>
    one.words.filter((word) => textOf(word).endsWith('@firewall.loc')).map((word) => placeOf(one, word)),
  );
  if (left.length > 0 && server !== undefined && argumentOf(server) === '192.168.200.1')
    left.push(placeOf(server, server.words[1]));
  const [first, ...others] = left;
  if (first === undefined) return;
  context.report({
    place: first,
    ...(isUsed ? {} : { severity: 'info' }),
    message: `${first.source.slice(first.span)} is left over from the sample configuration: alerts go nowhere`,
    why: isUsed
      ? 'keepalived tries to send a mail at every change that it reports, and waits for a relay that is not there.'
      : 'Nothing sends mail so far; as soon as something does, it goes to nobody.',
    label: 'nobody reads this',
    help: 'Your own address in notification_email, and a relay in smtp_server; or remove all of these lines',
    related: someOf(others.map((place) => ({ place, message: 'as well' }))),
  });
}

function checkFrom(from: Statement, context: RuleContext): void {
  const text = from.words.slice(1).map(textOf).join(' ');
  const address = /<([^<>]*)>/.exec(text)?.[1];
  if (address === undefined) return;
  context.report({
    place: placeOf(from, from.words[1]),
    message: `notification_email_from takes an address alone, not ${text}`,
    why: 'keepalived puts the text between < and > of its own: many relays refuse such a sender, and no alert arrives.',
    label: 'no name, no brackets',
    help: `notification_email_from ${address}`,
  });
}

function check(node: NodeModel, context: RuleContext): void {
  const mail = mailOf(node);
  const alert = firstAlert(node);
  if (alert !== undefined) reportNothingSent(alert, mail, context);
  const isSent = mail.recipients.length > 0 && mail.server !== undefined;
  const isUsed = alert !== undefined || node.all('virtual_server').length > 0;
  checkSample(mail, isSent && isUsed, context);
  if (isSent && isUsed) checkServer(mail.server, context);
  if (isSent && !isUsed) checkUnused(node, mail.recipients, context);
  checkEntries(mail.recipients, context);
  if (mail.from !== undefined) checkFrom(mail.from, context);
}

const mail = (lines: readonly string[]) =>
  notified(['smtp_alert'], ['notification_email {', '    ops@example.com', '}', ...lines]);

/** Alerts that nobody gets. */
export const notifySmtp = defineRule({
  id: 'notify/smtp',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'Mail alerts that cannot be sent, or that nobody reads',
    why: 'keepalived sends a mail only when global_defs names both a recipient and a relay, and says nothing when one is missing.',
    references: [
      'keepalived core/smtp.c: smtp_alert',
      'keepalived core/global_parser.c: smtpserver_handler',
      'acassen/keepalived#2334',
      'acassen/keepalived#239',
    ],
  },
  bad: [
    { caption: 'To whom?', at: '2:5', files: notified([], ['smtp_alert']) },
    { caption: 'No TLS, no password', at: '5:28', files: mail(['smtp_server 192.0.2.25 587']) },
    {
      caption: 'A mailbox for everybody: nothing is taken without a password',
      at: '5:17',
      files: mail(['smtp_server smtp.gmail.com']),
    },
    {
      caption: 'A name in front of the address',
      at: '6:29',
      files: mail(['smtp_server 127.0.0.1', 'notification_email_from "lb1 <lb1@example.com>"']),
    },
  ],
  good: [{ files: mail(['smtp_server 127.0.0.1', 'notification_email_from lb1@example.com']) }],
  on: { node: check },
});
