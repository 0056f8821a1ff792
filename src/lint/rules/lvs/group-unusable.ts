import { placeOf } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { GroupDraft } from '../../../model/service-groups.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { atEnd, relatedHeaders } from './service.ts';

const lost = 'keepalived removes the group, and every virtual server that names it goes with it.';

function reportEmpty(group: GroupDraft, context: RuleContext): void {
  const entries = group.statement.block?.statements ?? [];
  context.report({
    place: placeOf(group.statement, group.statement.words[1]),
    ...(isFrom(context, '1.3.7') ? {} : { severity: 'warning' }),
    message: `virtual_server_group ${group.name} has no ${entries.length === 0 ? 'entries' : 'entry that can be used'}`,
    why: lost,
    label: 'removed',
    help: 'Add a line ADDRESS PORT, ADDRESS-ADDRESS PORT or fwmark NUMBER',
    related: atEnd(group.statement, 'ends without an entry'),
  });
}

function reportMixed(group: GroupDraft, context: RuleContext): void {
  const mark = group.openMark!;
  context.report({
    place: placeOf(mark),
    message: `fwmark ${mark.words[1]?.image ?? ''} of virtual_server_group ${group.name} needs an IP family, because the group has both`,
    why: lost,
    label: 'IPv4 or IPv6?',
    help: `fwmark ${mark.words[1]?.image ?? 'NUMBER'} inet`,
    related: [
      ...relatedHeaders(
        [4, 6].flatMap((family) => group.addresses.find((one) => one.family === family)?.statement ?? []),
        'of the group too',
      ),
      ...atEnd(group.statement, 'removed here'),
    ],
  });
}

/** Releases before 2.1.0: one family a group. */
function reportStrangers(group: GroupDraft, context: RuleContext): void {
  for (const { statement, family } of group.strangers) {
    context.report({
      place: placeOf(statement),
      ...(isFrom(context, '1.3.3') ? {} : { severity: 'warning' }),
      message: `${statement.words[0]!.image} in virtual_server_group ${group.name} is IPv${family}, but the group began with IPv${family === 4 ? 6 : 4}`,
      why: 'Releases before 2.1.0 leave the entry out: nothing answers on that address.',
      label: 'left out',
      help: 'Put the addresses of each IP family into a group of their own',
      related: relatedHeaders([group.addresses[0]!.statement], 'settles the family'),
    });
  }
}

function check(node: NodeModel, context: RuleContext): void {
  for (const group of node.services.groups) {
    if (group.fault === 'empty') reportEmpty(group, context);
    else if (group.fault === 'mixed') reportMixed(group, context);
    if (group.strangers.length > 0) reportStrangers(group, context);
  }
}

const group = (entries: string) => `virtual_server_group web {\n${entries}}\n\n`;

/** Groups that the daemon takes away. */
export const lvsGroupUnusable = defineRule({
  id: 'lvs/group-unusable',
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A virtual_server_group without entries, or of both IP families with a mark of none',
    why: lost,
    references: ['keepalived check/check_parser.c: vsg_handler'],
  },
  bad: [
    { caption: 'No entries', at: '1:22', files: sample({ before: group(''), header: 'group web' }) },
    {
      caption: 'A mark of no family',
      at: '4:5',
      files: sample({
        before: group('    192.0.2.100 80\n    2001:db8::100 80\n    fwmark 7\n'),
        header: 'group web',
      }),
    },
  ],
  good: [{ files: sample({ before: group('    192.0.2.100 80\n'), header: 'group web' }) }],
  on: { node: check },
});
