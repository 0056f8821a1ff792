import { describe, expect, it } from 'vitest';
import { instanceWith, lintText, short } from './kit.ts';

/** A mistake, and all that the syntax rules say of it. */
const mistakes: readonly (readonly [string, string, readonly string[]])[] = [
  ['a word nobody knows', instanceWith('prioritty 90'), ['6:5 error syntax/unknown-keyword']],
  ['dashes for underscores', instanceWith('advert-int 1'), ['6:5 error syntax/unknown-keyword']],
  ['a keyword of another block', instanceWith('auth_type PASS'), ['6:5 error syntax/keyword-in-wrong-block']],
  [
    'a setting under its global name',
    instanceWith('vrrp_garp_master_delay 5'),
    ['6:5 error syntax/keyword-in-wrong-block'],
  ],
  [
    'three lines behind a } too many',
    'vrrp_instance VI_1 {\n interface eth0\n}\n state BACKUP\n virtual_router_id 51\n priority 100\n}\n',
    ['7:1 error syntax/brace-balance'],
  ],
  [
    'three lines behind the block, with no } too many',
    'vrrp_instance VI_1 {\n interface eth0\n}\nstate BACKUP\nvirtual_router_id 51\npriority 100\n',
    ['4:1 error syntax/keyword-in-wrong-block'],
  ],
  [
    'a block without its {',
    'vrrp_instance VI_1\n    interface eth0\n    virtual_router_id 51\n}\n',
    ['1:1 error syntax/brace-balance'],
  ],
  [
    'a line of a template',
    instanceWith('garp_master_delay {{ delay }}'),
    ['6:23 error syntax/template-residue'],
  ],
  [
    'a loop of a template',
    instanceWith('{% if master %}', 'nopreempt', '{% endif %}'),
    ['6:5 error syntax/template-residue', '8:5 error syntax/template-residue'],
  ],
  [
    'a placeholder where a number belongs',
    instanceWith('garp_master_delay <DELAY>'),
    ['6:23 error syntax/template-residue'],
  ],
  ['a no-break space', instanceWith('advert_int\u00a01'), ['6:15 error syntax/typographic-characters']],
  ['a byte order mark', `\ufeff${instanceWith()}`, ['1:1 error syntax/typographic-characters']],
  [
    'a byte order mark in front of a comment',
    `\ufeff# web1\n${instanceWith()}`,
    ['1:1 error syntax/typographic-characters'],
  ],
  [
    'a dash of a word processor',
    instanceWith('track_interface {', '    eth1 weight \u201320', '}'),
    ['7:21 error syntax/typographic-characters'],
  ],
  ['a semicolon behind a number', instanceWith('advert_int 1;'), ['6:17 error syntax/value-terminator']],
  [
    'a semicolon behind a word of any kind',
    instanceWith('notify_priority_changes true;'),
    ['6:33 error syntax/value-terminator'],
  ],
  ['an equals sign', instanceWith('advert_int = 1'), ['6:16 error syntax/value-terminator']],
  ['an equals sign without blanks', instanceWith('advert_int=1'), ['6:5 error syntax/unknown-keyword']],
  ['a semicolon behind a flag', instanceWith('nopreempt;'), ['6:5 error syntax/unknown-keyword']],
  [
    'commas in a list',
    instanceWith('track_interface {', '    eth1,eth2', '}'),
    ['7:9 error syntax/comma-separated-list'],
  ],
  [
    'a comma at the end of an entry',
    instanceWith('unicast_peer {', '    192.0.2.12,', '    192.0.2.13', '}'),
    ['7:9 error syntax/comma-separated-list'],
  ],
  [
    'a comment of another language',
    instanceWith('advert_int 1 // seconds'),
    ['6:18 warning syntax/extra-tokens'],
  ],
  ['one with a brace in it', instanceWith('advert_int 1 // see {docs}'), ['6:18 error syntax/extra-tokens']],
  ['a line of one', instanceWith('// the other node has 150'), ['6:5 error syntax/unknown-keyword']],
  [
    'a { in a password',
    instanceWith('authentication {', '    auth_type PASS', '    auth_pass ab{cd', '}', '}'),
    ['8:21 error syntax/brace-balance'],
  ],
  [
    'a # in a word of fixed spelling',
    instanceWith('version 3#rfc'),
    ['6:14 info syntax/comment-char-in-value'],
  ],
  [
    'a backslash at the end of a line',
    instanceWith('notify_master \\', '"/bin/true"'),
    ['7:5 error syntax/unknown-keyword'],
  ],
  ['an address outside of a list', instanceWith('192.0.2.101/24'), ['6:5 error syntax/unknown-keyword']],
  ['include without a file', `include\n${instanceWith()}`, ['1:1 error syntax/unknown-keyword']],
  ['a definition with blanks', `$DELAY = 5\n${instanceWith()}`, ['1:1 error syntax/unknown-keyword']],
  [
    'a name in front of a dot',
    `$NET=192.0.2\n${instanceWith('mcast_src_ip $NET.11')}`,
    ['7:18 error syntax/template-residue'],
  ],
  [
    'a name used too early',
    `${instanceWith('garp_master_delay $DELAY')}$DELAY=5\n`,
    ['6:23 error syntax/template-residue'],
  ],
  [
    'a loop that gives one mistake many times',
    instanceWith('~SEQ(I,1,5) nonsense ${I}'),
    ['6:17 error syntax/unknown-keyword'],
  ],
];

describe('one mistake, one finding', () => {
  it.each(mistakes)('%s', (_title, text, expected) => {
    expect(lintText(text).map(short)).toEqual(expected);
  });

  const fine: readonly (readonly [string, string])[] = [
    ['colons and equals signs in values', instanceWith('notify_master "/bin/sh -c \'A=1; B=2\'"')],
    [
      'a comma in an e-mail name',
      'global_defs {\n    notification_email_from "Web, LB <lb@example.org>"\n}\n',
    ],
    [
      'commas in route options',
      instanceWith('virtual_routes {', '    198.51.100.0/24 via 192.0.2.1 dev eth0', '}'),
    ],
    ['loop variables', instanceWith('virtual_ipaddress_excluded {', '    ~SEQ(I,1,3) 198.51.100.${I}', '}')],
    [
      'a shell variable in a quoted command',
      instanceWith('notify_master "/usr/bin/logger ${HOSTNAME} $USER now"'),
    ],
    ['curly quotes in a quoted text', instanceWith('notify_master "/usr/bin/logger \u201cmaster\u201d"')],
    ['names in capital letters in quotes', 'virtual_server 192.0.2.100 80 {\n    virtualhost "<b>"\n}\n'],
    ['several status codes', 'SSL {\n}\n'],
  ];
  it.each(fine)('nothing of %s', (_title, text) => {
    expect(lintText(text).map(short)).toEqual([]);
  });
});
