import {
  keywordOf,
  placeOf,
  placeOfLine,
  type Statement,
  textOf,
} from '../../../../grammar/configuration.ts';
import { keywordSpec } from '../../../../grammar/vocabulary/index.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import { isCommentMark, looksLikeComment } from '../../words.ts';
import { inBlock, lineWith, withoutSlashComment } from './naming.ts';

/** No keyword has more parts between its underscores. */
const MAX_PARTS = 6;

/** What to say of a first word that was never meant to be a keyword. */
export interface SpecialCase {
  readonly message: string;
  readonly help: string;
  readonly label: string;
  readonly fixes?: Fix[];
}

/** Words that were meant as something else than a keyword: a comment, a definition, an address... */
export function notMeantAsKeyword(statement: Statement): SpecialCase | undefined {
  const keyword = keywordOf(statement);
  if (looksLikeComment(statement)) return commentMark(statement, keyword);
  const glued = gluedValue(statement, keyword) ?? splitKeyword(statement);
  if (glued !== undefined) return glued;
  if (keyword === '\\') {
    return {
      message: 'a \\ continues only the lines of a $NAME= definition, and none goes on here',
      help: 'An empty line or a line with nothing but a comment ends a definition: take it out',
      label: 'read as a keyword',
    };
  }
  if (/^~(?:SEQ|LST)/i.test(keyword)) {
    return {
      message: `"${keyword}" is no loop here: it is read as a keyword`,
      help: '~SEQ(VAR,START,END) in capitals, without a blank in front of the (, first on its line and not out of a definition',
      label: 'read as a keyword',
    };
  }
  if (/^include[rmwba]?$/.test(keyword)) {
    return {
      message: `${keyword} names no file`,
      help: `${keyword} /etc/keepalived/conf.d/*.conf`,
      label: 'a file name is missing',
    };
  }
  if (keyword.startsWith('@')) {
    return {
      message: `a line takes one condition: "${keyword}" is the second`,
      help: 'Keep the first one, or give each id a line of its own',
      label: 'read as a keyword',
    };
  }
  const definition = /^\$\{?(\w+)\}?(=?)/.exec(keyword);
  if (definition !== null) return definitionLike(statement, keyword, definition[1]!);
  const before = previousOf(statement);
  if (before?.words.at(-1)?.image.endsWith('\\')) {
    return {
      message: `a \\ at the end of a line continues only $NAME= definitions: "${keyword}" is read as a keyword`,
      help: 'Write both lines as one',
      label: 'begins a line of its own',
    };
  }
  if (/^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d+)?$|^[\da-fA-F]*:[\da-fA-F:]*:[\da-fA-F]*(?:\/\d+)?$/.test(keyword)) {
    return {
      message: `the address ${keyword} stands outside of any list ${inBlock(statement.parent)}`,
      help: `virtual_ipaddress { ${keyword} }`,
      label: 'read as a keyword',
    };
  }
  return undefined;
}

/** `advert_int=1`, `nopreempt;`: a keyword that another language's punctuation is glued to. */
function gluedValue(statement: Statement, keyword: string): SpecialCase | undefined {
  const match = /^([\w-]+)([=:;,])(.*)$/.exec(keyword);
  if (match === null) return undefined;
  const [, name = '', mark = '', value = ''] = match;
  if (keywordSpec(statement.parent.path, name) === undefined) return undefined;
  const text = value === '' ? name : `${name} ${value.replace(/[;,]$/, '')}`;
  const place = placeOf(statement);
  const isWritten = place.source.slice(place.span) === keyword;
  return {
    message: `"${keyword}" ${inBlock(statement.parent)} is one word: blanks alone separate a keyword from its value`,
    help: lineWith(statement, 0, text),
    label: `the ${mark} is a part of the keyword`,
    ...(isWritten ? { fixes: [{ title: `Write ${text}`, safety: 'safe', edits: [{ place, text }] }] } : {}),
  };
}

/** `mcast src ip 192.0.2.11`: a keyword written with blanks for its underscores. */
function splitKeyword(statement: Statement): SpecialCase | undefined {
  const { words } = statement;
  for (let count = Math.min(words.length, MAX_PARTS); count > 1; count--) {
    const parts = words.slice(0, count);
    const name = parts.map(textOf).join('_');
    if (keywordSpec(statement.parent.path, name) === undefined) continue;
    const place = placeOfLine({ ...statement, words: parts });
    const written = parts.map((word) => word.image).join(' ');
    const fix: Fix = { title: `Write ${name}`, safety: 'unsafe', edits: [{ place, text: name }] };
    return {
      message: `"${written}" ${inBlock(statement.parent)} is one keyword, written with underscores`,
      help: [
        name,
        ...withoutSlashComment(words)
          .slice(count)
          .map((word) => word.image),
      ].join(' '),
      label: `${name}?`,
      ...(place.source.slice(place.span).startsWith(parts[0]!.image) ? { fixes: [fix] } : {}),
    };
  }
  return undefined;
}

function commentMark(statement: Statement, keyword: string): SpecialCase {
  const mark = /^(?:\/\/|\/\*|\*\/|-+|;)/.exec(keyword)?.[0] ?? keyword;
  const place = placeOf(statement);
  const isOwn = isCommentMark(place.source.slice(place.span));
  const span = { start: place.span.start, end: place.span.start + mark.length };
  const fix: Fix = {
    title: 'Begin the comment with #',
    safety: 'safe',
    edits: [{ place: { source: place.source, span }, text: '#' }],
  };
  return {
    message: `${mark} begins no comment: keepalived reads "${keyword}" as a keyword`,
    help: '# begins a comment, and so does !',
    label: 'read as a keyword',
    ...(isOwn ? { fixes: [fix] } : {}),
  };
}

function definitionLike(statement: Statement, keyword: string, name: string): SpecialCase {
  const value = statement.words
    .slice(1)
    .map((word) => word.image)
    .join(' ')
    .replace(/^=\s*/, '');
  const isAssignment = keyword.includes('=') || statement.words[1]?.image.startsWith('=') === true;
  if (!isAssignment) {
    return {
      message: `${keyword} is not defined, and so it is read as a keyword`,
      help: `Define it further up: $${name}=...`,
      label: 'never defined',
    };
  }
  const isName = /^[A-Za-z_]/.test(name);
  return {
    message: isName
      ? `a definition has no blank before its =: "${keyword}" is read as a keyword`
      : `the name of a definition begins with a letter or _: "${keyword}" is read as a keyword`,
    help: isName ? `$${name}=${value}` : `$_${name}=...`,
    label: 'defines nothing',
  };
}

function previousOf(statement: Statement): Statement | undefined {
  const { statements } = statement.parent;
  return statements[statements.lastIndexOf(statement) - 1];
}
