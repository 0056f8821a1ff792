import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import type { LintRequest } from '../../src/lint/request.ts';
import { shownPath } from '../../src/report/report.ts';

let top: string;
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'hacfg-change-')));
  git('init', '--quiet');
});
afterEach(() => rmSync(top, { recursive: true }));

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];
  execFileSync('git', [...identity, ...args], { cwd: top, stdio: 'pipe' });
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, name)), { recursive: true });
    writeFileSync(join(top, name), text);
  }
}

function commit(files: Readonly<Record<string, string>>): void {
  write(files);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'state');
}

const settings = { only: ['cluster/advert-int-mismatch', 'value/priority-range'] };

async function found(request: Partial<LintRequest>): Promise<string[]> {
  const { diagnostics, troubles } = await lint({ paths: [], cwd: top, rules: settings, ...request });
  return [
    ...diagnostics.map(({ rule, place, related }) => {
      const where = [place, ...related.map((one) => one.place)].map(({ source, span }) => {
        return `${shownPath(source.path, top)}:${source.position(span.start).line}`;
      });
      return `${rule} ${where.join(' ')}`;
    }),
    ...troubles.map(({ path, message }) => `${path}: ${message}`),
  ];
}

const node = (priority: number, advert = 1, more = '') => `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int ${advert}
    virtual_ipaddress {
        192.0.2.100/24
    }
${more}}
`;

const layouts: [string, string, string][] = [
  ['trees of hosts', 'lb1/etc/keepalived/keepalived.conf', 'lb2/etc/keepalived/keepalived.conf'],
  ['a folder a host', 'lb1/keepalived.conf', 'lb2/keepalived.conf'],
  ['a folder a role, other names', 'master/keepalived-a.conf', 'backup/keepalived-b.conf'],
  ['one folder', 'lb1.conf', 'lb2.conf'],
  ['a name of its own each', 'ha/keepalived.conf.master', 'ha/keepalived.conf.backup'],
];

describe('a change of one file of a pair', () => {
  it.each(layouts)('is held against the other: %s', async (_what, first, second) => {
    commit({ [first]: node(110), [second]: node(100) });
    write({ [second]: node(100, 3) });
    const [one, two] = [first, second].sort();
    const expected = [`cluster/advert-int-mismatch ${two}:5 ${one}:5`];
    expect(await found({ paths: [second], peers: true })).toEqual(expected);
    expect(await found({ staged: true })).toEqual([]);
    git('add', '--all');
    expect(await found({ staged: true })).toEqual(expected);
  });

  it('is judged as it is staged, not as it lies on the disk', async () => {
    commit({ 'lb1.conf': node(110), 'lb2.conf': node(100) });
    write({ 'lb2.conf': node(100, 3) });
    git('add', '--all');
    write({ 'lb2.conf': node(100) });
    rmSync(join(top, 'lb1.conf'));
    expect(await found({ staged: true })).toEqual(['cluster/advert-int-mismatch lb2.conf:5 lb1.conf:5']);
    expect(await found({ staged: true, paths: ['lb2.conf'] })).toEqual([
      'cluster/advert-int-mismatch lb2.conf:5 lb1.conf:5',
    ]);
  });

  it('sees no peer that is not part of the commit', async () => {
    commit({ 'lb1.conf': node(110) });
    write({ 'lb1.conf': node(120), 'lb2.conf': node(100, 3) });
    git('add', 'lb1.conf');
    expect(await found({ staged: true })).toEqual([]);
  });

  it('says nothing of faults that the change has no part in', async () => {
    commit({ 'lb1.conf': node(300), 'lb2.conf': node(100) });
    write({ 'lb2.conf': node(90) });
    git('add', '--all');
    expect(await found({ staged: true })).toEqual([]);
    expect(await found({ paths: ['lb1.conf'], peers: true })).toEqual(['value/priority-range lb1.conf:4']);
  });
});

describe('a change of a file beside a configuration', () => {
  const check = `vrrp_script web {\n    script "/etc/keepalived/check.sh"\n}\n`;
  const rules = { only: ['check-script/never-fails', 'value/priority-range'] };

  it.each([
    ['in the tree of a host', 'lb1/etc/keepalived/keepalived.conf', 'lb1/etc/keepalived/check.sh'],
    ['in the folder of a host', 'lb1/keepalived.conf', 'lb1/check.sh'],
    ['named after the host', 'lb1.conf', 'lb1.check.sh'],
  ])('is judged with it, %s, and nothing else is said of it', async (_what, main, script) => {
    commit({ [main]: check + node(300), [script]: '#!/bin/sh\npgrep nginx\n' });
    write({ [script]: '#!/bin/sh\npgrep nginx\nexit 0\n' });
    git('add', '--all');
    const expected = [`check-script/never-fails ${script}:3 ${main}:2`];
    expect(await found({ staged: true, rules })).toEqual(expected);
    expect(await found({ paths: [script], peers: true, rules })).toEqual(expected);
  });
});

describe('a change of a file that another one includes', () => {
  const parts = {
    'lb1/keepalived.conf': 'include parts/*.conf\nvrrp_instance VI_2 {\n    priority 400\n}\n',
    'lb1/parts/web.conf': node(110),
    'lb2/keepalived.conf': node(100),
  };

  it('is judged within that one, which is not blamed for older faults', async () => {
    commit(parts);
    write({ 'lb1/parts/web.conf': node(500, 3) });
    git('add', '--all');
    const expected = [
      'value/priority-range lb1/parts/web.conf:4',
      'cluster/advert-int-mismatch lb2/keepalived.conf:5 lb1/parts/web.conf:5',
    ];
    expect(await found({ staged: true })).toEqual(expected);
    expect(await found({ paths: ['lb1/parts/web.conf'], peers: true })).toEqual(expected);
  });
});

describe('files that are of no interest', () => {
  it.each(['README.md', 'src/main.c', 'nginx.conf', 'docker-compose.yml'])('%s', async (name) => {
    commit({ 'lb1.conf': node(300) });
    write({ [name]: 'text\n' });
    git('add', '--all');
    expect(await found({ staged: true })).toEqual([]);
    expect(await found({ paths: [name], peers: true })).toEqual([]);
  });
});

describe('hacfg.yaml', () => {
  it('brings in the hosts that it names', async () => {
    commit({
      'hacfg.yaml': 'hosts:\n  a: { file: nodes/one.txt }\n  b: { file: other/two.txt }\n',
      'nodes/one.txt': node(110, 3),
      'other/two.txt': node(100),
    });
    write({ 'hacfg.yaml': 'hosts:\n  b: { file: other/two.txt }\n  a: { file: nodes/one.txt }\n' });
    git('add', '--all');
    expect(await found({ staged: true })).toEqual([
      'cluster/advert-int-mismatch nodes/one.txt:5 other/two.txt:5',
    ]);
  });
});

describe('what is staged', () => {
  it('is all there is before the first commit', async () => {
    write({ 'lb1.conf': node(300) });
    git('add', '--all');
    expect(await found({ staged: true })).toEqual(['value/priority-range lb1.conf:4']);
  });

  it('may be reached through symbolic links', async () => {
    write({ 'shared/web.conf': node(300), 'lb1/keepalived.conf': 'include web.conf\n' });
    symlinkSync('../shared/web.conf', join(top, 'lb1/web.conf'));
    symlinkSync('loop', join(top, 'lb1/loop'));
    git('add', '--all');
    rmSync(join(top, 'lb1'), { recursive: true });
    const expected = ['value/priority-range lb1/web.conf:4'];
    expect(await found({ staged: true, paths: ['lb1/keepalived.conf'] })).toEqual(expected);
    expect(await found({ staged: true, paths: ['shared/web.conf', 'lb1/web.conf'] })).toEqual(expected);
    expect(await found({ staged: true, paths: ['lb1/loop'] })).toEqual([
      'lb1/loop: is a symbolic link that leads back to itself',
    ]);
  });

  it('has the execute bits of git', async () => {
    write({ 'lb1/keepalived.conf': 'include web.conf\n', 'lb1/web.conf': node(300) });
    chmodSync(join(top, 'lb1/web.conf'), 0o755);
    git('add', '--all');
    chmodSync(join(top, 'lb1/web.conf'), 0o644);
    const [first] = (await lint({ paths: ['lb1/keepalived.conf'], cwd: top, staged: true })).diagnostics;
    expect(first?.rule).toBe('syntax/missing-include');
  });

  it('is known only in a repository', async () => {
    rmSync(join(top, '.git'), { recursive: true });
    expect(await found({ staged: true })).toEqual([expect.stringMatching(/^: fatal: not a git repository/)]);
  });
});
