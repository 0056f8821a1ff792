import { describe, expect, it } from 'vitest';
import { features, router } from './features.ts';
import { configurationsOf } from './kit.ts';

/** Blanks and line ends do not count. */
function squeezed(text: string): string {
  return text.replace(/^\s*#.*$/gm, '').replace(/\s+/g, ' ');
}

describe('what hacfg.yaml asks for stands in keepalived.conf, and hacfg lint has nothing against it', () => {
  it.each(features)('$what', async ({ yaml, expected, env = {} }) => {
    const [, text] = [...(await configurationsOf(yaml, { env }))][0]!;
    for (const part of expected) {
      const isComment = part.includes('# ');
      expect(isComment ? text.replace(/\s+/g, ' ') : squeezed(text)).toContain(part);
    }
  });

  it('judges verbatim lines like all others', async () => {
    await expect(configurationsOf(router('verbatim: ["priorty 3"]'))).rejects.toThrow(/priorty/);
  });
});
