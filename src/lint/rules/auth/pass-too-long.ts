import { isQuoted, placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import type { Edit } from '../../../diagnostics/diagnostic.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isOpen } from '../../words.ts';

/** Bytes that an advertisement has room for (RFC 2338 section 5.3.10). */
const room = 8;

/** The part of the word behind the bytes that count; undefined when a character would be cut in two. */
function surplus(statement: Statement): Edit[] {
  const word = statement.words[1]!;
  const place = placeOf(statement, word);
  const kept = Buffer.from(textOf(word), 'utf8').subarray(0, room).toString('utf8');
  const isAsWritten = place.source.slice(place.span) === word.image;
  if (!isAsWritten || isQuoted(word) || Buffer.byteLength(kept) !== room || !textOf(word).startsWith(kept))
    return [];
  const { start, end } = place.span;
  return [{ place: { source: place.source, span: { start: start + kept.length, end } }, text: '' }];
}

function check(statement: Statement, context: RuleContext): void {
  const word = statement.words[1];
  if (word === undefined) return;
  const length = Buffer.byteLength(textOf(word), 'utf8');
  // A placeholder or a variable is to be filled in, not to be cut.
  if (length <= room || isOpen(textOf(word))) return;
  const edits = surplus(statement);
  context.report({
    place: placeOf(statement, word),
    message: `auth_pass is ${length} bytes long, but only the first ${room} are used`,
    label: `${length} bytes`,
    help: `Cut it to ${room} bytes on all nodes; better, choose a new one of ${room}`,
    ...(edits.length === 0
      ? {}
      : { fixes: [{ title: `Cut auth_pass to the ${room} bytes in use`, safety: 'safe' as const, edits }] }),
  });
}

const node = (password: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass ${password}
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** A password of which the end counts for nothing. */
export const authPassTooLong = defineRule({
  id: 'auth/pass-too-long',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'An auth_pass of more than eight bytes',
    why: 'The rest is never sent or compared: nodes with different ends accept each other, and a change behind the eighth byte changes nothing. A configuration test (keepalived -t) fails on it.',
    references: [
      'RFC 2338 section 5.3.10',
      'keepalived vrrp/vrrp_parser.c: vrrp_auth_pass_handler',
      'acassen/keepalived#2224',
    ],
  },
  bad: [{ caption: 'Sixteen characters, of which eight count', at: '9:19', files: node('k33pAl1veForEver') }],
  good: [
    { files: node('k33pAl1v') },
    { caption: 'Known to the running host alone', files: node('${_ENV VRRP_PASSWORD}') },
  ],
  on: {
    statement: {
      'vrrp_instance/authentication/auth_pass': (statement, _node, context) => check(statement, context),
    },
  },
});
