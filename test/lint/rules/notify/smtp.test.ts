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

it('finds settings that stand among the recipients', () => {
  const text = `global_defs {\nnotification_email {\nops@example.com\nsmtp_connect_timeout 30\nrouter_id lb1\n}\n}\n${instance()}`;
  const found = findingsOf('notify/smtp', text);
  expect(found.map(({ message, help, related }) => [message, help, related.length])).toEqual([
    [
      'smtp_connect_timeout and 30 in notification_email are taken for addresses',
      'smtp_connect_timeout 30 behind the } of notification_email',
      1,
    ],
  ]);
});

it.each([
  [
    'ops@example.com',
    '',
    ['notification_email and smtp_server 127.0.0.1 are there, but nothing sends mail: no smtp_alert'],
  ],
  [
    'root',
    '',
    ['notification_email and smtp_server 127.0.0.1 are there, but nothing sends mail: no smtp_alert'],
  ],
  ['ops@example.com', 'smtp_alert', []],
])('tells of mail that nothing sends: %s, %j', (recipient, line, messages) => {
  const text = `global_defs {\nnotification_email {\n${recipient}\n}\nsmtp_server 127.0.0.1\n}\n${instance({ lines: [line] })}`;
  expect(findingsOf('notify/smtp', text).map(({ message }) => message)).toEqual(messages);
});
