import { placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';

/** Passwords of tutorials, sample files and manuals, in small letters. */
const wellKnown: ReadonlySet<string> = new Set([
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

function check(statement: Statement, context: RuleContext): void {
  const word = statement.words[1];
  if (word === undefined) return;
  const text = textOf(word);
  if (!wellKnown.has(text.toLowerCase()) && !/^(.)\1{0,7}$/.test(text)) return;
  context.report({
    place: placeOf(statement, word),
    // Not "a password": that word may be the secret, and would be masked.
    message: 'auth_pass is one that tutorials use',
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
  good: [{ files: node('q7Rz2kLm') }],
  on: {
    statement: {
      'vrrp_instance/authentication/auth_pass': (statement, _node, context) => check(statement, context),
    },
  },
});
