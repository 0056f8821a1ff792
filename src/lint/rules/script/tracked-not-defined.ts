import { keywordOf, placeOf } from '../../../../grammar/configuration.ts';
import { isKnownIn, type ReleaseName } from '../../../../grammar/vocabulary/index.ts';
import type { Edit } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import {
  type DefinedKind,
  definedBy,
  isIncomplete,
  type Reference,
  referencesOf,
  trackedIn,
} from './tracking.ts';
import { advice } from './undefined-advice.ts';

function report({ tracked, owner }: Reference, node: NodeModel, context: RuleContext): void {
  const { name, place, statement } = tracked;
  const kind = tracked.kind as DefinedKind;
  const { help, related, meant, instead } = advice(kind, name, place, node);
  const isAsWritten = place.source.slice(place.span) === statement.words[0]!.image;
  const edits: Edit[] = meant !== undefined && isAsWritten ? [{ place, text: meant }] : [];
  context.report({
    place,
    ...(isIncomplete(node) ? { severity: 'warning' } : {}),
    message: `${trackedIn[kind]} of ${owner} names ${name === '' ? '""' : name}, but there is no ${definedBy[kind]} of that name${instead === undefined ? '' : `: ${instead}`}`,
    label: meant === undefined ? 'not defined' : `did you mean ${meant}?`,
    help,
    related,
    ...(edits.length === 0 ? {} : { fixes: [{ title: `Track ${meant}`, safety: 'unsafe' as const, edits }] }),
  });
}

/** A release from before the block that defines the name knows only the list that tracks it. */
function isForeign({ tracked }: Reference, release: ReleaseName | undefined): boolean {
  const defining = tracked.definition?.statement.spec;
  const list = tracked.statement.parent.owner?.spec;
  if (release === undefined || defining === undefined || list === undefined) return false;
  return !isKnownIn(release, defining) && isKnownIn(release, list);
}

function reportForeign({ tracked, owner }: Reference, release: ReleaseName, context: RuleContext): void {
  const { name, place, kind, definition } = tracked;
  const { statement } = definition!;
  context.report({
    place,
    message: `${trackedIn[kind]} of ${owner} names ${name}, which keepalived ${release} knows nothing of: its ${keywordOf(statement)} came with ${statement.spec!.since}`,
    label: 'not defined for this release',
    help:
      keywordOf(statement) === 'track_file'
        ? `vrrp_track_file ${name} { ... }`
        : `Take ${name} out of the list, or use keepalived ${statement.spec!.since}`,
    related: [{ place: placeOf(statement), message: 'an unknown block' }],
  });
}

const node = (name: string) => `vrrp_script chk_nginx {
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
    track_script {
        ${name}
    }
}
`;

/** A name in a track_* list that nothing defines. */
export const scriptTrackedNotDefined = defineRule({
  id: 'script/tracked-not-defined',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  concludesFromAbsence: true,
  docs: {
    summary: 'A track_script, track_process, track_file or track_bfd entry that nothing defines',
    why: 'keepalived logs it and goes on without the check: the node keeps the VIP while the service is down.',
    references: ['keepalived vrrp/vrrp_track.c: alloc_track_script', 'acassen/keepalived#1984'],
  },
  bad: [
    { caption: 'Two spellings of one name', at: '18:9', files: node('check_nginx') },
    {
      caption: 'The block that was to define it has another name',
      at: '18:9',
      files: node('chk_nginx').replace('vrrp_script', 'vrrp_scrip'),
    },
  ],
  good: [{ files: node('chk_nginx') }],
  on: {
    node: (model, context) => {
      for (const reference of referencesOf(model)) {
        if (reference.tracked.dropped === 'undefined') report(reference, model, context);
        else if (isForeign(reference, context.target)) reportForeign(reference, context.target!, context);
      }
    },
  },
});
