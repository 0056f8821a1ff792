import { expect, it } from 'vitest';
import { findingsOf, instance } from '../cluster/kit.ts';

const mail = (server: string) =>
  `global_defs {\nnotification_email {\nops@example.com\n}\nsmtp_server ${server}\n}\n${instance({ lines: ['smtp_alert'] })}`;
const login = 'keepalived speaks plain SMTP, and this relay wants a user and a password';

it.each([
  ['smtp.qq.com', 'warning', `smtp_server smtp.qq.com: ${login}`],
  ['smtp.exmail.qq.com 25', 'warning', `smtp_server smtp.exmail.qq.com: ${login}`],
  ['SMTP.Gmail.com 587', 'warning', `smtp_server SMTP.Gmail.com: ${login}`],
  [
    '192.0.2.25 465',
    'warning',
    'smtp_server 192.0.2.25 465: keepalived speaks plain SMTP, and this port wants TLS from the first byte',
  ],
  // Takes mail for the users of the provider from everybody; takes it from hosts that were let in.
  ['mx1.qq.com', 'info', 'smtp_server mx1.qq.com is looked up when keepalived starts'],
  ['smtp-relay.gmail.com', 'info', 'smtp_server smtp-relay.gmail.com is looked up when keepalived starts'],
  ['mail.example.com', 'info', 'smtp_server mail.example.com is looked up when keepalived starts'],
])('smtp_server %s', (server, severity, message) => {
  const found = findingsOf('notify/smtp', mail(server));
  expect(found.map((one) => [one.severity, one.message])).toEqual([[severity, message]]);
});
