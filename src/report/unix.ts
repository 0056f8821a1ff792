import { printable } from './printable.ts';
import { type Renderer, shown, shownPath } from './report.ts';
import { maskSecrets } from './secrets.ts';

/** One line a finding, `file:line:column: severity: message [rule]`, as compilers write it and editors read it. */
export const renderUnix: Renderer = (report, options) => {
  const masking = maskSecrets(report.secrets);
  let text = '';
  for (const { place, severity, message, rule } of shown(report, options)) {
    const { line, column } = place.source.position(place.span.start);
    const path = printable(shownPath(place.source.path, options.cwd));
    text += `${path}:${line}:${column}: ${severity}: ${printable(masking.prose(message))} [${rule}]\n`;
  }
  return text;
};
