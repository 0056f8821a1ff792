import { SourceText } from '../../grammar/source.ts';
import type { Report, ReportOptions } from '../../src/report/report.ts';
import { at, finding, reportOf, web1, web2 } from './kit.ts';

/** A report and what is special about how it is shown; each has a golden output per format. */
export interface Scene {
  readonly report: Report;
  readonly options?: Partial<ReportOptions>;
}

const cascade = new SourceText(
  'keepalived.conf',
  `vrrp_instance VI_1 {\n${Array.from({ length: 16 }, (_, line) => `    keyword_${line} on\n`).join('')}`,
);
const minified = new SourceText(
  'min.conf',
  `${'a 心跳 b '.repeat(8000)}MISTAKE ${'c d '.repeat(10_000)}\nshort\n`,
);
const moderate = new SourceText(
  'long.conf',
  `${' '.repeat(4)}notify_master "/etc/keepalived/${'x'.repeat(90)}.sh" VI_1\n`,
);
const binary = new SourceText(
  'dir/\u001b[31mred.conf',
  'state\u0000 MA\u001bSTER\u0085 \u202eRETSAM\u007f\r\n\tcafe\u0301 \u{1f600} x\n',
);
const oneLine = new SourceText(
  'secret.conf',
  'authentication { auth_type PASS auth_pass "s3cret word" }\n# auth_pass old-one\nauth_hmac key5 "clé"\nauth_pass #tail\nauth_pass 1}\nauth_pass\n',
);
const layout = new SourceText('layout.conf', 'first {\n  second 1 2 3\n\n  third 4\n}\n');
const noNewline = new SourceText('end.conf', 'vrrp_instance VI_1 {\n    state MASTER');

export const scenes: Readonly<Record<string, Scene>> = {
  pair: {
    report: reportOf([
      finding(at(web2, '172.16.100.12'), {
        rule: 'address/source-not-local',
        message: 'mcast_src_ip 172.16.100.12 is web1’s address, not web2’s',
        label: 'web2 sends its advertisements under this address',
        why: 'A host drops packets that claim to come from itself, so web1 never hears web2: after a restart both hold the VIP.',
        related: [
          { place: at(web1, '172.16.100.12'), message: 'and so does web1' },
          { place: at(web2, '172.16.100.12', 2), message: 'it is the VIP as well' },
        ],
        fixes: [
          {
            title: 'Use web2’s own address',
            safety: 'unsafe',
            edits: [{ place: at(web2, '172.16.100.12'), text: '172.16.100.11' }],
          },
        ],
      }),
      finding(at(web1, 'router_id 1'), {
        rule: 'cluster/duplicate-router-id',
        severity: 'warning',
        message: 'both hosts call themselves router_id 1',
        help: 'give each host a name of its own:\nrouter_id web1',
        related: [{ place: at(web2, 'router_id 1'), message: 'the same name' }],
      }),
      finding(at(web1, 'priority 150'), { severity: 'info', label: 'the preferred host' }),
    ]),
  },
  clean: { report: { diagnostics: [], files: [web1, web2], secrets: [] } },
  'nothing-read': { report: { diagnostics: [], files: [], secrets: [] } },
  'warnings-only': { report: reportOf([finding(at(web1, 'MASTER'), { severity: 'warning' })]) },
  quiet: {
    report: reportOf([
      finding(at(web1, 'MASTER'), { severity: 'warning' }),
      finding(at(web1, 'ens32'), { severity: 'info' }),
      finding(at(web1, 'priority')),
    ]),
    options: { level: 'error' },
  },
  cascade: {
    report: reportOf([
      finding(at(cascade, 'vrrp_instance VI_1 {'), {
        rule: 'syntax/missing-close',
        message: 'vrrp_instance VI_1 is never closed',
        label: 'opened here',
        related: Array.from({ length: 16 }, (_, line) => ({
          place: at(cascade, `keyword_${line} on`),
          message: 'read as part of VI_1',
        })),
      }),
    ]),
  },
  'long-line': {
    report: reportOf([
      finding(at(minified, 'MISTAKE'), {
        label: 'here',
        related: [{ place: at(minified, 'short'), message: 'and here' }],
      }),
      finding(at(moderate, 'VI_1'), { label: 'a label that does not fit beside its mark and goes below it' }),
      finding(at(moderate, 'notify_master'), { label: 'the whole line is cut at the right' }),
      finding({ source: minified, span: { start: 10, end: 70_000 } }, { label: 'longer than the screen' }),
    ]),
    options: { columns: 80 },
  },
  binary: {
    report: reportOf([
      finding(at(binary, 'STER'), {
        message: 'state MA\u001bSTER\nis \u009b31m bad',
        label: 'broken \u0007 word',
      }),
      finding(at(binary, 'x'), { label: 'behind a combining accent and an emoji' }),
    ]),
  },
  secrets: {
    report: reportOf(
      [
        finding(at(oneLine, 'auth_pass "s3cret word"'), {
          message: 'auth_pass "s3cret word" is longer than 8 characters: "s3cret w" is what counts',
          label: 's3cret word',
          why: 'the key clé is too short; unclédly stays, 1 stays',
          help: 'auth_pass "1"',
          fixes: [
            {
              title: 'Shorten it',
              safety: 'safe',
              edits: [{ place: at(oneLine, '"s3cret word"'), text: '"s3cret w"' }],
            },
          ],
        }),
        finding(at(oneLine, '"clé"')),
        finding(at(oneLine, 'auth_pass #tail'), {
          related: [{ place: at(oneLine, 'auth_pass 1}'), message: 'kept' }],
        }),
      ],
      [at(oneLine, '"s3cret word"'), at(oneLine, '"clé"'), at(oneLine, '1', 1)],
    ),
  },
  'many-marks': {
    report: reportOf([
      finding(at(layout, '2'), {
        label: 'the second',
        related: [
          { place: at(layout, 'second'), message: 'the keyword' },
          { place: at(layout, '3'), message: 'the third' },
          { place: at(layout, '2 3'), message: 'two of them' },
          { place: at(layout, 'third 4'), message: 'another line' },
        ],
      }),
      finding({ source: layout, span: { start: 0, end: layout.text.length } }, { label: 'the whole block' }),
      finding(at(layout, 'second 1 2 3\n\n  third'), { label: 'over three lines' }),
    ]),
  },
  edges: {
    report: reportOf([
      finding(
        { source: noNewline, span: { start: noNewline.text.length, end: noNewline.text.length } },
        { label: '} is missing' },
      ),
      finding(
        { source: layout, span: { start: layout.text.length, end: layout.text.length } },
        { label: 'end of file' },
      ),
      finding(
        { source: new SourceText('empty.conf', ''), span: { start: 0, end: 0 } },
        { label: 'nothing here' },
      ),
      finding({ source: layout, span: { start: 8, end: 8 } }, { label: 'before this' }),
      finding({ source: noNewline, span: { start: 999, end: 1200 } }, { label: 'beyond the end' }),
      finding(at(noNewline, '{\n'), { label: 'with the line end' }),
    ]),
  },
  fixes: {
    report: reportOf([
      finding(at(web1, '\tpriority 150 # 优先级\n'), {
        label: 'twice',
        fixes: [
          {
            title: 'Remove the line',
            safety: 'safe',
            edits: [{ place: at(web1, '\tpriority 150 # 优先级\n'), text: '' }],
          },
          {
            title:
              'Give both an unequal priority, and a longer interval, which takes more words than fit on one line of text',
            safety: 'unsafe',
            edits: [
              { place: at(web2, 'priority 100'), text: 'priority 50' },
              { place: at(web1, '150'), text: '200' },
              {
                place: {
                  source: web1,
                  span: {
                    start: at(web1, '\tadvert_int').span.start,
                    end: at(web1, '\tadvert_int').span.start,
                  },
                },
                text: '\tnopreempt\n',
              },
            ],
          },
          {
            title: 'Rewrite everything',
            safety: 'unsafe',
            edits: [{ place: { source: web2, span: { start: 0, end: web2.text.length } }, text: 'new\n' }],
          },
        ],
      }),
    ]),
  },
  narrow: {
    report: reportOf([
      finding(at(web2, '心跳源ip'), {
        message: '注释里的中文也要按显示宽度换行，因为每个汉字占两列，否则标记会错位。',
        label: '这里的标签放不下所以要换行显示在下面一行',
        why: 'Text of several words wraps at the width of the terminal, and words-that-are-very-long-indeed-stay-whole.',
      }),
    ]),
    options: { columns: 40 },
  },
};
