import type { ArgumentSpec } from '../../../../grammar/vocabulary/types.ts';

/** More choices than this are not listed. */
const MAX_CHOICES = 6;

/** `a number from 1 to 255`, `MASTER or BACKUP`, `an address`: what the argument takes. */
export function expectedValue(argument: ArgumentSpec): string {
  const { values, min, max, type, name } = argument;
  if (values !== undefined && values.length <= MAX_CHOICES)
    return values.map(({ value }) => value).join(' or ');
  const range = min === undefined || max === undefined || max > 65_535 ? '' : ` from ${min} to ${max}`;
  switch (type) {
    case 'uint':
    case 'int':
    case 'decimal':
    case 'port':
      return `a number${range}`;
    case 'ip':
    case 'ipv4':
    case 'vs-header':
      return 'an address';
    case 'interface':
      return 'the name of an interface';
    case 'script':
      return 'a command in double quotes';
    case 'path':
      return 'a path';
    default:
      return `its ${name}`;
  }
}
