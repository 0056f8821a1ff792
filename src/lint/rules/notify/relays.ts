/** What a relay wants and keepalived cannot give. */
export interface Want {
  /** Which word of `smtp_server HOST PORT` tells. */
  readonly word: 1 | 2;
  readonly what: string;
}

/** Ports at which a relay wants TLS, or a user and a password. */
const securePorts: Readonly<Record<string, string>> = {
  465: 'this port wants TLS from the first byte',
  587: 'this port wants a user and a password as a rule',
};

/** Providers whose relays for customers take nothing from whoever does not sign in. */
const providers = [
  '126.com',
  '139.com',
  '163.com',
  'aliyun.com',
  'amazonaws.com',
  'gmail.com',
  'gmx.com',
  'gmx.de',
  'gmx.net',
  'hotmail.com',
  'icloud.com',
  'live.com',
  'mail.me.com',
  'mail.ru',
  'mailgun.org',
  'mxhichina.com',
  'office365.com',
  'outlook.com',
  'qq.com',
  'sendgrid.net',
  'sina.cn',
  'sina.com',
  'sohu.com',
  'web.de',
  'yahoo.com',
  'yandex.com',
  'yandex.ru',
  'yeah.net',
  'zoho.com',
];

/** Their names for it; what takes mail for the provider's own users, `mx1.example.com`, wants no password. */
const submission = /^(?:smtp|mail|smtp-mail|email-smtp)\./;

function isForCustomers(host: string): boolean {
  const name = host.toLowerCase();
  return submission.test(name) && providers.some((provider) => name.endsWith(`.${provider}`));
}

/** Why mail does not get through by this relay, if that can be told from its name or port. */
export function wantedBy(host: string, port: string): Want | undefined {
  if (isForCustomers(host)) return { word: 1, what: 'this relay wants a user and a password' };
  const what = securePorts[port];
  return what === undefined ? undefined : { word: 2, what };
}
