import { keywordOf, placeOf } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { Misplaced, ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { headerOf, relatedHeaders } from './service.ts';

function reportHashed(one: Misplaced, service: ServiceDraft, context: RuleContext): void {
  if (!isFrom(context, '2.1.4')) return;
  context.report({
    place: placeOf(one.statement),
    severity: one.scheduler === 'sh' || one.scheduler === 'mh' ? 'info' : 'warning',
    message: `hashed in ${headerOf(service.statement)} has no effect`,
    why: 'The flag says how the kernel keeps its tables, not how connections are spread; releases from 2.1.4 on do not set it any more.',
    label: 'without effect',
    help: 'Remove hashed',
  });
}

function report(one: Misplaced, service: ServiceDraft, context: RuleContext): void {
  const flag = keywordOf(one.statement);
  const needed = flag.slice(0, 2);
  const final = service.scheduler?.words[1]?.image;
  const isOrder = final === needed;
  const found = one.scheduler === undefined ? '' : `, not lb_algo ${one.scheduler}`;
  // Under the other hashing scheduler the flag is lost without a message.
  const isSeen = one.kind === 'flag-order' && isFrom(context, '1.3.0');
  context.report({
    place: placeOf(one.statement),
    severity: isSeen ? 'error' : 'warning',
    message: isOrder
      ? `${flag} in ${headerOf(service.statement)} stands above lb_algo ${needed}`
      : `${flag} in ${headerOf(service.statement)} is for lb_algo ${needed}${found}`,
    why: isOrder
      ? `keepalived goes by the scheduler it has read so far, so it ${isSeen ? 'reports and ' : ''}ignores the flag.`
      : `keepalived ignores it${isSeen ? ' and reports it' : ' without a message'}.`,
    label: isOrder ? 'too early' : 'without effect',
    help: isOrder ? `Move it below lb_algo ${needed}` : `lb_algo ${needed} above it, or remove ${flag}`,
    related: service.scheduler === undefined ? [] : relatedHeaders([service.scheduler], 'the scheduler'),
  });
}

function check(node: NodeModel, context: RuleContext): void {
  for (const service of node.services.services) {
    for (const one of service.misplaced) {
      if (one.kind === 'hashed') reportHashed(one, service, context);
      else if (one.kind === 'flag-order' || one.kind === 'flag-of-other') report(one, service, context);
    }
  }
}

const settings = (...lines: string[]) => [...lines, 'lb_kind NAT', 'protocol TCP'];

/** Flags of a scheduler that is not in force where they stand. */
export const lvsSchedulerFlag = defineRule({
  id: 'lvs/scheduler-flag',
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A scheduler flag above its lb_algo, or of another scheduler',
    why: 'keepalived ignores the flag: clients are spread over the real servers in another way than planned.',
    references: ['keepalived check/check_parser.c: lbflags_handler'],
  },
  bad: [
    {
      caption: 'Above its scheduler',
      at: '2:5',
      files: sample({ settings: settings('sh-port', 'lb_algo sh') }),
    },
    {
      caption: 'Of the other hashing scheduler: no message',
      at: '3:5',
      files: sample({ settings: settings('lb_algo mh', 'sh-port') }),
    },
  ],
  good: [{ files: sample({ settings: settings('lb_algo sh', 'sh-port') }) }],
  on: { node: check },
});
