import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { Collected } from '../cli/kit.ts';

/*
 * The tutorial in examples/tutorial holds 47 mistakes, counted by hand. One run of `hacfg lint` shows all of them that
 * a file can show; each stands here with its place, and the others with the reason why no file shows them.
 */

interface Shown {
  readonly rule: string;
  /** FILE:LINE below examples/tutorial. */
  readonly at: readonly string[];
  /** What the finding must say in its message, its reason or its advice, where several mistakes share a rule. */
  readonly says?: RegExp;
}

type Row = readonly [number: number, mistake: string, ...shown: Shown[]];

const pair = (name: string) => [`case1/web1/${name}`, `case1/web2/${name}`];
const webs = (name: string) => [`case2/web1/${name}`, `case2/web2/${name}`];
const directors = (line: number) => [
  `case2/dir1/keepalived.conf:${line}`,
  `case2/dir2/keepalived.conf:${line}`,
];

const shown: readonly Row[] = [
  [
    1,
    'both nodes are router_id 1, under a comment that takes it for an id in a group',
    { rule: 'cluster/duplicate-router-id', at: ['case1/web2/keepalived.conf:3'] },
    {
      rule: 'style/misleading-comment',
      at: pair('keepalived.conf:3'),
      says: /router_id belongs to no group/,
    },
  ],
  [
    2,
    'both send from the address of web1',
    { rule: 'address/source-not-local', at: ['case1/web2/keepalived.conf:14'] },
  ],
  [3, 'the VIP is the address of a host', { rule: 'address/vip-is-host-ip', at: pair('keepalived.conf:23') }],
  [
    4,
    'equal priorities, and the tie is not broken by the source either',
    {
      rule: 'cluster/equal-priority',
      at: ['case1/web2/keepalived.conf:16'],
      says: /all send from 172\.16\.100\.12/,
    },
  ],
  [
    5,
    'state is taken for what decides',
    {
      rule: 'vrrp/state-is-cosmetic',
      at: ['case1/web1/keepalived.conf:12'],
      says: /does not make it the master/,
    },
  ],
  [
    6,
    'the check and its tracking are commented out',
    { rule: 'script/defined-not-tracked', at: pair('keepalived.conf:5'), says: /commented out/ },
  ],
  [
    7,
    'the script has another name than the one it is called by',
    { rule: 'script/name-mismatch', at: pair('keepalived.conf:6'), says: /ck_ng\.sh/ },
  ],
  [
    8,
    'a weight that never counts, because the script never fails',
    { rule: 'check-script/never-fails', at: pair('ck_ng.sh:12'), says: /weight and fall are never used/ },
  ],
  [
    9,
    'no timeout: the interval of 2 s ends a script that sleeps for 2 s',
    {
      rule: 'check-script/restart-inside-check',
      at: pair('ck_ng.sh:5'),
      says: /after 2 s keepalived ends the script/,
    },
  ],
  [10, 'a password that everybody knows', { rule: 'auth/well-known-pass', at: pair('keepalived.conf:20') }],
  [
    11,
    'a comment that wants the name of the instance to be the same on both',
    { rule: 'style/misleading-comment', at: pair('keepalived.conf:11'), says: /need not be the same/ },
  ],
  [
    13,
    'nothing says as which user scripts run',
    {
      rule: 'script/defined-not-tracked',
      at: pair('keepalived.conf:5'),
      says: /script_user root and enable_script_security/,
    },
  ],
  [
    15,
    'VRID 55 twice in one network',
    { rule: 'cluster/vrid-collision', at: ['case2/dir1/keepalived.conf:15'] },
  ],
  [17, 'no indentation', { rule: 'style/layout', at: [...pair('keepalived.conf:3'), ...directors(3)] }],
  [
    19,
    'the weight is smaller than the difference of the priorities',
    { rule: 'script/weight-too-small', at: ['case2/dir1/keepalived.conf:8'] },
  ],
  [
    21,
    'the VIP has the prefix length of the network',
    { rule: 'address/vip-prefix-duplicates-subnet', at: directors(23) },
  ],
  [
    22,
    'a check may take as long as the loop',
    { rule: 'health-check/timeout-exceeds-loop', at: directors(37) },
  ],
  [23, 'the check sees no more than an open port', { rule: 'health-check/port-only', at: directors(36) }],
  [24, 'nothing answers when all real servers are down', { rule: 'lvs/no-fallback', at: directors(29) }],
  [25, 'connections are lost at a failover', { rule: 'lvs/no-sync-daemon', at: directors(29) }],
  [
    28,
    'rc.local is not run, and the route in it is not needed',
    { rule: 'systemd/rc-local', at: webs('rc.local:2'), says: /not executable/ },
    { rule: 'ifcfg/route-to-own-address', at: webs('rc.local:2'), says: /net-tools/ },
  ],
  [
    32,
    'ARP settings for default that do nothing',
    { rule: 'sysctl/without-effect', at: webs('sysctl.conf:3') },
  ],
  [33, 'a setting with a blank on one side', { rule: 'style/sysctl-spacing', at: webs('sysctl.conf:3') }],
  [
    35,
    'comments copied along from the other configuration',
    { rule: 'style/misleading-comment', at: [...directors(3), ...directors(11)] },
  ],
  [
    36,
    'a name in the output of ss is taken for a sign of life, and only root sees names',
    {
      rule: 'check-script/process-grep',
      at: [...pair('ck_ng.sh:3'), ...pair('ck_ng.sh:7'), ...pair('ck_httpd.sh:3')],
    },
    {
      rule: 'check-script/needs-privilege',
      at: [...pair('ck_ng.sh:3'), ...pair('ck_httpd.sh:3')],
      says: /needs root/,
    },
  ],
  [
    37,
    'nginx -s start does not exist',
    { rule: 'check-script/invalid-service-command', at: pair('ck_ng.sh:5') },
  ],
  [
    38,
    'the check kills keepalived instead of failing',
    { rule: 'check-script/kills-keepalived', at: [...pair('ck_ng.sh:9'), ...pair('ck_httpd.sh:9')] },
  ],
  [
    39,
    'whether kill had anything to kill makes no difference to the result',
    {
      rule: 'check-script/never-fails',
      at: pair('ck_ng.sh:12'),
      says: /every way through it ends with status 0/,
    },
  ],
  [
    40,
    'no way through the scripts fails',
    { rule: 'check-script/never-fails', at: [...pair('ck_ng.sh:12'), ...pair('ck_httpd.sh:12')] },
  ],
  [
    41,
    'the check restarts what it checks',
    { rule: 'check-script/restart-inside-check', at: [...pair('ck_ng.sh:5'), ...pair('ck_httpd.sh:5')] },
  ],
  [
    42,
    'sleep 2 with an interval of 2',
    {
      rule: 'check-script/restart-inside-check',
      at: pair('ck_ng.sh:5'),
      says: /sleeps for 2 s with a time limit of 2 s/,
    },
  ],
  [43, 'messages that go nowhere', { rule: 'check-script/output-unseen', at: pair('ck_ng.sh:10') }],
  [
    44,
    'the script for Apache is neither executable nor run by anything',
    { rule: 'script/not-executable', at: pair('ck_httpd.sh:1'), says: /nothing at hand runs it/ },
  ],
  [
    45,
    'a folder that SELinux lets keepalived run nothing from',
    {
      rule: 'check-script/needs-privilege',
      at: pair('ck_ng.sh:3'),
      says: /SELinux.*\/usr\/libexec\/keepalived/,
    },
  ],
  [
    46,
    'variables without quotes',
    {
      rule: 'check-script/unquoted-variable',
      at: [...pair('ck_ng.sh:4'), ...pair('ck_ng.sh:8'), ...pair('ck_httpd.sh:4')],
    },
  ],
  [
    47,
    'the script takes the backup down as well',
    { rule: 'check-script/kills-keepalived', at: pair('ck_ng.sh:9'), says: /The same script on the backup/ },
  ],
];

/** What no file of the tutorial shows, or what is right as it is. */
const unseen: Readonly<Record<number, string>> = {
  12: 'the VIP without a prefix length: it is /32 then, which is what hacfg recommends',
  14: 'no firewall, SELinux or systemd command in the text: the tutorial has no file of these (with one, firewall/* looks)',
  16: 'headings without a text: a test that was not made leaves no file',
  18: 'dir1 sends from what a table in the text calls the VIP of the other case; the files have another VIP there',
  20: 'which programs run on the directors stands in no file',
  26: 'steps that are numbered wrongly, and a start that is not typed in',
  27: 'the order in which files are written and the network is restarted',
  29: 'keys that ifcfg-lo:0 does without: the netmask is right, and the address comes up',
  30: 'that the addresses of the web servers are leases is shown by ip a only (in a file, ifcfg/dhcp-address finds it)',
  31: 'duplicate link-local addresses, which the kernel of cloned machines makes up: shown by ip a only',
  34: 'no output of ipvsadm and no test by a client',
};

interface JsonFinding {
  readonly rule: string;
  readonly file: string;
  readonly range: { readonly start: { readonly line: number } };
  readonly message: string;
  readonly why?: string;
  readonly help?: string;
  readonly related: readonly { readonly message: string }[];
}

const root = join(import.meta.dirname, '../..');
let findings: readonly JsonFinding[] = [];

beforeAll(async () => {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const argv = ['lint', 'examples/tutorial', '--format', 'json'];
  const io = { cwd: root, env: {}, stdin: async () => Buffer.alloc(0), stdout, stderr };
  expect(await main({ argv, ...io })).toBe(1);
  expect(stderr.text).toBe('');
  findings = JSON.parse(stdout.text).diagnostics;
}, 60_000);

function textOf({ message, why, help, related }: JsonFinding): string {
  return [message, why, help, ...related.map((other) => other.message)].join(' ');
}

function placesOf({ rule, says }: Shown): string[] {
  return findings
    .filter((one) => one.rule === rule && (says?.test(textOf(one)) ?? true))
    .map(({ file, range }) => `${file.replace('examples/tutorial/', '')}:${range.start.line}`);
}

describe('the 47 mistakes of the tutorial, in one run', () => {
  const rows = shown.map(([number, mistake, ...expected]) => ({ number, mistake, expected }));

  it.each(rows)('$number: $mistake', ({ expected }) => {
    for (const one of expected) expect(placesOf(one)).toEqual(expect.arrayContaining([...one.at]));
  });

  it('are all accounted for', () => {
    const numbers = [...shown.map(([number]) => number), ...Object.keys(unseen).map(Number)];
    expect(numbers.sort((one, other) => one - other)).toEqual(Array.from({ length: 47 }, (_, at) => at + 1));
  });
});
