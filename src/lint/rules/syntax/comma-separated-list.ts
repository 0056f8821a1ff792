import { keywordOf, placeOf, placeOfLine, type Statement } from '../../../../grammar/configuration.ts';
import { listSpec } from '../../../../grammar/vocabulary/index.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isCommaList, isOnTemplateLine } from '../../words.ts';
import { nameOfBlock } from './naming.ts';
import { isEntry } from './slots.ts';
import { eachStatementWith, refusedWords, type Search } from './walk.ts';

const searches: readonly Search[] = [{ needles: [','], pattern: /,/g }];

function check(statement: Statement, node: NodeModel, context: RuleContext): void {
  if (!isEntry(statement)) return;
  const { words } = statement;
  const first = words.findIndex((word) => isCommaList(word) || word.image === ',');
  if (first === -1) return;
  const list = statement.parent.owner!;
  const place = placeOfLine(statement);
  if (isOnTemplateLine(place)) return;
  const entries = entriesIn(statement);
  const form = listSpec(list.spec?.list ?? '');
  // Names are looked up, and not found; of e-mail addresses nobody knows.
  const isRefused = form?.name !== 'email' || words.some((word) => refusedWords(node).has(word));
  const keyword = keywordOf(list);
  const isFlat = form?.flat === true;
  const fix = entries === undefined ? undefined : splitFix(statement, entries);
  context.report({
    place: placeOf(statement, words[first]!),
    ...(isRefused ? {} : { severity: 'warning' as const }),
    message: `${nameOfBlock(statement.parent)} is no list with commas: "${words[first]!.image}" is read as one ${isFlat ? 'word' : 'entry'}`,
    ...(keyword === 'unicast_peer'
      ? {
          why: 'keepalived skips the whole word; without a peer it goes back to multicast, which most clouds drop: both nodes become master.',
        }
      : {}),
    help:
      entries === undefined
        ? 'One entry a line, without commas'
        : `One entry a line: ${entries.join(' and ')}`,
    label: 'read as it stands, comma and all',
    ...(fix === undefined ? {} : { fixes: [fix] }),
  });
}

/** The entries that were meant; undefined when there is more on the line than entries and their options. */
function entriesIn(statement: Statement): string[] | undefined {
  const { words } = statement;
  const images = words.map((word) => word.image);
  const last = images.findLastIndex((image) => image.includes(','));
  // The word behind a trailing comma is the last of the list.
  const end = images[last]!.endsWith(',') && last + 1 < images.length ? last + 1 : last;
  const names = images
    .slice(0, end + 1)
    .join(' ')
    .split(/[\s,]+/)
    .filter((name) => name !== '');
  const isSeparated = images
    .slice(0, end)
    .every((image, index) => image.endsWith(',') || images[index + 1]!.startsWith(','));
  if (!isSeparated || names.length === 0) return undefined;
  const options = images.slice(end + 1).join(' ');
  return names.map((name) => (options === '' ? name : `${name} ${options}`));
}

function splitFix(statement: Statement, entries: readonly string[]): Fix | undefined {
  const place = placeOfLine(statement);
  const { source, span } = place;
  const written = source.slice(span);
  if (!written.startsWith(statement.words[0]!.image) || written.includes('\n')) return undefined;
  const lineStart = source.text.lastIndexOf('\n', span.start - 1) + 1;
  const indent = /^[ \t]*/.exec(source.text.slice(lineStart))![0];
  return {
    title: 'Write one entry a line',
    safety: 'safe',
    edits: [{ place, text: entries.join(`\n${indent}`) }],
  };
}

/** Commas between the entries of a list block. */
export const syntaxCommaSeparatedList = defineRule({
  id: 'syntax/comma-separated-list',
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'Commas between the entries of a list block',
    why: 'A list block takes one entry a line. keepalived takes the commas for a part of the word and skips what it then cannot read.',
    references: ['keepalived lib/parser.c: alloc_value_block, read_value_block', 'acassen/keepalived#2371'],
  },
  bad: [
    {
      caption: 'Both peers are skipped',
      at: '8:9',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    unicast_src_ip 192.0.2.11
    unicast_peer {
        192.0.2.12,192.0.2.13
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'With a blank behind the comma',
      at: '7:9',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24, 192.0.2.101/24
    }
}
`,
    },
  ],
  good: [
    {
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    unicast_src_ip 192.0.2.11
    unicast_peer {
        192.0.2.12
        192.0.2.13
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: {
    node: (node, context) =>
      eachStatementWith(node, searches, (statement) => check(statement, node, context)),
  },
});
