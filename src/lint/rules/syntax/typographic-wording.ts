import { keywordOf, type Statement, textOf, type Word } from '../../../../grammar/configuration.ts';
import { asciiFor, kindOfTypographic, toAscii } from '../../words.ts';
import { isSecret } from './naming.ts';

const names: Readonly<Record<string, string>> = {
  '\u00a0': 'no-break space',
  '\u00ad': 'soft hyphen',
  '\u200b': 'zero width space',
  '\u2013': 'en dash',
  '\u2014': 'em dash',
  '\u2018': 'curly quote',
  '\u2019': 'curly quote',
  '\u201c': 'curly quote',
  '\u201d': 'curly quote',
  '\u3000': 'ideographic space',
  '\ufeff': 'byte order mark',
};

/** `no-break space (U+00A0)`. */
export function nameOfCharacter(character: string): string {
  const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const kind = kindOfTypographic(character);
  const family = {
    space: 'wide space',
    invisible: 'invisible character',
    quote: 'curly quote',
    dash: 'typographic dash',
    'full-width': `full-width ${asciiFor(character)}`,
  };
  return `${names[character] ?? family[kind]} (${code})`;
}

/** What the character is taken for, without a place. */
export function typographicMessage(character: string, word: Word, statement: Statement): string {
  const name = nameOfCharacter(character);
  const subject = `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
  const isShown = !isSecret(statement) || word === statement.words[0];
  const text = textOf(word);
  const [before = '', behind = ''] = text.split(character, 2);
  const of = isShown ? `"${toAscii(text).trim()}"` : `the value of ${keywordOf(statement)}`;
  switch (kindOfTypographic(character)) {
    case 'space':
      return isShown && before !== '' && behind !== ''
        ? `${subject} makes one word of "${before}" and "${toAscii(behind)}"`
        : `${subject} is taken for a part of ${of}`;
    case 'invisible':
      return `${subject} is taken for a part of ${text.length === 1 ? 'a keyword' : of}`;
    case 'quote':
      return `${subject} is no quote: it is taken for a part of ${isShown ? text : of}`;
    case 'dash':
      return `${subject} stands where a - belongs`;
    case 'full-width':
      return `${subject} is not the character ${asciiFor(character)}`;
  }
}
