// Chevrotain prepares for grammars larger, and for parsers longer-lived, than a lint of two files: preparing takes it
// longer than reading them. What is changed here does the same with less; tests run both forms on the same files.
import { readFileSync } from 'node:fs';
import { sep } from 'node:path';

const prototypeOf = 'Object.getPrototypeOf';

/** By file of Chevrotain: what stands there, and what serves as well. */
const changes = {
  // A table of all 65,536 characters, where ours meets few beyond Latin-1: what it holds is as quickly computed.
  'chevrotain/lib/src/scan/lexer.js': [
    [/: charCodeToOptimizedIdxMap\[charCode\];/, ': 255 + ~~(charCode / 255);'],
    [/^ {8}initCharCodeToOptimizedIndexMap\(\);\n/m, ''],
  ],
  // V8 copies the list of a prototype's properties for each one added: the prototypes are chained instead of copied.
  'chevrotain/lib/src/parse/parser/utils/apply_mixins.js': [
    [
      /baseCtors\.forEach\([\s\S]*\n {4}\}\);\n\}/,
      `for (const { prototype } of baseCtors) {
        Object.setPrototypeOf(prototype, ${prototypeOf}(derivedCtor.prototype));
        Object.setPrototypeOf(derivedCtor.prototype, prototype);
      }
    }`,
    ],
  ],
  // The same with the parser: this would make a prototype of it, which then gets eighty properties
  '@chevrotain/utils/lib/src/to-fast-properties.js': [
    [/function toFastProperties\(toBecomeFast\) \{/, '$& return toBecomeFast;'],
  ],
  // and loses them again, one by one. They are set back instead: objects that lost a property are slow.
  'chevrotain/lib/src/parse/parser/traits/gast_recorder.js': [
    [/delete that(\[`[^`]+`\]|\.\w+);/g, `that$1 = ${prototypeOf}(that)$1;`],
  ],
};

/**
 * Takes regular expressions apart, to find out what a token may begin with and whether it holds line ends. Every
 * token says so itself.
 */
const noRegExpParser = `
export class BaseRegExpVisitor {}
export class RegExpParser {
  pattern() { throw new Error('a token without start_chars_hint or line_breaks'); }
}`;

export const lighterChevrotain = {
  name: 'lighter-chevrotain',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]@chevrotain[\\/]regexp-to-ast[\\/]/ }, () => ({
      contents: noRegExpParser,
    }));
    builder.onLoad({ filter: /[\\/]@?chevrotain[\\/].*\.js$/ }, ({ path }) => {
      const file = path.split(sep).join('/');
      const [, own] = Object.entries(changes).find(([name]) => file.endsWith(`/node_modules/${name}`)) ?? [];
      return (
        own && {
          contents: own.reduce((text, change) => changed(text, change, path), readFileSync(path, 'utf8')),
          loader: 'js',
        }
      );
    });
  },
};

function changed(text, [from, to], path) {
  if (text.search(from) === -1) throw new Error(`${path} is not as it was: ${from}`);
  return text.replace(from, to);
}
