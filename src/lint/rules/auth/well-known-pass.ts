import { placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import { isOfHost } from '../../../../grammar/preprocess/definitions.ts';
import type { Place } from '../../../../grammar/source.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';

/** Passwords of tutorials, sample files and manuals, in small letters. */
const wellKnown: ReadonlySet<string> = new Set([
  '1111',
  '1234',
  '12345',
  '123456',
  '1234567',
  '12345678',
  '123456789',
  'abc123',
  'admin',
  'ceshi',
  'changeme',
  'k33palived',
  'k33p4live',
  'keepaliv',
  'keepalived',
  'letmein',
  'mypass',
  'mypassword',
  'pass',
  'password',
  'passw0rd',
  'p@ssw0rd',
  'qwerty',
  'root',
  'secret',
  'test',
  'vrrp',
]);

/** What makes the password everybody's, without naming it. */
function fault(text: string): string | undefined {
  if (isOfHost(text)) return undefined;
  if (wellKnown.has(text.toLowerCase())) return 'one that tutorials use';
  if (/^.$/su.test(text)) return 'a single character';
  return /^(.)\1{1,7}$/su.test(text) ? 'one character over and over' : undefined;
}

/** A comment sign in the middle leaves less than was meant: that is what is wrong, and it is said elsewhere. */
function isCut({ source, span }: Place): boolean {
  return /^[#!]/.test(source.text.slice(span.end, span.end + 1));
}

function check(statement: Statement, context: RuleContext): void {
  const word = statement.words[1];
  if (word === undefined) return;
  const place = placeOf(statement, word);
  const what = fault(textOf(word));
  if (what === undefined || isCut(place)) return;
  context.report({
    place,
    message: `auth_pass is ${what}`,
    label: 'not only yours',
    help: 'auth_pass with 8 characters that no other cluster has, the same on all nodes',
  });
}

const node = (password: string) =>
  sample({ lines: ['authentication {', '    auth_type PASS', `    auth_pass ${password}`, '}'] });

/** The password is sent in clear: it separates clusters, it does not protect them. */
export const authWellKnownPass = defineRule({
  id: 'auth/well-known-pass',
  severity: 'info',
  scope: 'node',
  docs: {
    summary: 'A password out of a tutorial',
    why: 'All that the password can do is keep a neighbouring cluster with the same VRID out; one that the neighbour has copied too does not.',
    references: [
      'RFC 3768 section 10 (Security Considerations)',
      'acassen/keepalived#1290',
      'acassen/keepalived#2174',
    ],
  },
  bad: [{ caption: 'As in most examples', at: '9:19', files: node('1111') }],
  good: [
    { files: node('q7Rz2kLm') },
    { caption: 'Of any length', files: node('${_ENV VRRP_PASSWORD}') },
    { caption: 'Cut by a comment sign: another rule says so', files: node('v!p$%^') },
  ],
  on: {
    statement: {
      'vrrp_instance/authentication/auth_pass': (statement, _node, context) => check(statement, context),
    },
  },
});
