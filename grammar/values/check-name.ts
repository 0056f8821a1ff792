import { nearest } from '../did-you-mean.ts';
import { isKnownIn } from '../vocabulary/releases.ts';
import type { ArgumentSpec, ReleaseName } from '../vocabulary/types.ts';
import { booleanMeant, readBoolean } from './booleans.ts';
import { checkUnsigned } from './check-number.ts';
import { interfaceNameFault, maxInterfaceName } from './interface-name.ts';
import { readAnyBase } from './numbers.ts';
import { type WordCheck, type WordFault, wholeWord } from './word-fault.ts';

export const checkBoolean: WordCheck = (text) =>
  readBoolean(text) === undefined
    ? wholeWord(text, 'not-a-boolean', { suggestion: booleanMeant(text) })
    : undefined;

/** The words an argument takes in a release. */
export function choicesOf(argument: ArgumentSpec, release: ReleaseName): string[] {
  return (argument.values ?? []).filter((value) => isKnownIn(release, value)).map((value) => value.value);
}

function notAChoice(text: string, choices: readonly string[]): WordFault {
  return wholeWord(text, 'not-a-choice', { suggestion: nearest(text.replace(/[,;]+$/, ''), choices, 1)[0] });
}

export const checkChoice: WordCheck = (text, argument, { release }) => {
  const choices = choicesOf(argument, release);
  return choices.length === 0 || choices.includes(text) ? undefined : notAChoice(text, choices);
};

export const checkChoiceNoCase: WordCheck = (text, argument, { release }) => {
  const choices = choicesOf(argument, release);
  const upper = text.toUpperCase();
  return choices.some((choice) => choice.toUpperCase() === upper) ? undefined : notAChoice(text, choices);
};

/** A word of a few, compared without case as the only user of the type does, or a number. */
export const checkChoiceOrNumber: WordCheck = (text, argument, reading) => {
  if (checkChoiceNoCase(text, argument, reading) === undefined) return undefined;
  if (checkUnsigned(text, argument, reading) === undefined) return undefined;
  return notAChoice(text, choicesOf(argument, reading.release));
};

export const checkInterface: WordCheck = (text) => {
  const fault = interfaceNameFault(text);
  if (fault === undefined) return undefined;
  return { fault: 'bad-interface', start: fault === 'too-long' ? maxInterfaceName : 0, end: text.length };
};

/**
 * A name out of iproute2's tables or a number in any base up to `max` (rttables.c: find_entry). Which names there are
 * is the host's business; a word that begins like a number can only be one.
 */
function tableName(max: number, names?: readonly string[]): WordCheck {
  return (text) => {
    const number = readAnyBase(text);
    if (number !== undefined) return number <= max ? undefined : wholeWord(text, 'out-of-range');
    if (/^\s*[+-]?\d+$/.test(text)) return wholeWord(text, 'out-of-range');
    // No name in those tables can hold a blank.
    if (/\s/.test(text)) return notAChoice(text, names ?? []);
    if (names === undefined || names.includes(text)) return undefined;
    return notAChoice(text, names);
  };
}

const scopes = ['global', 'nowhere', 'host', 'link', 'site'];

export const checkScope = tableName(255, scopes);
export const checkTable = tableName(4294967295);
export const checkProtocol = tableName(255);
export const checkInterfaceGroup = tableName(2147483647);
export const checkDsField = tableName(255);

const realm = tableName(255);

/** `TO` or `FROM/TO`. */
export const checkRealms: WordCheck = (text, argument, reading) => {
  const bad = text.split('/', 2).some((part) => realm(part, argument, reading) !== undefined);
  return bad ? wholeWord(text, 'out-of-range') : undefined;
};

/** `MARK` or `MARK/MASK`, in any base; nothing is 0 (vrrp_iprule.c: alloc_rule). */
export const checkMarkAndMask: WordCheck = (text) =>
  text.split('/').length <= 2 &&
  text.split('/').every((part) => part === '' || readAnyBase(part) !== undefined)
    ? undefined
    : wholeWord(text, 'not-a-number');

/** An IP protocol: a number up to 255 or a name of /etc/protocols, which is the host's business. */
export const checkIpProtocol = tableName(255);

const umaskBits = /^\|?(I[RWX](USR|GRP|OTH)|IRWX[UGO])(\|(I[RWX](USR|GRP|OTH)|IRWX[UGO]))*\|?$/;

/** A number up to 0777 in any base, or IRUSR|IWGRP... words (global_parser.c: umask_handler). */
export const checkUmask: WordCheck = (text) => {
  if (!/^\d/.test(text)) return text === '|' || umaskBits.test(text) ? undefined : wholeWord(text, 'other');
  const value = readAnyBase(text);
  return value !== undefined && value <= 0o777 ? undefined : wholeWord(text, 'out-of-range');
};

/** 32 hexadecimal digits: an MD5 digest. Several words together: any even number of digits. */
export const checkHex: WordCheck = (text, argument) => {
  const isGood = argument.variadic ? /^[0-9a-fA-F \t]*$/.test(text) : /^[0-9a-fA-F]{32}$/.test(text);
  return isGood ? undefined : wholeWord(text, 'other');
};

/** Hexadecimal digits with `x` for any digit. */
export const checkHexWildcard: WordCheck = (text) =>
  /^[0-9a-fA-FxX \t]*$/.test(text) ? undefined : wholeWord(text, 'other');
