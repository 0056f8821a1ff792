import { describe, expect, it } from 'vitest';
import { expand, type LineSink } from '../../grammar/preprocess/expand.ts';
import { noIncludes } from '../../grammar/preprocess/include-host.ts';
import { SourceText } from '../../grammar/source.ts';
import { NEWEST } from '../../grammar/vocabulary/index.ts';
import { outline, problemOf, read } from '../support/read.ts';

/** Lines that come out of a text, and texts that were parsed for them. */
function work(text: string): { lines: number; parsed: number } {
  let lines = 0;
  const sink: LineSink = { file() {}, line: () => void lines++, open() {}, close() {} };
  const options = { host: noIncludes, instance: 'lb1', release: NEWEST };
  const { parsedTexts } = expand(new SourceText('/a.conf', text), options, sink);
  return { lines, parsed: parsedTexts };
}

/** Virtual servers with real servers each, as a loop in a loop over definitions of several lines. */
const loops = (outer: number, inner: number) => `$RS= \\
real_server 10.0.1.$B $PORT { \\
    weight \${_RANDOM 1 9} \\
}
$VS= \\
virtual_server 10.0.0.$A $PORT { \\
    ~SEQ(B,1,${inner}) $RS \\
}
$PORT=80
~SEQ(A,1,${outer}) $VS
`;

describe('loops over the same lines', () => {
  it('parses a line again only where it has other values', () => {
    // $VS, its first line for every A, the loop in it, $RS, its first line for every B, its second line; the outer loop.
    const parsed = (outer: number, inner: number) => 1 + 1 + outer + 1 + 1 + inner + 1;
    for (const [outer, inner] of [
      [10, 10],
      [100, 10],
      [100, 100],
    ] as const) {
      expect(work(loops(outer, inner))).toEqual({
        lines: outer * (1 + inner * 2),
        parsed: parsed(outer, inner),
      });
    }
  });

  it('sees that a definition has changed', () => {
    const text = '$A=1\n$L= \\\nx $A \\\ny\n$L\n$A=2\n$L\n$A=1\n$L';
    expect(outline(read(text).root.statements)).toBe('x 1\ny\nx 2\ny\nx 1\ny\n');
  });

  it('tells values apart that give the same text', () => {
    const text = '~LST({A,B},{1,23},{12,3}) x ${A}${B} $B';
    expect(outline(read(text).root.statements)).toBe('x 123 23\nx 123 3\n');
  });

  it('reads lines afresh when a definition of one line becomes one of several', () => {
    const text = '~LST(I,1,2) $L\n$L=x\n~LST(I,1,2) $L\n$L= \\\nx \\\nx $I\n~LST(I,1,2) $L';
    expect(outline(read(text).root.statements)).toBe('$L\n$L\nx\nx\nx\nx 1\nx\nx 2\n');
  });

  it('names the place of a name that is defined in some turns only', () => {
    const text = '$L= \\\nx ${N}\n$N=1\n$L\n';
    expect(outline(read(text).root.statements)).toBe('x 1\n');
    expect(problemOf(read(text.replace('$N=1\n', '')), 'undefined-definition').name).toBe('N');
  });
});
