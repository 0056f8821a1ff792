import { posix } from 'node:path';
import type { Place } from '../../../../grammar/source.ts';
import type { HostFile } from '../../../bundle/host-file.ts';
import { baseName } from '../../../bundle/paths.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { commentedScripts, isMeant } from '../../../model/script-use.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { checkedNode } from '../check-script/sample.ts';
import { nameOfBlock } from '../value/wording.ts';
import { isOfSystem } from './script-paths.ts';

/** A path that the configuration names, and where. */
interface Named {
  readonly path: string;
  readonly place: Place;
  /** `vrrp_script chk_nginx`; undefined: it stands in a comment. */
  readonly owner: string | undefined;
}

function namedBy(node: NodeModel): Named[] {
  const used = node.scriptUses.flatMap(({ path, file, place, statement }) =>
    path === undefined || file !== undefined || place === undefined || statement === undefined
      ? []
      : { path, place, owner: nameOfBlock(statement.parent) },
  );
  const comments = commentedScripts(node).flatMap(({ path, place }) =>
    node.files.at(path) === undefined ? { path, place, owner: undefined } : [],
  );
  return [...used, ...comments];
}

/** The file at hand that was meant: beside the one named, or of the same name elsewhere. */
function meantBy({ path }: Named, node: NodeModel): HostFile | undefined {
  const name = baseName(path);
  const scripts = node.files.ofKind('script');
  return (
    scripts.find((file) => baseName(file.path) === name) ??
    scripts.find((file) => isMeant(name, baseName(file.path)))
  );
}

function fixOf({ path, place, owner }: Named, meant: string): Fix[] {
  const text = place.source.slice(place.span);
  if (owner === undefined || !text.includes(path)) return [];
  const edit = { place, text: text.replace(path, meant) };
  return [{ title: `Name ${meant}`, safety: 'unsafe', edits: [edit] }];
}

function check(node: NodeModel, context: RuleContext): void {
  for (const named of namedBy(node)) {
    if (isOfSystem(named.path)) continue;
    const file = meantBy(named, node);
    if (file === undefined) continue;
    const name = baseName(file.path);
    const isElsewhere = name === baseName(named.path);
    const meant = isElsewhere ? file.path : posix.join(posix.dirname(named.path), name);
    const { owner, place, path } = named;
    context.report({
      place,
      ...(owner === undefined ? { severity: 'warning' } : {}),
      message: `${owner ?? 'A vrrp_script in a comment'} runs ${path}, but the file is called ${isElsewhere ? file.path : name}`,
      ...(owner === undefined
        ? {
            why: 'As soon as the block is taken out of its comment, keepalived does not find the script and goes on without the check.',
          }
        : {}),
      label: 'no file of this name',
      help: meant,
      related: [{ place: file.source.origin({ start: 0, end: 0 }), message: 'the file that is there' }],
      fixes: fixOf(named, meant),
    });
  }
}

const script = '#!/bin/sh\nexec /usr/bin/pgrep -x nginx >/dev/null\n';

/** A script that is there under another name. */
export const scriptNameMismatch = defineRule({
  id: 'script/name-mismatch',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A script that is named otherwise than the file that is there',
    why: 'keepalived does not find it, switches the check off with a line in the log, and goes on as healthy.',
    references: ['keepalived lib/notify.c: check_script_secure', 'acassen/keepalived#842'],
  },
  bad: [
    {
      caption: 'ch_ng.sh in the configuration, ck_ng.sh on the disk',
      at: 'lb1/keepalived.conf:7:13',
      files: {
        'lb1/keepalived.conf': checkedNode({ command: '"/etc/keepalived/ch_ng.sh"' }),
        'lb1/ck_ng.sh': script,
      },
    },
    {
      caption: 'In another folder',
      at: 'lb1/etc/keepalived/keepalived.conf:7:13',
      files: {
        'lb1/etc/keepalived/keepalived.conf': checkedNode({ command: '"/etc/keepalived/scripts/check.sh"' }),
        'lb1/etc/keepalived/check.sh': script,
      },
    },
  ],
  good: [
    {
      files: {
        'lb1/keepalived.conf': checkedNode({ command: '"/etc/keepalived/ck_ng.sh"' }),
        'lb1/ck_ng.sh': script,
      },
    },
    {
      caption: 'Two scripts that are told apart by a number',
      files: {
        'lb1/keepalived.conf': checkedNode({ command: '"/usr/local/bin/check1.sh"' }),
        'lb1/check2.sh': script,
      },
    },
  ],
  on: { node: check },
});
