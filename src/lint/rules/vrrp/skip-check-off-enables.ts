import { placeOf, textOf } from '../../../../grammar/configuration.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { removal } from './settings.ts';

function check(instance: VrrpInstance, context: RuleContext): void {
  const { origin, statement, value, word } = instance.skipCheckAdvAddr;
  const isOwn = statement !== undefined && statement.parent === instance.block;
  if (origin !== 'corrected' || !value || !isOwn || word === undefined) return;
  context.report({
    place: placeOf(statement, word),
    message: `skip_check_adv_addr ${textOf(word)} switches the option on in vrrp_instance ${instance.name}`,
    label: 'read as true',
    help: 'Remove the line: the check is made unless vrrp_skip_check_adv_addr in global_defs says otherwise',
    ...removal(statement, 'Remove skip_check_adv_addr', 'safe'),
  });
}

/** A fault of the daemon: the keyword counts, not its value. */
export const vrrpSkipCheckOffEnables = defineRule({
  id: 'vrrp/skip-check-off-enables',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'skip_check_adv_addr off, which switches the option on',
    why: 'In an instance any boolean switches it on, in every release. The node then does not compare the addresses in the advertisements of a master it knows: a VIP that the peers do not have goes unnoticed.',
    references: ['keepalived vrrp/vrrp_parser.c: vrrp_skip_check_adv_addr_handler'],
  },
  bad: [{ caption: 'off is read as on', at: '7:25', files: sample({ lines: ['skip_check_adv_addr off'] }) }],
  good: [{ files: sample({ lines: ['skip_check_adv_addr'] }) }, { files: sample() }],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
