import { createHash } from 'node:crypto';

/** What makes a finding the same finding in the next run. Nothing in it may be secret. */
export interface FindingIdentity {
  readonly rule: string;
  /** As the user knows it, from the folder of the run. */
  readonly file: string;
  /** With the values in it. */
  readonly message: string;
  /** The line that it points at. */
  readonly line: string;
}

/** Messages name other lines, `here and on line 7`, which move like all others. */
function withoutLineNumbers(message: string): string {
  return message
    .replace(/\b(lines?) \d+(?:(?:, | and | to )\d+)*/g, '$1')
    .replace(/(\.[a-z]\w*):\d+(?::\d+)?/g, '$1');
}

/**
 * A short name for each finding that stays the same when lines are moved, put in or indented anew. Findings that
 * are alike in everything are counted, so that a second one is not taken for the first.
 */
export function fingerprintsOf(identities: readonly FindingIdentity[]): string[] {
  const seen = new Map<string, number>();
  return identities.map(({ rule, file, message, line }) => {
    const text = JSON.stringify([
      rule,
      file.replaceAll('\\', '/'),
      withoutLineNumbers(message),
      line.trim().replace(/\s+/g, ' '),
    ]);
    const earlier = seen.get(text) ?? 0;
    seen.set(text, earlier + 1);
    return createHash('sha256').update(`${text}\n${earlier}`).digest('hex').slice(0, 32);
  });
}
