import { textOf } from '../../../../grammar/configuration.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { WordProblem } from './ownership.ts';
import { consequence, nameOfBlock, nameOfEntry, nameOfValue, typeThis, whereabouts } from './wording.ts';

type Wording = Omit<Finding, 'place'>;

function tooLong(problem: WordProblem): Wording {
  const { value, place } = problem;
  // The place is what is too much.
  const fit = value.length - (place.span.end - place.span.start);
  const length = fit > 0 ? `has ${value.length} characters, and ${fit} fit` : 'is too long';
  return {
    message: `${nameOfValue(problem)} "${value}" ${whereabouts(problem)} ${length}`,
    why: consequence(problem),
    label: 'too long from here on',
    help: `Write a shorter ${nameOfValue(problem)}`,
    ...typeThis(problem),
  };
}

/** The daemon steps over a word too many behind `inet` and `inet6`, which is easily the one that is missing. */
function swallowed({ statement }: WordProblem): string {
  const family = statement.words.map(textOf).find((word) => word === 'inet' || word === 'inet6');
  return family === undefined ? '' : ` It never reads the word right behind ${family}, whatever it is.`;
}

/** A route without a destination, a rule without an action or a place. */
function incomplete(problem: WordProblem & { kind: 'bad-entry' }, where: string): Wording {
  const why = `${consequence(problem)}${swallowed(problem)}`;
  const line = problem.statement.words.map((word) => word.image).join(' ');
  if (where.includes('routes')) {
    return {
      message: `a route in ${where} has no destination`,
      why,
      label: 'no destination before the end of the line',
      help: `default ${line}, or a network such as 198.51.100.0/24 in the place of default`,
    };
  }
  if (problem.dropsEntry) {
    const jumps = problem.statement.words.some((word) => textOf(word) === 'goto');
    return {
      message: jumps
        ? `a rule in ${where} jumps but has no preference`
        : `a rule in ${where} says nothing to do`,
      why,
      label: jumps ? 'no preference before the end of the line' : 'no action before the end of the line',
      help: jumps
        ? `${line} preference N, lower than the number behind goto`
        : 'Add one: table ID, goto PREFERENCE, blackhole, prohibit, unreachable',
    };
  }
  return {
    severity: 'warning',
    message: `a rule in ${where} has no preference`,
    why: `keepalived counts down from 16384 to give such rules a place: their order then depends on their order in the file.${swallowed(problem)}`,
    label: 'no preference before the end of the line',
    help: `${line} preference N: lower numbers are looked at first`,
  };
}

function broadcast(problem: WordProblem, where: string): Wording {
  return {
    message: `brd ${problem.value} of ${nameOfEntry(problem.statement)} in ${where} needs a prefix length of at most 30`,
    why: `A ${problem.used} has no host bits for a broadcast address. keepalived reports it and sets none.`,
    label: `the address is a ${problem.used}`,
    help: 'Give the address the prefix length of its subnet, or leave brd out',
  };
}

/** What each type of argument takes, where no other rule says it. */
const expected: Readonly<Record<string, string>> = {
  hex: 'hexadecimal digits',
  'hex-wildcard': 'hexadecimal digits, with x for any digit',
  umask: 'an octal number, or IRUSR|IWGRP... words',
  interface: 'an interface name, or a hardware address of five or six octets that is not multicast',
};

function argument(problem: WordProblem): Wording {
  const takes = expected[problem.argument?.type ?? ''];
  return {
    message: `${nameOfValue(problem)} ${whereabouts(problem)} cannot read "${problem.value}"${takes === undefined ? '' : `: it takes ${takes}`}`,
    why: consequence(problem),
    label:
      problem.argument?.type === 'script'
        ? 'a quote that is never closed, or a \\ at the end'
        : 'cannot be read',
  };
}

/** A word that is nothing but a backslash, most often at the end of a line. */
function backslash(problem: WordProblem): Wording {
  return {
    message: `a backslash ${whereabouts(problem)} does not continue the line`,
    why: `Lines of keepalived.conf are not continued: the next line is read as a statement of its own. ${consequence(problem)}`,
    label: 'read as a word',
    help: 'Write the whole statement on one line',
  };
}

function script(problem: WordProblem): Wording {
  const { place } = problem;
  const rest = place.source.slice(place.span);
  return {
    message: `the quote ${rest.slice(0, 1)} in ${nameOfValue(problem)} ${whereabouts(problem)} is never closed`,
    why: `Commands are split like in a shell, with both kinds of quotes. ${consequence(problem)}`,
    label: 'opened here',
    help: 'Put a backslash before the quote, or the other kind of quotes around it',
  };
}

/** How to say why a value is of no use; the `place` is the problem's. */
export function unusableFinding(problem: WordProblem): Wording {
  const where = nameOfBlock(problem.statement.parent);
  const found = problem.place.source.slice(problem.place.span);
  if (problem.value === '\\' || found === '\\') return backslash(problem);
  if (problem.argument?.type === 'script') return script(problem);
  if (problem.fault === 'too-long') return tooLong(problem);
  if (problem.argument?.type === 'ipv4-or-sign') return broadcast(problem, where);
  return problem.kind === 'bad-entry' ? incomplete(problem, where) : argument(problem);
}
