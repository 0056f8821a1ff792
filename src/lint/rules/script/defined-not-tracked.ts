import { argumentOf, keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { nearest } from '../../../../grammar/did-you-mean.ts';
import type { NodeModel, TrackedDefinition } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { commentedBlock, commentedEntry, commentedList, isInList } from './comments.ts';
import { definedBy, isIncomplete, referencesOf, trackedIn } from './tracking.ts';

/** `track_file NAME` in a FILE_CHECK: checkers use the definitions of files as well. */
function filesOfCheckers(statements: readonly Statement[]): string[] {
  return statements.flatMap((statement) => {
    const below = filesOfCheckers(statement.block?.statements ?? []);
    const name = keywordOf(statement) === 'track_file' ? argumentOf(statement) : undefined;
    return name === undefined ? below : [name, ...below];
  });
}

function untracked(node: NodeModel): TrackedDefinition[] {
  const definitions = [...node.scripts, ...node.trackFiles, ...node.trackProcesses];
  if (definitions.length === 0) return [];
  const references = referencesOf(node).map(({ tracked }) => tracked);
  const used = new Set(references.map(({ kind, name }) => `${kind} ${name}`));
  const files = new Set(node.trackFiles.length === 0 ? [] : filesOfCheckers(node.all('virtual_server')));
  return definitions.filter(
    ({ kind, name }) =>
      !used.has(`${kind} ${name}`) &&
      !(kind === 'file' && files.has(name)) &&
      !references.some(
        (one) => one.dropped === 'undefined' && one.kind === kind && isMisspelt(one.name, name),
      ),
  );
}

/** A track list that misspells a name is one mistake, and found where it is made. */
function isMisspelt(reference: string, name: string): boolean {
  return nearest(reference, [name], 1).length > 0;
}

function report(definition: TrackedDefinition, node: NodeModel, context: RuleContext): void {
  const place = placeOf(definition.statement, definition.statement.words[1]);
  const list = trackedIn[definition.kind];
  const commented = commentedEntry(node, list, definition.name);
  const isEntry = commented !== undefined && isInList(commented, list, node);
  // A library of checks is used by others; a reference may be in a part that could not be read.
  const isElsewhere = place.source !== node.main || node.instances.length === 0 || isIncomplete(node);
  const [instance] = node.instances;
  context.report({
    place,
    ...(isElsewhere ? { severity: 'info' } : {}),
    message: `${definedBy[definition.kind]} ${definition.name} is tracked by no vrrp_instance and no vrrp_sync_group`,
    label:
      commented === undefined
        ? 'never run'
        : isEntry
          ? `never run: commented out in ${list}`
          : `never run: its ${list} is commented out`,
    help:
      commented === undefined
        ? `${list} { ${definition.name} } in ${instance === undefined ? 'a vrrp_instance' : `vrrp_instance ${instance.name}`}`
        : isEntry
          ? `Take the comment mark off ${definition.name} in ${list}, or remove the ${definedBy[definition.kind]}`
          : `Take the comment marks off the ${list} that names it`,
    related: commented === undefined ? [] : [{ place: commented, message: 'commented out' }],
  });
}

/** A check that is there only as a comment, together with what was to track it. */
function reportCommentedOut(node: NodeModel, context: RuleContext): void {
  const isChecked = referencesOf(node).length > 0 || node.scripts.length > 0;
  if (isChecked || node.instances.length === 0) return;
  const script = commentedBlock(node, 'vrrp_script');
  const list = commentedList(node, 'track_script');
  if (script === undefined || list === undefined) return;
  const text = script.source.slice(script.span);
  const isSecure = node.globals.scriptSecurity.value;
  context.report({
    place: script,
    severity: 'info',
    message: `${text.replace(/\s+/g, ' ')} and its track_script are commented out, so no vrrp_instance checks a service`,
    why: 'The VIP moves only when the whole node fails, not when the service on it does.',
    label: 'commented out',
    help: `Take the comment marks off both${isSecure ? '' : ', add script_user root and enable_script_security to global_defs,'} and see that the weight is larger than the difference of the priorities`,
    related: [{ place: list, message: 'commented out as well' }],
  });
}

const node = (tracking: string) => `vrrp_script chk_nginx {
    script "/usr/bin/pgrep -x nginx"
    interval 2
    fall 2
    rise 2
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
${tracking}}
`;
const tracking = `    track_script {
        chk_nginx
    }
`;

/** A check nobody asks for. */
export const scriptDefinedNotTracked = defineRule({
  id: 'script/defined-not-tracked',
  severity: 'warning',
  scope: 'node',
  concludesFromAbsence: true,
  docs: {
    summary: 'A vrrp_script, track_file or vrrp_track_process that nothing tracks',
    why: 'keepalived runs a check only where a track list names it: the node keeps the VIP while the service is down.',
    references: [
      'keepalived vrrp/vrrp.c: vrrp_complete_init',
      'acassen/keepalived#712',
      'acassen/keepalived#1686',
      'acassen/keepalived#2108',
    ],
  },
  bad: [
    { caption: 'A script, but no track_script', at: '1:13', files: node('') },
    {
      caption: 'The track_script was commented out',
      at: '1:13',
      files: node(tracking.replaceAll(/^ {4}/gm, '    # ')),
    },
  ],
  good: [{ files: node(tracking) }],
  on: {
    node: (model, context) => {
      for (const definition of untracked(model)) report(definition, model, context);
      reportCommentedOut(model, context);
    },
  },
});
