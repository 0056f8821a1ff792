import type { Place } from '../../../../grammar/source.ts';
import type { HostFile, HostFiles } from '../../../bundle/host-file.ts';
import { contentOf } from '../../../bundle/parsers.ts';
import type { SysctlSetting } from '../../../bundle/sysctl.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';
import { someOf } from '../vrrp/settings.ts';

/** From the end of the key to the beginning of the value: `= `. */
function equalsOf({ keyPlace, place, value }: SysctlSetting): Place | undefined {
  if (value === undefined || keyPlace.source !== place.source) return undefined;
  return { source: place.source, span: { start: keyPlace.span.end, end: place.span.start } };
}

function textOf({ source, span }: Place): string {
  return source.slice(span);
}

/** Blanks on one side only: nobody writes it that way on purpose. */
function isLopsided(text: string): boolean {
  return /^\s+=$|^=\s+$/.test(text);
}

function check(file: HostFile<'sysctl'>, context: RuleContext): void {
  const all = (contentOf(file)?.settings ?? []).flatMap((setting) => equalsOf(setting) ?? []);
  const [first, ...others] = all.filter((place) => isLopsided(textOf(place)));
  if (first === undefined) return;
  const even = all.filter((place) => !isLopsided(textOf(place)));
  const tight = even.filter((place) => textOf(place) === '=').length;
  const wanted = tight > even.length / 2 ? '=' : ' = ';
  context.report({
    place: first,
    message: `Untidy: ${others.length === 0 ? 'a line' : `${others.length + 1} lines`} with a blank on one side of = only`,
    label: 'on one side only',
    help: `"${wanted}"${even.length === 0 ? '' : ', as in the rest of the file'}`,
    related: someOf(others.map((place) => ({ place, message: 'here too' }))),
    fixes: [
      {
        title: 'Write all = alike',
        safety: 'safe',
        edits: [first, ...others].map((place) => ({ place, text: wanted })),
      },
    ],
  });
}

function checkFiles(files: HostFiles, context: RuleContext): void {
  for (const file of files.ofKind('sysctl')) check(file, context);
}

/** Lines of sysctl files that look as if something were missing. */
export const styleSysctlSpacing = defineRule({
  id: 'style/sysctl-spacing',
  severity: 'info',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'A sysctl file with blanks on one side of = only',
    why: 'The kernel does not mind. A search for the line as it is written everywhere else does not find it.',
    references: ['sysctl.d(5)'],
  },
  bad: [
    {
      caption: 'One of two',
      at: 'lb1/etc/sysctl.conf:2:26',
      files: {
        'lb1/etc/keepalived/keepalived.conf': sample(),
        'lb1/etc/sysctl.conf': 'net.ipv4.ip_forward=1\nnet.ipv4.ip_nonlocal_bind= 1\n',
      },
    },
  ],
  good: [
    {
      files: {
        'lb1/etc/keepalived/keepalived.conf': sample(),
        'lb1/etc/sysctl.conf': 'net.ipv4.ip_forward = 1\nnet.ipv4.ip_nonlocal_bind=1\n',
      },
    },
  ],
  on: {
    files: (files, _node, context) => checkFiles(files, context),
    realServer: ({ files, node }, context) => {
      if (node === undefined) checkFiles(files, context);
    },
  },
});
