import { type Statement, textOf } from '../../../../grammar/configuration.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import type { Tracked } from '../../../model/node.ts';
import { trackedEntries } from '../../../model/tracked-entries.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hosts, listed, placeOfKeyword, relatedBeside, routerName } from './members.ts';
import { trackingExamples } from './tracking-differs-examples.ts';

/** What a member checks: its own lists and those of its sync group. */
function trackedBy({ instance }: RouterMember): Tracked[] {
  return trackedEntries(instance).filter(
    ({ dropped }) => dropped !== 'own-interface' && dropped !== 'repeated',
  );
}

/** What an entry checks, without what is bound to differ from host to host: paths, numbers, host names. */
function subjectOf({ kind, definition }: Tracked, nodeName: string): string | undefined {
  if (kind === 'interface' || kind === 'bfd') return kind;
  const text = commandOf(definition);
  return text
    ?.split(nodeName)
    .join('')
    .replace(/(^|[\s"'=])[\w./-]*\//g, '$1')
    .replace(/\d+/g, '0')
    .toLowerCase();
}

function commandOf(definition: Tracked['definition']): string | undefined {
  if (definition?.kind === 'script') return definition.command.value;
  if (definition?.kind === 'file') return definition.file.value;
  return definition?.kind === 'process' ? definition.process.value : undefined;
}

/** Whether `member` checks the same, under this name or another. */
function checks(member: RouterMember, entry: Tracked, owner: RouterMember): boolean {
  const subject = subjectOf(entry, owner.node.name);
  return trackedBy(member).some((other) => {
    if (other.kind !== entry.kind) return false;
    return (
      other.name === entry.name || (subject !== undefined && subjectOf(other, member.node.name) === subject)
    );
  });
}

/** Whether a node defines the check and tracks it nowhere: that is said of the definition. */
function isIdle({ node }: RouterMember, { kind, name }: Tracked): boolean {
  if (kind !== 'script' || !node.scripts.some((one) => one.name === name)) return false;
  return !node.instances.some((instance) => trackedEntries(instance).some((one) => one.name === name));
}

interface Missing {
  readonly entry: Tracked;
  readonly owner: RouterMember;
  readonly lacking: readonly RouterMember[];
}

/** Checks that some member does not make; each once, by its name. */
function missingChecks(members: readonly RouterMember[]): Missing[] {
  const found = new Map<string, Missing>();
  for (const owner of members) {
    for (const entry of trackedBy(owner)) {
      // What is defined nowhere is checked by nobody; another rule says so.
      if (entry.dropped === 'undefined') continue;
      const lacking = members.filter((member) => !checks(member, entry, owner) && !isIdle(member, entry));
      const key = `${entry.kind} ${entry.name}`;
      if (lacking.length > 0 && !found.has(key)) found.set(key, { entry, owner, lacking });
    }
  }
  return [...found.values()];
}

function describe({ entry, lacking }: Missing): string {
  return `${entry.name} is not tracked by ${hosts(lacking)}`;
}

const onInterfaces =
  'The node that does not track the interface takes the VIP, and keeps it, while that link is down there.';

/** What the lists name and the node does not define, to be taken over with them. */
function definitionsToo(entries: readonly Tracked[], { node }: RouterMember, owner: RouterMember): string {
  const own = new Set(
    [...node.scripts, ...node.trackFiles, ...node.trackProcesses, ...node.bfdInstances].map(
      ({ name }) => name,
    ),
  );
  const lacking = entries.flatMap(({ definition }) =>
    definition === undefined || own.has(definition.name) ? [] : headerOf(definition.statement),
  );
  return lacking.length === 0 ? '' : `, and ${listed(lacking)} above it, as on ${owner.node.name}`;
}

/** `vrrp_script chk_nginx`. */
function headerOf({ words }: Statement): string {
  return words.slice(0, 2).map(textOf).join(' ');
}

function report(missing: readonly Missing[], router: VirtualRouter, context: RuleContext): void {
  // The last member that lacks something: mostly a backup that was not kept up to date.
  const wrong = router.members.findLast((member) => missing.some(({ lacking }) => lacking.includes(member)))!;
  const here = missing.filter(({ lacking }) => lacking.includes(wrong));
  const { entry: first, owner } = here[0]!;
  const keyword = `track_${first.kind}`;
  const place = placeOfKeyword(wrong.instance, keyword);
  context.report({
    place,
    message: `the checks for ${routerName(router)} differ: ${missing.map(describe).join(', ')}`,
    ...(missing.every(({ entry }) => entry.kind === 'interface') ? { why: onInterfaces } : {}),
    label: `without ${listed(here.map(({ entry }) => entry.name))}`,
    help: `${keyword} { ${textOf(first.statement.words[0]!)} } in vrrp_instance ${wrong.instance.name} on ${wrong.node.name}${definitionsToo([first], wrong, owner)}`,
    related: relatedBeside(
      place,
      missing.map(({ entry, owner: one }) => ({
        place: entry.place,
        message: `tracked by ${one.node.name}`,
      })),
    ),
  });
}

/** A service that only some nodes check. */
export const clusterTrackingDiffers = defineRule({
  id: 'cluster/tracking-differs',
  severity: 'warning',
  scope: 'cluster',
  docs: {
    summary: 'A check that only some nodes of a virtual router make',
    why: 'The node that does not make the check takes the VIP, and keeps it, while its own service is down.',
    references: ['keepalived.conf(5): track_script', 'acassen/keepalived#942', 'acassen/keepalived#2108'],
  },
  ...trackingExamples,
  on: {
    router: (router, _cluster, context) => {
      const missing = missingChecks(router.members);
      if (missing.length > 0) report(missing, router, context);
    },
  },
});
