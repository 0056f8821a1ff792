import { keywordOf } from '../../../../grammar/configuration.ts';
import { isAddress } from '../../../../grammar/values/address.ts';
import { LOOKS_AT_ALL_SINCE } from '../../../../grammar/values/entry-track.ts';
import { optionNames } from '../../../../grammar/values/keyword-options.ts';
import { compareReleases, listSpec, NEWEST } from '../../../../grammar/vocabulary/index.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { RuleContext } from '../../rule.ts';
import type { WordProblem } from './ownership.ts';
import { consequence, nameOfBlock, nameOfEntry, typeThis } from './wording.ts';

type Wording = Omit<Finding, 'place'>;

/** Blocks whose entries the daemon reads without a look at the end of the line: a missing value stops it. */
const fatalWhenShort: ReadonlySet<string> = new Set([
  'static_routes',
  'virtual_routes',
  'static_rules',
  'virtual_rules',
]);

function listKeyword(problem: WordProblem): string {
  const { statement } = problem;
  return keywordOf(problem.kind === 'bad-entry' ? (statement.parent.owner ?? statement) : statement);
}

/** The options that would be right, as far as the vocabulary lists them. */
function optionsText(problem: WordProblem, context: RuleContext): string {
  const { statement, argument } = problem;
  const name = problem.kind === 'bad-entry' ? statement.parent.owner?.spec?.list : argument?.type;
  const list = name === undefined ? undefined : listSpec(name);
  if (list === undefined) return '';
  const reading = { places: 6, lenient: true, zeroPort: false, release: context.target ?? NEWEST };
  const names = optionNames(list, reading, listKeyword(problem));
  return names.length === 0 || names.length > 16
    ? ` The form is: ${list.form}.`
    : ` It knows ${names.join(', ')}.`;
}

/** An empty word in a route, with others behind it. */
function isHarmlessBlank({ value, word, statement }: WordProblem): boolean {
  const isInRoutes = statement.parent.owner?.spec?.list === 'route';
  return value === '' && isInRoutes && word !== statement.words.at(-1) && statement.words.length > 2;
}

function isPassedOver(problem: WordProblem, context: RuleContext): boolean {
  const isTracking = listKeyword(problem).startsWith('track_');
  return isTracking && compareReleases(context.target ?? NEWEST, LOOKS_AT_ALL_SINCE) < 0;
}

function unknownWording(problem: WordProblem, context: RuleContext): Wording {
  const keyword = listKeyword(problem);
  const where = nameOfBlock(problem.statement.parent);
  if (problem.kind === 'bad-entry' && isHarmlessBlank(problem)) {
    return {
      severity: 'warning',
      message: `an empty word ("") stands in ${where}`,
      why: 'keepalived takes it for a destination and says nothing; the destination behind it replaces it.',
      label: 'an empty word',
      help: 'Remove it; if a template made it, look for the value it lacks',
    };
  }
  if (problem.kind === 'bad-entry' && isPassedOver(problem, context)) {
    return {
      severity: 'warning',
      message: `unknown option "${problem.value}" of ${nameOfEntry(problem.statement)} in ${where}: it is passed over without a message`,
      why: `keepalived reads the name and looks for the word weight behind it.${optionsText(problem, context)}`,
      label: problem.suggestion === undefined ? 'not an option' : `did you mean ${problem.suggestion}?`,
      ...typeThis(problem),
    };
  }
  const host = problem.value.replace(/\/\d*$/, '');
  if (problem.kind === 'bad-entry' && host === '' && problem.word === problem.statement.words[1]) {
    const whole = `${keywordOf(problem.statement)}${problem.value}`;
    return {
      message: `a blank stands before ${problem.value} in ${where}: the address is read without it`,
      why: `keepalived takes ${problem.value} for an option, reports it, and puts the address on the interface as /${whole.includes(':') ? 128 : 32}.`,
      label: 'not part of the address',
      help: whole,
    };
  }
  if (
    problem.kind === 'bad-entry' &&
    isAddress(host) &&
    /^(virtual_ipaddress|static_ipaddress|unicast_peer)/.test(keyword)
  ) {
    return {
      message: `${problem.value} is a second address on one line of ${where}: only the first of a line is used`,
      why: `keepalived takes ${problem.value} for an option, reports it, and never uses the address.`,
      label: 'needs a line of its own',
      help: `Put ${problem.value} on a line of its own`,
    };
  }
  const place =
    problem.kind === 'bad-entry'
      ? `of ${nameOfEntry(problem.statement)} in ${where}`
      : `of ${keyword} in ${where}`;
  return {
    message: `unknown option "${problem.value}" ${place}`,
    why: `${consequence(problem)}${optionsText(problem, context)}`,
    label: problem.suggestion === undefined ? 'not an option' : `did you mean ${problem.suggestion}?`,
    ...typeThis(problem),
  };
}

function missingWording(problem: WordProblem): Wording {
  const keyword = listKeyword(problem);
  const stops = problem.kind === 'bad-entry' && fatalWhenShort.has(keyword);
  const { statement, value, argument } = problem;
  const line = statement.words.map((word) => word.image).join(' ');
  return {
    message: `option ${value} of ${nameOfEntry(statement)} in ${nameOfBlock(statement.parent)} lacks a value`,
    why: stops
      ? 'keepalived stops at once, with exit code 2, when the line ends here.'
      : consequence(problem),
    label: 'the line ends behind it',
    help: `${line} ${(argument?.name ?? 'value').toUpperCase()}`,
  };
}

function otherWording(problem: WordProblem): Wording {
  const where = `${nameOfEntry(problem.statement)} in ${nameOfBlock(problem.statement.parent)}`;
  if (problem.fault === 'duplicate-option') {
    return {
      message: `${problem.value} stands in ${where} although one of its kind is there already`,
      why: consequence(problem),
      label: 'one too many',
    };
  }
  if (problem.fault === 'wrong-family') {
    const isKept = problem.kind === 'bad-entry' && !problem.dropsEntry;
    return {
      ...(isKept ? { severity: 'warning' } : {}),
      message: `${problem.value} of ${where} is for IPv4 only`,
      why: consequence(problem),
      label: 'not for an IPv6 address',
    };
  }
  return {
    message: `"${problem.value}" of ${where} is not a range`,
    why:
      problem.suggestion === undefined
        ? consequence(problem)
        : `A single number is refused too. ${consequence(problem)}`,
    label: 'write FIRST-LAST',
    ...typeThis(problem),
  };
}

/** How to say what is wrong with an option; the `place` is the problem's. */
export function optionFinding(problem: WordProblem, context: RuleContext): Wording {
  if (problem.fault === 'unknown-option') return unknownWording(problem, context);
  return problem.fault === 'missing-option-value' ? missingWording(problem) : otherWording(problem);
}
