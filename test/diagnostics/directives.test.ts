import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import type { CommentStyle } from '../../src/diagnostics/comments.ts';
import { directivesIn, selects } from '../../src/diagnostics/directives.ts';

/** `KIND RULE,RULE -- REASON @LINE` of every directive. */
function directives(text: string, style: CommentStyle = 'keepalived'): string[] {
  return directivesIn(new SourceText('a', text), style).map(({ kind, word, selectors, reason, line }) => {
    const rules = selectors.map((one) => one.text).join(',');
    return `${kind ?? `? ${word.text}`} ${rules}${reason === undefined ? '' : ` -- ${reason}`} @${line}`;
  });
}

describe('suppression comments', () => {
  it.each<[string, string[]]>([
    ['# hacfg-disable-line vrrp/state', ['disable-line vrrp/state @1']],
    ['! hacfg-disable-line vrrp/state', ['disable-line vrrp/state @1']],
    ['a b # hacfg-disable-line vrrp/state', ['disable-line vrrp/state @1']],
    ['a b#hacfg-disable-line vrrp/state', ['disable-line vrrp/state @1']],
    ['\n\n  ## hacfg-disable-next-line a/b, c/d -- e, f', ['disable-next-line a/b,c/d -- e, f @3']],
    ['# hacfg-disable-file vrrp/* a/b', ['disable-file vrrp/*,a/b @1']],
    ['# hacfg-disable -- all of it\r\n# hacfg-enable\r\n', ['disable  -- all of it @1', 'enable  @2']],
    ['# note # hacfg-disable-line a/b', ['disable-line a/b @1']],
    ['# hacfg-disable-line: a/b', ['disable-line a/b @1']],
    ['# hacfg-disable-line a/b --', ['disable-line a/b @1']],
    ['# hacfg-disable-nextline a/b', ['? hacfg-disable-nextline a/b @1']],
    ['# hacfg-ignore-line a/b', ['? hacfg-ignore-line a/b @1']],
  ])('%j', (text, expected) => {
    expect(directives(text)).toEqual(expected);
  });

  it.each([
    ['text of the configuration', 'hacfg-disable-line vrrp/state'],
    ['a quoted value', 'script "x # hacfg-disable-line vrrp/state"'],
    ['prose about them', '# see hacfg-disable-line'],
    ['what the daemon reads as another line', `# ${'x'.repeat(1020)} # hacfg-disable-line vrrp/state`],
    ['a mark of the generator', '# hacfg-gen 1.0'],
  ])('are not %s', (_what, text) => {
    expect(directives(text)).toEqual([]);
  });

  it.each<[CommentStyle, string, number]>([
    ['hash', 'exit 0 # hacfg-disable-line a/b', 1],
    ['hash', 'echo "# hacfg-disable-line a/b"', 0],
    ['hash', "echo 'it # hacfg-disable-line a/b'", 0],
    ['hash', 'x=${y#hacfg-disable-line}', 0],
    ['hash', '! hacfg-disable-line a/b', 0],
    ['line', '; hacfg-disable-line a/b', 1],
    ['line', 'Name=x ; hacfg-disable-line a/b', 0],
    ['markup', '<x/> <!-- hacfg-disable-line a/b -- c -->', 1],
    ['markup', '# hacfg-disable-line a/b', 0],
  ])('in %s files: %j', (style, text, count) => {
    expect(directives(text, style)).toHaveLength(count);
  });
});

describe('a rule name in a comment', () => {
  it.each([
    ['vrrp/state', 'vrrp/state', true],
    ['vrrp/state', 'vrrp/state-x', false],
    ['vrrp/*', 'vrrp/state', true],
    ['vrrp', 'vrrp/state', true],
    ['vr', 'vrrp/state', false],
    ['*', 'vrrp/state', true],
    ['all', 'vrrp/state', true],
    ['vrrp/state/*', 'vrrp/state', false],
  ])('%s selects %s: %s', (selector, rule, expected) => {
    expect(selects(selector, rule)).toBe(expected);
  });
});
