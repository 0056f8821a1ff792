import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fingerprintsOf } from '../diagnostics/fingerprint.ts';
import { type Report, shownPath } from './report.ts';
import { maskSecrets } from './secrets.ts';

/** The fingerprint of every finding given, computed from what may be shown of it. */
export function fingerprintsIn(
  report: Pick<Report, 'secrets'>,
  diagnostics: readonly Diagnostic[],
  cwd: string,
): string[] {
  const masking = maskSecrets(report.secrets);
  return fingerprintsOf(
    diagnostics.map(({ rule, message, place: { source, span } }) => ({
      rule,
      file: shownPath(source.path, cwd),
      message: masking.prose(message),
      line: masking.lineText(source, source.lineSpan(source.lineIndex(span.start) + 1)),
    })),
  );
}
