import { argumentOf, placeOf, type Statement, statementsNamed } from '../../../../grammar/configuration.ts';
import { readUnsigned } from '../../../../grammar/values/numbers.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';
import { relatedTo, setting } from '../vrrp/settings.ts';

/** Bytes of a key, once decoded. */
const shortest = 32;
const longest = 64;

/** Length of a key in bytes; undefined for one in a file, and for hexadecimal digits that are none. */
function keyLength(value: string): number | undefined {
  if (value.startsWith('file:')) return undefined;
  if (!value.startsWith('hex:')) return Buffer.byteLength(value, 'utf8');
  const digits = value.slice(4);
  return /^(?:[0-9a-f]{2})*$/i.test(digits) ? digits.length / 2 : undefined;
}

function idOf(statement: Statement | undefined): number | undefined {
  const text = statement === undefined ? undefined : argumentOf(statement);
  const { value, fault } = readUnsigned(text ?? '');
  return text === undefined || fault !== undefined || value < 1 || value > 255 ? undefined : value;
}

/** Whether the daemon takes a key; says why not. */
function checkKey(key: Statement, earlier: Statement | undefined, context: RuleContext): boolean {
  const id = idOf(key);
  const value = argumentOf(key, 2);
  if (id === undefined || value === undefined) return false;
  const length = keyLength(value);
  if (length !== undefined && (length < shortest || length > longest)) {
    context.report({
      place: placeOf(key, key.words[2]),
      message: `key ${id} of auth_hmac is ${length} bytes long: keys are ${shortest} to ${longest} bytes`,
      why: 'keepalived drops the key; a node that sends with it is not understood.',
      label: `${length} bytes`,
      help: `key ${id} hex:DIGITS with 64 hexadecimal digits, from openssl rand -hex 32`,
    });
    return false;
  }
  if (earlier !== undefined) {
    context.report({
      place: placeOf(key, key.words[1]),
      message: `key ${id} of auth_hmac stands twice`,
      why: 'keepalived keeps the first and drops this one. Nodes that keep different ones reject each other.',
      label: 'dropped',
      related: relatedTo(earlier, 'this one counts'),
    });
  }
  return true;
}

/** The ids that are left to send and to check with. */
function checkKeys(keys: readonly Statement[], context: RuleContext): Set<number> {
  const taken = new Map<number, Statement>();
  for (const key of keys) {
    const id = idOf(key);
    const earlier = id === undefined ? undefined : taken.get(id);
    if (checkKey(key, earlier, context) && earlier === undefined) taken.set(id!, key);
  }
  return new Set(taken.keys());
}

function checkActive(
  instance: VrrpInstance,
  blocks: readonly Statement[],
  ids: ReadonlySet<number>,
  context: RuleContext,
) {
  const active = inside(blocks, 'active_key').findLast((statement) => idOf(statement) !== undefined);
  const id = idOf(active);
  if (id !== undefined && ids.has(id)) return;
  const [known] = ids;
  context.report({
    place: active === undefined ? placeOf(blocks.at(-1)!) : placeOf(active, active.words[1]),
    message:
      id === undefined
        ? `auth_hmac of vrrp_instance ${instance.name} has no active_key`
        : `active_key ${id} of vrrp_instance ${instance.name} names no key of this auth_hmac`,
    why: 'keepalived switches the whole extension off: this node sends without authentication and believes everybody.',
    label: id === undefined ? 'no active_key inside' : 'no such key',
    help: known === undefined ? 'key 1 hex:DIGITS and active_key 1' : `active_key ${known}`,
  });
}

function inside(blocks: readonly Statement[], keyword: string): Statement[] {
  return blocks.flatMap(({ block }) => statementsNamed(block, keyword));
}

function check(instance: VrrpInstance, context: RuleContext): void {
  if (setting(instance, 'auth_hmac', context) === undefined) return;
  const { authentication, name, strict } = instance;
  const blocks = instance.all('auth_hmac');
  checkActive(instance, blocks, checkKeys(inside(blocks, 'key'), context), context);
  const mode = inside(blocks, 'mode').at(-1);
  if (strict.value && mode !== undefined && /^(?:permissive|receive-only)$/.test(argumentOf(mode) ?? '')) {
    context.report({
      place: placeOf(mode, mode.words[1]),
      severity: 'warning',
      message: `auth_hmac mode ${argumentOf(mode)} of vrrp_instance ${name} is set to enforce by strict mode`,
      why: 'Advertisements without a valid trailer are dropped at once, also those of nodes that have no key yet.',
      label: 'set to enforce',
      related: relatedTo(strict.statement, 'strict mode is switched on here'),
    });
  }
  const { statement, value } = authentication.writtenType;
  if (statement === undefined || value === 'none' || strict.value) return;
  context.report({
    place: placeOf(statement),
    severity: 'warning',
    message: `vrrp_instance ${name} has an authentication block beside auth_hmac, which takes its place`,
    why: 'keepalived drops the password. A node that has only the password drops the advertisements of this one.',
    label: 'dropped',
    help: 'Remove the authentication block on all nodes',
    related: relatedTo(blocks.at(-1), 'this counts'),
  });
}

const node = (lines: readonly string[]) =>
  sample({ lines: ['auth_hmac {', ...lines.map((line) => `    ${line}`), '}'] });
const key = 'key 1 keepalived-example-key-of-32-chars';

/** The trailer that authenticates advertisements, from 2.4.0 on. */
export const authHmac = defineRule({
  id: 'auth/hmac',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'Keys and settings of auth_hmac that keepalived drops',
    why: 'The node sends or expects something else than the file says, and peers reject its advertisements.',
    references: [
      'keepalived vrrp/vrrp_parser.c: vrrp_auth_hmac_key_handler',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
    ],
  },
  bad: [
    { caption: 'No key is said to be in use', at: '7:5', files: node([key]) },
    { caption: 'The key of that number is missing', at: '9:20', files: node([key, 'active_key 2']) },
  ],
  good: [{ files: node([key, 'active_key 1']) }],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
