import { describe, expect, it } from 'vitest';
import { findingsOf, instance, nodes, pointedAt } from './cluster/kit.ts';

/*
 * What findings say and advise, held against what it would do: on a host whose check is never run, on a node whose
 * peer waits, with a password of which nothing is lost.
 */

const script = (command: string, lines: readonly string[] = []) =>
  ['vrrp_script chk {', `script "${command}"`, 'interval 2', ...lines, '}', ''].join('\n');
const tracking = ['track_script {', 'chk', '}'];
const peers = ['unicast_src_ip 192.0.2.11', 'unicast_peer {', '192.0.2.12', '}'];
const authentication = (type: string, password = 'k7Qp2mXv') => [
  'authentication {',
  `auth_type ${type}`,
  `auth_pass ${password}`,
  '}',
];

describe('script/no-absolute-path', () => {
  const helpFor = (command: string) =>
    findingsOf('script/no-absolute-path', script(command) + instance({ lines: tracking }))[0]?.help;

  it.each([
    ['killall -0 nginx', 'script "/usr/bin/killall -0 nginx"'],
    ['sudo /usr/bin/killall -0 nginx', 'script "/usr/bin/sudo /usr/bin/killall -0 nginx"'],
    [
      'pidof nginx',
      'script "/usr/bin/pidof nginx" on Debian and Ubuntu, script "/usr/sbin/pidof nginx" on RHEL and its kin',
    ],
    [
      'checkweb 80',
      'Write its folder too, as "command -v checkweb" prints it on the node: script "/.../checkweb 80"',
    ],
  ])('%s', (command, help) => {
    expect(helpFor(command)).toBe(help);
  });
});

describe('script/no-fall-rise', () => {
  const rule = 'script/no-fall-rise';
  const pgrep = '/usr/bin/pgrep -x nginx';

  it.each([
    ['nothing is written', script(pgrep) + instance({ lines: tracking }), 1],
    ['fall 1 is a choice', script(pgrep, ['fall 1']) + instance({ lines: tracking }), 0],
    ['fall is misspelt, which is said', script(pgrep, ['fail 2']) + instance({ lines: tracking }), 0],
    ['the check is never run: it is defined too late', instance({ lines: tracking }) + script(pgrep), 0],
  ])('%s', (_title, text, count) => {
    expect(findingsOf(rule, text)).toHaveLength(count);
  });
});

describe('script/security-not-enabled', () => {
  it('has a script moved first that keepalived would then refuse', () => {
    const helpOf = (command: string, lines: readonly string[] = []) =>
      findingsOf('script/security-not-enabled', script(command, lines) + instance({ lines: tracking }))[0]!
        .help;
    const plain = 'global_defs { script_user root; enable_script_security }, one a line';
    expect(helpOf('/home/web/check.sh')).toBe(
      `Move /home/web/check.sh to a folder of root, else keepalived will not run it; then ${plain}`,
    );
    expect(helpOf('/home/web/check.sh', ['user web'])).toBe(plain);
    expect(helpOf('/etc/keepalived/check.sh')).toBe(plain);
  });
});

describe('security/writable-script-path', () => {
  it.each([
    ['root runs it', [], 'whoever may replace the file is root'],
    ['another user runs it', ['user nginx'], 'whoever may replace the file does on this host what nginx may'],
    ['its owner runs it', ['user web'], undefined],
  ])('%s', (_title, lines, why) => {
    const text = script('/home/web/check.sh', lines) + instance({ lines: tracking });
    const [found] = findingsOf('security/writable-script-path', text);
    if (why === undefined) expect(found).toBeUndefined();
    else expect(found!.why).toContain(why);
  });
});

describe('script/defined-not-tracked', () => {
  it('tells an entry that is commented out from a whole list', () => {
    const one = script('/usr/bin/pgrep -x nginx');
    const helpOf = (lines: readonly string[]) =>
      findingsOf('script/defined-not-tracked', one + instance({ lines }))[0]!.help;
    expect(helpOf(['track_script {', '#chk', '}'])).toBe(
      'Take the comment mark off chk in track_script, or remove the vrrp_script',
    );
    expect(helpOf(['#track_script {', '#chk', '#}'])).toBe(
      'Take the comment marks off the track_script that names it',
    );
  });
});

describe('script/weight-too-small', () => {
  it('names the nodes that make the check, and no others', () => {
    const one = script('/usr/bin/pgrep -x nginx', ['weight -5']);
    const files = nodes(one + instance({ priority: 150, lines: tracking }), instance({ priority: 100 }));
    expect(findingsOf('script/weight-too-small', files).map(({ help }) => help)).toEqual([
      'weight -51, or lower, on lb1; or priorities closer together',
    ]);
  });
});

describe('unicast/no-source-check', () => {
  it.each([
    ['no authentication', [], 'believes unicast advertisements of any host, not'],
    ['a password', authentication('PASS'), 'advertisements of any host that has the password, not'],
    ['AH', authentication('AH'), undefined],
    ['auth_hmac', ['auth_hmac {', `key 1 ${'0'.repeat(32)}`, 'active_key 1', '}'], undefined],
  ])('%s', (_title, lines, says) => {
    const [found] = findingsOf('unicast/no-source-check', instance({ lines: [...peers, ...lines] }));
    if (says === undefined) expect(found).toBeUndefined();
    else expect(found!.message).toContain(says);
  });
});

describe('unicast/implicit-source', () => {
  it('gives the address that the other node sends to', () => {
    const node = (priority: number, peer: string) =>
      instance({ priority, lines: ['unicast_peer {', peer, '}'] });
    const found = findingsOf(
      'unicast/implicit-source',
      nodes(node(110, '192.0.2.12'), node(100, '192.0.2.11')),
    );
    expect(found.map(({ help }) => help)).toEqual([
      'unicast_src_ip 192.0.2.11, to which the peers send',
      'unicast_src_ip 192.0.2.12, to which the peers send',
    ]);
  });
});

describe('nopreempt', () => {
  const check = (weight: number, name = 'chk') =>
    `vrrp_script ${name} {\nscript "/usr/bin/pgrep -x nginx"\nweight ${weight}\n}\n`;

  it('that would hold with state BACKUP is no safe fix where a weight moves the VIP', () => {
    const fixesOf = (weight: number) =>
      findingsOf(
        'vrrp/nopreempt-state-master',
        check(weight) + instance({ state: 'MASTER', lines: ['nopreempt', ...tracking] }),
      ).flatMap(({ fixes }) => fixes.map(({ safety }) => safety));
    expect([fixesOf(-20), fixesOf(0)]).toEqual([['unsafe'], ['safe']]);
  });

  it('and weights: every one that moves nothing is shown', () => {
    const lines = ['track_script {', 'chk', 'db', '}'];
    const both = check(-50) + check(-20, 'db');
    const [found] = findingsOf(
      'vrrp/nopreempt-with-weight',
      nodes(both + instance({ priority: 150, lines }), both + instance({ lines: ['nopreempt', ...lines] })),
    );
    expect(found!.related.map(({ message }) => message)).toContain(
      'weight -20 of vrrp_script db moves nothing either',
    );
  });

  it.each([
    [['preempt'], 'Remove nopreempt on lb2: lb1 is meant to take the VIP back'],
    [['preempt_delay 10'], 'Remove nopreempt on lb2: lb1 is meant to take the VIP back'],
    [[], 'nopreempt in vrrp_instance VI_1 on lb1'],
  ])('on the weaker node, with %j on the stronger', (lines, help) => {
    const files = nodes(instance({ priority: 110, lines }), instance({ lines: ['nopreempt'] }));
    expect(findingsOf('vrrp/nopreempt-wrong-node', files).map((one) => one.help)).toEqual([help]);
  });
});

describe('sync-group', () => {
  const group = (lines: readonly string[] = []) =>
    ['vrrp_sync_group G1 {', 'group {', 'VI_1', '}', ...lines, '}', ''].join('\n');

  it('of one with a weight in it: the group goes', () => {
    const text = script('/usr/bin/pgrep -x nginx', ['weight 20']) + group() + instance({ lines: tracking });
    expect(findingsOf('sync-group/weighted-member-tracking', text).map(({ help }) => help)).toEqual([
      'Remove vrrp_sync_group G1, which has no other member: the weight counts then',
    ]);
  });

  it('of one with a notify script is not said to do nothing', () => {
    const rule = 'sync-group/single-or-double-membership';
    const [found] = findingsOf(rule, group(['notify /etc/keepalived/notify.sh']) + instance());
    expect([found!.why, found!.help]).toEqual([
      expect.stringContaining('only runs its notify scripts'),
      expect.stringContaining('move the other lines of vrrp_sync_group G1 to vrrp_instance VI_1'),
    ]);
    expect(findingsOf(rule, group() + instance())[0]!.why).toContain('does nothing');
  });

  it('is proposed for one check on two interfaces as something to think about', () => {
    const text =
      script('/usr/bin/pgrep -x nginx') +
      instance({ lines: tracking }) +
      instance({ name: 'VI_2', device: 'eth1', vrid: 52, vips: ['198.51.100.100/24'], lines: tracking });
    expect(findingsOf('sync-group/missing-for-gateway-pair', text).map(({ severity }) => severity)).toEqual([
      'info',
    ]);
  });
});

describe('syntax/comment-char-in-value', () => {
  it.each([
    ['4a!e1', 'warning', 'unsafe', 'only what stands in front of it counts'],
    ['4ae1k7Qp!x', 'info', 'safe', 'the 8 bytes that count stand in front of it'],
  ])('%s', (password, severity, safety, says) => {
    const text = instance({ lines: authentication('PASS', password) });
    const [found] = findingsOf('syntax/comment-char-in-value', text);
    expect([found!.severity, found!.fixes[0]!.safety]).toEqual([severity, safety]);
    expect(found!.message).toContain(says);
  });
});

describe('syntax/extra-tokens', () => {
  it('says once a file that // begins no comment, and again where that does harm', () => {
    const text = [
      'vrrp_instance VI_1 { // the pair',
      'state BACKUP // one',
      'interface eth0 // two',
      'mcast src ip 192.0.2.11 // three',
      'virtual_router_id 51 // {id}',
      'priority 100',
      '}',
      '',
    ].join('\n');
    const found = findingsOf('syntax/extra-tokens', text);
    expect(
      found.map(({ severity, place, fixes }) => [severity, pointedAt(place), fixes[0]!.edits.length]),
    ).toEqual([
      ['warning', 'keepalived.conf 2: //', 3],
      ['error', 'keepalived.conf 5: //', 1],
    ]);
    expect(found[0]!.message).toBe(
      '// begins no comment: the words behind it belong to state in vrrp_instance VI_1, and so on 2 more lines',
    );
    expect(findingsOf('syntax/unknown-keyword', text).map(({ help }) => help)).toContain(
      'mcast_src_ip 192.0.2.11',
    );
  });
});

describe('syntax/unknown-keyword', () => {
  const helpOf = (line: string) =>
    findingsOf('syntax/unknown-keyword', instance({ lines: [line] })).map(({ help }) => help);

  it('says what an old keyword is called today', () => {
    expect(helpOf('lvs_sync_daemon_inteface eth0')).toEqual([
      'lvs_sync_daemon_interface eth0, or what is written for it today: lvs_sync_daemon in global_defs',
    ]);
  });

  it('has advice for a slip of the keyboard', () => {
    expect(helpOf('q')).toEqual(['Remove the line, or begin it with # if it is a remark']);
  });
});

describe('syntax/typographic-characters', () => {
  it.each([
    ['notify_master \u201c/etc/keepalived/notify.sh MASTER\u201d', 'what the line was to run never runs'],
    ['router_id lb\u201c1\u201d', 'every other character is a part of the word'],
  ])('%s', (line, why) => {
    const text = line.startsWith('router_id') ? `global_defs {\n${line}\n}\n` : instance({ lines: [line] });
    expect(findingsOf('syntax/typographic-characters', text)[0]?.why).toContain(why);
  });
});

describe('syntax/duplicate-scalar', () => {
  it('has several commands called by one', () => {
    const lines = ['a', 'b', 'c'].map((name) => `notify /etc/keepalived/${name}.sh`);
    expect(findingsOf('syntax/duplicate-scalar', instance({ lines })).map(({ help }) => help)).toEqual([
      'One notify that runs a script which calls them all, with the same arguments; remove those on lines 11 and 12',
    ]);
  });
});

describe('value/out-of-range and value/port-range', () => {
  const server = (line: string) =>
    `virtual_server 192.0.2.100 80 {\n${line}\nprotocol TCP\nreal_server 192.0.2.21 80 {\n}\n}\n`;

  it.each([
    [server('persistence_timeout 0'), 'Remove the line: off is the default'],
    [instance({ lines: ['preempt_delay 3600'] }), 'preempt_delay 1000, or less'],
  ])('%#', (text, help) => {
    expect(findingsOf('value/out-of-range', text).map((one) => one.help)).toEqual([help]);
  });

  it('names the keyword whose port it is', () => {
    const [found] = findingsOf('value/port-range', 'global_defs {\nsmtp_server 192.0.2.25 smtp\n}\n');
    expect([found!.message, found!.why]).toEqual([
      'port "smtp" of smtp_server in global_defs is not a number, 1-65535',
      'keepalived goes on without a mail server. Names of services are not looked up.',
    ]);
  });
});

describe('syntax/template-residue', () => {
  it('shows nothing of a password, not even stars', () => {
    const text = instance({ lines: authentication('PASS', 'REPLACE_WITH_PASS') });
    expect(findingsOf('syntax/template-residue', text).map(({ message, help }) => [message, help])).toEqual([
      [
        'the value of auth_pass in authentication of vrrp_instance VI_1 is a placeholder that was never filled in',
        'Write the password in its place',
      ],
    ]);
  });
});

describe('vrrp/firewall-implied', () => {
  it.each([
    [['use_vmac'], 'switches look for the VIP behind them'],
    [['no_accept'], 'the VIP answers although it should not'],
  ])('%j', (lines, why) => {
    expect(findingsOf('vrrp/firewall-implied', instance({ lines }))[0]!.why).toContain(why);
  });
});
