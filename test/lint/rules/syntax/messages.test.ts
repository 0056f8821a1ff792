import { describe, expect, it } from 'vitest';
import { instanceWith, lintText, short } from './kit.ts';

const messages: readonly (readonly [string, string])[] = [
  [instanceWith('raise 2'), '"raise" in vrrp_instance VI_1 is not a keyword'],
  [instanceWith('prioriti 2'), '"prioriti" in vrrp_instance VI_1 is not a keyword; did you mean priority?'],
  [
    'vrrp_check chk {\n    script "/usr/bin/true"\n    interval 2\n}\n',
    '"vrrp_check" at the top level is not a keyword (did you mean vrrp_script?); keepalived then misreads lines 2 to 4',
  ],
  [
    'script chk {\n    script "/usr/bin/true"\n    interval 2\n}\n',
    '"script" at the top level is not a keyword (did you mean vrrp_script?); keepalived then misreads lines 2 to 4',
  ],
  [
    'checks chk {\n    interval 2\n}\n',
    '"checks" at the top level is not a keyword; keepalived then misreads lines 2 to 3',
  ],
  [
    instanceWith('auth_pass x'),
    'auth_pass is not a keyword in vrrp_instance VI_1: it belongs in authentication of vrrp_instance',
  ],
  [
    instanceWith('vrrp_script chk {', '}'),
    'vrrp_script is not a keyword in vrrp_instance VI_1: it belongs at the top level; keepalived then misreads lines 8 to 11',
  ],
  [
    instanceWith('nb_get_retry 3'),
    'nb_get_retry is not a keyword in vrrp_instance VI_1: it belongs in HTTP_GET or SSL_GET',
  ],
  [
    instanceWith('{', 'preempt_delay 5', '}'),
    'priority in vrrp_instance VI_1 takes no block; keepalived then misreads lines 9 to 12',
  ],
  [
    instanceWith('advert_int 1 {', '}'),
    'advert_int in vrrp_instance VI_1 takes no block; keepalived then misreads lines 8 to 11',
  ],
  [`${instanceWith()}}\n`, 'this } closes nothing: vrrp_instance VI_1 is closed on line 9 already'],
  [instanceWith().replace(/\}\n$/, ''), 'vrrp_instance VI_1 is never closed: its } is missing'],
  [
    'global_defs {\n    notification_email ops@example.org\n}\n',
    'notification_email in global_defs takes a block in { }, not a value',
  ],
  [
    instanceWith('garp_master_delay'),
    'garp_master_delay in vrrp_instance VI_1 has no value: it takes a number from 0 to 4294',
  ],
  [instanceWith('version'), 'version in vrrp_instance VI_1 has no value: it takes a number from 2 to 3'],
  [
    instanceWith('advert_int 1', 'advert_int 2', 'advert_int 3'),
    'advert_int stands 3 times in vrrp_instance VI_1: advert_int 3 on line 8 counts',
  ],
  [
    instanceWith('nopreempt no'),
    'nopreempt in vrrp_instance VI_1 takes no value: "no" is ignored, and nopreempt is in force',
  ],
  [instanceWith('native_ipv6 x y'), 'native_ipv6 in vrrp_instance VI_1 takes no value: "x y" is ignored'],
  [
    `include "conf.d/*.conf"\n${instanceWith()}`,
    'no file matches "conf.d/*.conf", and nothing is included: its folder is not there either',
  ],
  [
    instanceWith('track_interface {', '~SEQ(I,1) eth$I', '~SEQ(I,x) eth$I', '}'),
    "~SEQ does not run: 'x' is not a number",
  ],
];

describe('messages of the syntax rules', () => {
  it.each(messages)('%s', (text, expected) => {
    expect(lintText(text).map(({ message }) => message)).toContain(expected);
  });

  it('names every line that is misread', () => {
    const [found] = lintText(instanceWith('foo {', '    bar 1', '}'));
    expect(found!.related.map(({ place }) => place.source.position(place.span.start).line)).toEqual([
      7, 9, 10, 11, 12,
    ]);
  });

  it('says where a } too many ended the block', () => {
    const text = 'vrrp_instance VI_1 {\n interface eth0\n}\n state BACKUP\n priority 100\n}\n';
    const [found] = lintText(text);
    expect(found!.message).toBe('this } closes nothing: the } on line 3 ends vrrp_instance VI_1 too early');
    expect(found!.help).toBe('Remove the } on line 3');
    expect(
      found!.related.map(
        ({ place, message }) => `${place.source.position(place.span.start).line} ${message}`,
      ),
    ).toEqual([
      '3 closes vrrp_instance VI_1',
      '4 belongs in vrrp_instance VI_1',
      '5 belongs in vrrp_instance VI_1',
    ]);
  });
});

describe('severities', () => {
  const long = instanceWith(`notify_master "/bin/true ${'x'.repeat(1100)}"`);
  it.each([
    ['2.2.7', 'warning'],
    ['2.4.3', 'error'],
    [undefined, 'error'],
  ])('a long line under %s: %s', (release, severity) => {
    const found = lintText(long, release === undefined ? {} : { release });
    expect(found.find(({ rule }) => rule === 'syntax/line-too-long')?.severity).toBe(severity);
  });

  it.each([
    ['2.2.7', 'warning'],
    ['2.4.3', 'error'],
  ])('a byte of zero under %s: %s', (release, severity) => {
    expect(
      lintText(instanceWith('nopre\0empt'), { release }).find(({ rule }) => rule === 'syntax/nul-byte')
        ?.severity,
    ).toBe(severity);
  });

  it.each([
    ['include nowhere.conf', 'warning'],
    ['include *.nothing', 'info'],
    ['includer nowhere.conf', 'warning'],
    ['includem nowhere.conf', 'error'],
    ['includew *.nothing', 'error'],
    ['includem *.nothing', 'info'],
    ['includea nowhere.conf', 'error'],
  ])('%s: %s', (line, severity) => {
    expect(lintText(`${line}\n${instanceWith()}`).map(short)).toEqual([
      `1:1 ${severity} syntax/missing-include`,
    ]);
  });

  it('include_check makes plain includes strict', () => {
    const text = `global_defs {\n    include_check match\n}\ninclude nowhere.conf\n${instanceWith()}`;
    expect(lintText(text).map(short)).toEqual(['4:1 error syntax/missing-include']);
  });

  it.each([
    ['vrrp_script a {\n    script "/bin/true"\n}\nvrrp_script a {\n    script "/bin/false"\n}\n', 'warning'],
    [
      'vrrp_sync_group a {\n    group {\n        b\n    }\n}\nvrrp_sync_group a {\n    group {\n        c\n    }\n}\n',
      'error',
    ],
    ['virtual_server 192.0.2.1 80 {\n    protocol TCP\n}\nvirtual_server 192.0.2.1 80 {\n}\n', 'warning'],
  ])('a block twice: %s', (text, severity) => {
    expect(lintText(text).map(({ rule, severity: found }) => [rule, found])).toEqual([
      ['syntax/duplicate-block', severity],
    ]);
  });
});

describe('conditions', () => {
  const alternatives = [
    '@web1 virtual_server 192.0.2.100 80 {',
    '@web2 virtual_server 192.0.2.101 80 {',
    '    protocol TCP',
    '    lb_algo rr',
    '}',
    '',
  ].join('\n');

  it.each(['web1', 'web2'])('two openings of one block, each for one host, read on %s', (configId) => {
    expect(lintText(alternatives, { configId }).map(short)).toEqual([]);
  });

  it('the same on a host that neither is for', () => {
    const found = lintText(alternatives, { configId: 'web3' }).filter(
      ({ rule }) => rule === 'syntax/bad-condition',
    );
    expect(found.map(short)).toEqual([
      '1:1 warning syntax/bad-condition',
      '2:1 warning syntax/bad-condition',
    ]);
  });
});
