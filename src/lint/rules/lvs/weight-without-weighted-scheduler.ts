import { argumentOf, placeOf } from '../../../../grammar/configuration.ts';
import { commonWeight, type ServiceDraft, weightOf } from '../../../model/service-draft.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { replaceWord } from '../value/wording.ts';
import { someOf } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { headerOf, keptServices } from './service.ts';

/** Schedulers of the kernel that look at no weight but 0 (net/netfilter/ipvs), and those that do instead. */
const weighted: ReadonlyMap<string, string> = new Map([
  ['rr', 'wrr'],
  ['lc', 'wlc'],
  ['dh', 'mh'],
]);

function check(service: ServiceDraft, context: RuleContext): void {
  const { scheduler } = service;
  const name = scheduler === undefined ? undefined : argumentOf(scheduler);
  const better = name === undefined ? undefined : weighted.get(name);
  if (scheduler === undefined || better === undefined) return;
  const common = commonWeight(service);
  const weights = service.servers.map((server) => weightOf(server, common)).filter((weight) => weight > 0);
  const different = [...new Set(weights)];
  if (different.length < 2) return;
  const edit = replaceWord(scheduler, scheduler.words[1]!, better);
  const written = service.servers.flatMap((server) => server.weight ?? []);
  context.report({
    place: placeOf(scheduler, scheduler.words[1]),
    message: `${argumentOf(scheduler, 0)} ${name} of ${headerOf(service.statement)} ignores the weights of its real servers (${different.slice(0, 4).join(', ')})`,
    label: 'every server gets the same share',
    help: `${argumentOf(scheduler, 0)} ${better}`,
    related: someOf(
      written.map((statement) => ({
        place: placeOf(statement, statement.words[1]),
        message: 'does not count',
      })),
    ),
    ...(edit === undefined
      ? {}
      : { fixes: [{ title: `Write ${better}`, safety: 'unsafe' as const, edits: [edit] }] }),
  });
}

const pool = (scheduler: string) =>
  sample({
    settings: ['delay_loop 6', `lb_algo ${scheduler}`, 'lb_kind NAT', 'protocol TCP'],
    servers: ['192.0.2.21 80'],
    inServer: ['weight 10'],
  }).replace(
    /}\n$/,
    '    real_server 192.0.2.22 80 {\n        weight 1\n        TCP_CHECK {\n            connect_timeout 3\n        }\n    }\n}\n',
  );

/** Weights under a scheduler without weights. */
export const lvsWeightWithoutWeightedScheduler = defineRule({
  id: 'lvs/weight-without-weighted-scheduler',
  severity: 'info',
  scope: 'node',
  fix: 'unsafe',
  about: 'services',
  docs: {
    summary: 'Different weights under a scheduler that ignores them',
    why: 'Only weight 0 counts: the small server gets as many connections as the large one.',
    references: [
      'ipvsadm(8): scheduling methods',
      'linux net/netfilter/ipvs/ip_vs_rr.c, ip_vs_lc.c, ip_vs_dh.c',
    ],
  },
  bad: [{ caption: 'Round robin has no weights', at: '3:13', files: pool('rr') }],
  good: [{ files: pool('wrr') }],
  on: {
    node: (node, context) => {
      for (const service of keptServices(node)) check(service, context);
    },
  },
});
