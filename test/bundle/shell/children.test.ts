import { parse, type SyntaxNode, forEachChild as theirs } from 'unbash';
import { describe, expect, it } from 'vitest';
import { forEachChild } from '../../../src/bundle/shell/children.ts';

function childrenBy(walk: typeof forEachChild, node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  walk(node, (child) => children.push(child));
  return children;
}

/** Fails where the two walks differ. @returns the kinds of nodes that have others below them */
function compared(node: SyntaxNode, kinds = new Set<string>()): Set<string> {
  const children = childrenBy(theirs, node);
  const own = childrenBy(forEachChild, node);
  const isSame = own.length === children.length && children.every((child, at) => child === own[at]);
  if (!isSame) expect(own).toEqual(children);
  if (children.length > 0) kinds.add(node.type);
  for (const child of children) compared(child, kinds);
  return kinds;
}

const everything = `#!/bin/bash
time -p ! a=1 b[2]+=3 c=(d "e $f" g*) h {i,j}{1..3} @(k|l*) [m$n] 'o' $'p' $"q $r" 2>&1 <<<"s$t" {u}>v | w &
if x; then y; elif z; then a; else b; fi && c || d
for e in f "$g"; do h; done; select i in j; do k; done; while l; do m; done
for ((n = 0; n < 5; n += (o ? -p : $(q)))); do r; done
function s { t; } >u; v() (w); coproc X { y; }
case $z in a | b*) c ;; *) d ;; esac
cat <<E >f
$g \`h\` \${j:-\${k}} \${l#m} \${n@Q} \${o^^p} \${q//r/s} \${t:u:v} \${w[x]} \${!y*} $((z + a ** 2))
E
[[ -f b && ( c == d || ! ! -z e ) ]] && (( f++ )) && g <(h) \${i^}
`;

describe('the walk over the nodes of a script', () => {
  it('finds what that of the parser finds', () => {
    // Nearly all that unbash has; a few more have nothing below them.
    expect(compared(parse(everything)).size).toBeGreaterThanOrEqual(50);
  });

  it('does so in scripts that end too early', () => {
    for (let end = 0; end < everything.length; end++) compared(parse(everything.slice(0, end)));
  });
});
