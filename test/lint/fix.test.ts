import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FixOptions, fix } from '../../src/lint/fix.ts';
import { lint } from '../../src/lint/lint.ts';
import type { LintRequest } from '../../src/lint/request.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hacfg-fix-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** What fixing makes of the files, by name; files that stay are not in it. */
async function fixed(
  paths: readonly string[],
  more: Partial<LintRequest> = {},
  options: FixOptions = { unsafe: false },
): Promise<Record<string, string>> {
  const outcome = await fix({ paths, cwd: folder, ...more }, options);
  expect(outcome.unfinished).toBe(false);
  return Object.fromEntries(
    outcome.changes.map(({ path, after }) => [
      path.slice(folder.length + 1),
      Buffer.from(after).toString('latin1'),
    ]),
  );
}

const instance = (lines: string, vips = '192.0.2.100/24') => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
${lines}    virtual_ipaddress {
        ${vips}
    }
}
`;
const delay = '    nopreempt\n    preempt_delay 60\n';
const noDelay = '    nopreempt\n';

describe('fixing', () => {
  it('changes the file that was asked for', async () => {
    put('a.conf', instance(delay));
    expect(await fixed(['a.conf'])).toEqual({ 'a.conf': instance(noDelay) });
  });

  it('goes on until nothing is left that overlapped, or was uncovered', async () => {
    put('a.conf', instance(delay, '192.0.2.100/24, 192.0.2.101/24;'));
    const expected = instance(noDelay, '192.0.2.100/24\n        192.0.2.101/24');
    expect(await fixed(['a.conf'])).toEqual({ 'a.conf': expected });
  });

  it('keeps line ends and a byte order mark in a comment', async () => {
    const text = (lines: string, vips: string) =>
      `#\ufeff\n${instance(lines, vips)}`.replaceAll('\n', '\r\n');
    put('a.conf', text(delay, '192.0.2.100/24, 192.0.2.101/24'));
    const expected = text(noDelay, '192.0.2.100/24\n        192.0.2.101/24');
    expect(await fixed(['a.conf'])).toEqual({ 'a.conf': Buffer.from(expected).toString('latin1') });
  });

  it('keeps Latin-1', async () => {
    put('a.conf', Buffer.from(`# R\xfcckgrat\n${instance(delay)}`, 'latin1'));
    expect(await fixed(['a.conf'])).toEqual({ 'a.conf': `# R\xfcckgrat\n${instance(noDelay)}` });
  });

  it('follows a symbolic link to its file', async () => {
    put('real/a.conf', instance(delay));
    symlinkSync('real/a.conf', join(folder, 'link.conf'));
    expect(await fixed(['link.conf'])).toEqual({ 'real/a.conf': instance(noDelay) });
  });

  it('gives the text of standard input back, not the file of its name', async () => {
    put('a.conf', instance(''));
    const stdin = { filename: 'a.conf', bytes: Buffer.from(instance(delay)) };
    const outcome = await fix({ paths: [], stdin, cwd: folder }, { unsafe: false });
    expect(outcome.changes.map(({ text, isStdin }) => [text, isStdin])).toEqual([[instance(noDelay), true]]);
    expect(readFileSync(join(folder, 'a.conf'), 'utf8')).toBe(instance(''));
  });

  it('fixes only what is accepted', async () => {
    put('a.conf', instance(delay));
    expect(await fixed(['a.conf'], {}, { unsafe: false, accept: () => [] })).toEqual({});
  });

  it('makes proposals only on request', async () => {
    put('a.conf', instance('    priority 255\n'));
    expect(await fixed(['a.conf'])).toEqual({});
    expect(Object.keys(await fixed(['a.conf'], {}, { unsafe: true }))).toEqual(['a.conf']);
  });
});

describe('files that may be changed', () => {
  const main = 'include conf.d/*.conf\n';

  it('are not those that a named file includes', async () => {
    put('keepalived.conf', main);
    put('conf.d/v.conf', instance(delay));
    expect(await fixed(['keepalived.conf'])).toEqual({});
    expect(await fixed(['keepalived.conf', 'conf.d/v.conf'])).toEqual({ 'conf.d/v.conf': instance(noDelay) });
  });

  it('are those below a folder that was named', async () => {
    put('keepalived.conf', main);
    put('conf.d/v.conf', instance(delay));
    expect(await fixed(['.'])).toEqual({ 'conf.d/v.conf': instance(noDelay) });
  });

  it('are not those of peers that hacfg.yaml brings along', async () => {
    put('hacfg.yaml', 'hosts:\n  web1: {}\n  web2: {}\n');
    put('web1.conf', instance(delay));
    put('web2.conf', instance(delay));
    expect(Object.keys(await fixed(['web1.conf']))).toEqual(['web1.conf']);
    expect(Object.keys(await fixed(['web1.conf', 'web2.conf']))).toEqual(['web1.conf', 'web2.conf']);
  });
});

describe('text that is not in the file', () => {
  const list = (entries: string, head = '') => `${head}${instance('', entries)}`;

  it.each<[string, string]>([
    ['a definition', list('$VIPS', '$VIPS=192.0.2.100/24;\n')],
    ['a part of a word', list('192.0.2.$END', '$END=100/24;\n')],
    ['a block in a definition', `$LINES= \\\nnopreempt \\\npreempt_delay 60\n${instance('    $LINES\n')}`],
    ['a loop', list('~SEQ(I, 1, 2) 192.0.2.$I/24;')],
  ])('is left alone: %s', async (_name, text) => {
    put('a.conf', text);
    const found = (await lint({ paths: ['a.conf'], cwd: folder })).diagnostics;
    expect(found.length).toBeGreaterThan(0);
    expect(found.flatMap(({ fixes }) => fixes).filter(({ safety }) => safety === 'safe')).toEqual([]);
    expect(await fixed(['a.conf'])).toEqual({});
  });

  it('does not stand in the way of the rest of its line', async () => {
    const text = (end: string) => `$D=eth0\n${instance('', `192.0.2.100/24 dev $D${end}`)}`;
    put('a.conf', text(' ;'));
    const after = await fixed(['a.conf']);
    expect(Object.values(after).every((one) => one.includes('dev $D'))).toBe(true);
  });

  it('does not stand in the way of taking its line out', async () => {
    const text = (lines: string) => `$DELAY=60\n${instance(lines)}`;
    put('a.conf', text('    nopreempt\n    preempt_delay $DELAY\n'));
    expect(await fixed(['a.conf'])).toEqual({ 'a.conf': text(noDelay) });
  });

  it('is as little a file that is included twice', async () => {
    put('conf.d/vips.conf', '192.0.2.100/24;\n');
    put('a.conf', 'x');
    const twice = `${instance('', 'include conf.d/vips.conf')}${instance('', 'include conf.d/vips.conf').replace('VI_1', 'VI_2').replace('51', '52')}`;
    put('a.conf', twice);
    expect(await fixed(['a.conf', 'conf.d'])).toEqual({});
  });
});

describe('a file that is read in more ways than one', () => {
  it('is changed safely only by what all readings ask for', async () => {
    put('a.conf', instance('    @lb1 nopreempt\n    preempt_delay 60\n'));
    const found = (await lint({ paths: ['a.conf'], cwd: folder })).diagnostics.filter(
      ({ rule }) => rule === 'vrrp/preempt-delay-ignored',
    );
    expect(found.map(({ fixes }) => fixes.map(({ safety }) => safety))).toEqual([['unsafe']]);
    expect(await fixed(['a.conf'])).toEqual({});
  });
});
