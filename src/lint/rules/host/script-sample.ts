import { sample } from '../vrrp/sample.ts';

/** A check and the instance that tracks it, for the examples of a rule. */
export function checked(command: string, lines: readonly string[] = [], globals = ''): string {
  const body = [`script "${command}"`, ...lines, 'interval 2', 'fall 2', 'rise 2'];
  const script = `vrrp_script check {\n${body.map((line) => `    ${line}\n`).join('')}}\n\n`;
  const track = ['track_script {', '    check', '}'];
  return `${globals}${script}${sample({ lines: track })}`;
}
