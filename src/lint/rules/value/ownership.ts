import { isQuoted, keywordOf } from '../../../../grammar/configuration.ts';
import type { BadArgument, BadEntry, ValueFault } from '../../../../grammar/problems.ts';
import { hasTypographicCharacter, isTemplateResidue } from '../../words.ts';

/** A problem of one word, whose rule this file decides: every one is worded by exactly one rule. */
export type WordProblem = BadArgument | BadEntry;

/** Keywords with a rule of their own, by the path of their block. */
const byKeyword: Readonly<Record<string, string>> = {
  'vrrp_instance/priority': 'value/priority-range',
  'vrrp_instance/virtual_router_id': 'value/vrid-range',
  'vrrp_instance/advert_int': 'value/advert-int-range',
  'vrrp_instance/state': 'value/state-invalid',
  'vrrp_instance/authentication/auth_type': 'auth/incomplete',
  'vrrp_script/weight': 'value/weight-range',
  'track_file/weight': 'value/weight-range',
  'vrrp_track_file/weight': 'value/weight-range',
  'vrrp_track_process/weight': 'value/weight-range',
  'bfd_instance/weight': 'value/weight-range',
};

/** First argument of these is the forwarding method or the scheduler. */
const serverMethods: ReadonlySet<string> = new Set([
  'lb_kind',
  'lb_algo',
  'lvs_method',
  'lvs_sched',
  'sorry_server_lvs_method',
]);

const byFault: Readonly<Record<ValueFault, string>> = {
  'not-a-number': 'value/number-invalid',
  'too-many-decimals': 'value/number-invalid',
  'out-of-range': 'value/out-of-range',
  'not-a-boolean': 'value/boolean-invalid',
  'not-a-choice': 'value/choice-invalid',
  'not-an-address': 'value/address-invalid',
  'wrong-family': 'value/address-invalid',
  'not-multicast': 'value/address-invalid',
  'bad-prefix': 'value/address-invalid',
  'cut-address': 'value/address-invalid',
  'bad-range': 'value/address-invalid',
  'bad-interface': 'value/interface-name',
  'bad-port': 'value/port-range',
  'too-long': 'value/not-usable',
  other: 'value/not-usable',
  'unknown-option': 'value/list-entry',
  'missing-option-value': 'value/list-entry',
  'duplicate-option': 'value/list-entry',
};

/** A variable of a shell or of a template engine, which the daemon knows nothing of. */
const reference = /\$\{?[A-Za-z_]/;

/** The rule that explains how the word came to look like this, when its look says so. */
function ownerByText(problem: WordProblem): string | undefined {
  const { value } = problem;
  if (value === '\\') return 'value/not-usable';
  if (hasTypographicCharacter(value)) return 'syntax/typographic-characters';
  if (isTemplateResidue(value) || reference.test(value) || isPlaceholder(problem))
    return 'syntax/template-residue';
  if (isQuoted(problem.word)) return undefined;
  if (problem.kind === 'bad-entry' && /[^,],[^,]/.test(value)) return 'syntax/comma-separated-list';
  return /[;,]$|^[=:]$/.test(value) ? 'syntax/value-terminator' : undefined;
}

/** `{{ name }}`: the braces are braces to the daemon, so only the name is left of a placeholder. */
function isPlaceholder({ word, statement }: WordProblem): boolean {
  return /\{\{[ \t]*$/.test(statement.source.text.slice(Math.max(0, word.startOffset - 8), word.startOffset));
}

function ownerByPlace(problem: WordProblem): string | undefined {
  if (problem.kind === 'bad-entry') {
    return problem.option?.option === 'weight' && problem.argument?.type === 'int' && isTracking(problem)
      ? weightRule(problem.fault)
      : undefined;
  }
  const { parent } = problem.statement;
  const keyword = keywordOf(problem.statement);
  if (serverMethods.has(keyword) && problem.fault === 'not-a-choice') {
    return problem.word === problem.statement.words[1] ? 'lvs/kind-or-algo-invalid' : undefined;
  }
  if (keyword === 'digest') return 'health-check/http-incomplete';
  if (isSampleInterval(problem)) return 'value/garp-interval-zero';
  const owner = byKeyword[`${parent.path}/${keyword}`];
  return owner === 'value/weight-range' && problem.argument?.type !== 'int' ? undefined : owner;
}

function isTracking(problem: WordProblem): boolean {
  return problem.statement.parent.path.includes('track_');
}

function weightRule(fault: ValueFault): string | undefined {
  return fault === 'missing-option-value' ? undefined : 'value/weight-range';
}

/** `vrrp_garp_interval 0` and `vrrp_gna_interval 0`, which the sample file of old packages had. */
export function isSampleInterval(problem: WordProblem): boolean {
  const keyword = keywordOf(problem.statement);
  const isInterval = keyword === 'vrrp_garp_interval' || keyword === 'vrrp_gna_interval';
  return isInterval && problem.fault === 'out-of-range' && Number(problem.value) === 0;
}

/** Id of the rule that words a problem; of another group when the text shows a mistake of another kind. */
export function ownerOf(problem: WordProblem): string {
  if (problem.knownSince !== undefined) return 'version/keyword-too-new';
  return ownerByText(problem) ?? ownerByPlace(problem) ?? ownerByKind(problem);
}

function ownerByKind(problem: WordProblem): string {
  // Options that an address of the other family does not have, and ranges of numbers, are no addresses.
  const isOption =
    problem.fault === 'wrong-family' && problem.kind === 'bad-entry' && problem.argument === undefined;
  const isNumbers = problem.fault === 'bad-range' && problem.argument?.type !== 'other';
  return isOption || isNumbers ? 'value/list-entry' : byFault[problem.fault];
}
