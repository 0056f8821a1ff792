import { placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { nearest } from '../../../../grammar/did-you-mean.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { ServiceDraft } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { service as sample } from './sample.ts';
import { headerOf, relatedHeaders } from './service.ts';

/** Gives the name that was probably meant. */
function reportUndefined(
  service: ServiceDraft,
  names: ReadonlyMap<string, Statement>,
  context: RuleContext,
): string | undefined {
  if (service.target.kind !== 'group') return undefined;
  const { name } = service.target;
  const removed = names.get(name);
  const meant = removed === undefined ? nearest(name, [...names.keys()], 1)[0] : undefined;
  const other = removed ?? (meant === undefined ? undefined : names.get(meant));
  context.report({
    place: placeOf(service.statement, service.statement.words[2]),
    message:
      removed === undefined
        ? `${headerOf(service.statement)} names a virtual_server_group that is not there`
        : `${headerOf(service.statement)} names a virtual_server_group that keepalived removes`,
    label: meant === undefined ? 'no such group' : `did you mean ${meant}?`,
    help: meant === undefined ? `virtual_server_group ${name} { ... }` : `virtual_server group ${meant}`,
    related: other === undefined ? [] : relatedHeaders([other], 'this one is there'),
  });
  return meant;
}

function check(node: NodeModel, context: RuleContext): void {
  const { services, groups } = node.services;
  const names = new Map(groups.map((group) => [group.name, group.statement]));
  const used = new Set<string>();
  for (const service of services) {
    if (service.target.kind === 'group') used.add(service.target.name);
    if (service.dropped !== 'no-group') continue;
    const meant = reportUndefined(service, names, context);
    if (meant !== undefined) used.add(meant);
  }
  for (const group of groups) {
    if (used.has(group.name)) continue;
    context.report({
      place: placeOf(group.statement, group.statement.words[1]),
      severity: 'info',
      message: `no virtual_server uses virtual_server_group ${group.name}`,
      why: 'Its addresses are balanced by nothing.',
      label: 'not used',
      help: `virtual_server group ${group.name} { ... }`,
    });
  }
}

const group = 'virtual_server_group web {\n    192.0.2.100 80\n}\n\n';

/** Services and groups that do not find each other. */
export const lvsGroupUndefined = defineRule({
  id: 'lvs/group-undefined',
  // A configuration test accepts it, so it is not an error of the text.
  severity: 'warning',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A virtual server that names a group that is not there, or a group that nobody uses',
    why: 'keepalived takes the virtual server away with a line in the log only; a configuration test (keepalived -t) says nothing.',
    references: ['keepalived check/ipwrapper.c: link_vsg_to_vs'],
  },
  bad: [
    {
      caption: 'A slip in the name',
      at: '5:22',
      files: sample({ before: group, header: 'group webs' }),
    },
    { caption: 'A group for nobody', at: '1:22', files: sample({ before: group }) },
  ],
  good: [{ files: sample({ before: group, header: 'group web' }) }],
  on: { node: check },
});
