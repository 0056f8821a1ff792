import { z } from 'zod';
import { parseAddress } from '../../grammar/values/address.ts';
import { readPrefixedAddress } from '../../grammar/values/subnet.ts';
import { unbalancedBraces } from './verbatim-lines.ts';

/**
 * The words of hacfg.yaml. A value goes into files in other languages: each type admits only what cannot end the
 * place it is put in. The messages follow the key: `vrid must be ...`.
 */

/** A name the user gives: an instance, a check, a service. Letters of any script. */
export const name = z
  .string()
  .max(63)
  .regex(/^[\p{L}\p{N}_][\p{L}\p{N}_.:+-]*$/u, 'must be a name of letters, digits and _ . : + -')
  .describe('A name of letters, digits and _ . : + -');

/** A host: it becomes the name of a folder, and router_id. */
export const hostName = z
  .string()
  .max(63)
  .regex(
    /^[\p{L}\p{N}](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}])?$/u,
    'must be a host name: letters, digits, dots and hyphens',
  )
  .describe('Name of a host');

export const interfaceName = z
  .string()
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,14}$/,
    'must be the name of an interface, such as eth0: at most 15 letters, digits and _ . : -',
  )
  .describe('Name of an interface, such as eth0');

const isPrefixed = (text: string): boolean => {
  const { address, fault } = readPrefixedAddress(text);
  return address !== undefined && fault === undefined && /^[0-9A-Fa-f.:]+(?:\/\d{1,3})?$/.test(text);
};

export const prefixedAddress = z
  .string()
  .refine(isPrefixed, 'must be an IP address with its prefix, such as 192.0.2.11/24')
  .describe('An IP address with its prefix, such as 192.0.2.11/24');

export const address = z
  .string()
  .refine(
    (text) => parseAddress(text) !== undefined && /^[0-9A-Fa-f.:]+$/.test(text),
    'must be an IP address without a prefix, such as 192.0.2.11',
  )
  .describe('An IP address without a prefix');

export const port = z.int().min(1).max(65535).describe('A port, 1 to 65535');

const durationText = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/;
const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** Seconds; undefined when the text is none of `3`, `3s`, `500ms`, `5m`, `1h`. */
export function secondsOf(value: string | number): number | undefined {
  const [, number, unit = 's'] = durationText.exec(String(value)) ?? [];
  return number === undefined ? undefined : Number((Number(number) * unitSeconds[unit]!).toFixed(6));
}

/** A time that must be more than nothing. */
export const duration = z
  .union([z.number(), z.string()], { error: 'must be a time such as 3s, 500ms or 5m' })
  .refine((value) => (secondsOf(value) ?? 0) > 0, 'must be a time such as 3s, 500ms or 5m')
  .describe('A time: 3 or 3s, 500ms, 5m, 1h');

export const path = z
  .string()
  .regex(/^\/[\p{L}\p{N}_./+@:-]*$/u, 'must be an absolute path without blanks, quotes, braces, #, ! or $')
  .describe('An absolute path');

/** A command, put between double quotes: no shell reads it, and nothing in it may end the quotes. */
export const command = z
  .string()
  .min(1)
  .max(900)
  .regex(
    /^[^"$\\\x00-\x1f\x7f]+$/,
    'must be one line without ", $ or \\; put what needs them into a script and name that',
  )
  .describe('A command on one line, without ", $ and \\; no shell reads it');

/** A word of keepalived.conf that needs no quotes. */
export const word = z
  .string()
  .regex(
    /^[\p{L}\p{N}_/.:+,=@%*?&;~^|<>()[\]-]+$/u,
    'must be one word without blanks, quotes, braces, #, !, $ or \\',
  )
  .refine((text) => !/^[@~]/.test(text), 'must not begin with @ or ~, which keepalived takes for a condition')
  .describe('One word');

export const systemd = z
  .string()
  .regex(/^[A-Za-z0-9:_.@-]+$/, 'must be the name of a systemd unit, such as nginx.service')
  .describe('A systemd unit, such as nginx.service');

/** http://host[:port]/path, safe in a shell script and a configuration. */
export const url = z
  .string()
  .max(500)
  .regex(
    /^https?:\/\/[A-Za-z0-9.[\]:_-]+(?:\/[A-Za-z0-9._~/?&=%+:@,;-]*)?$/,
    'must be an address such as http://127.0.0.1/health, of letters, digits and . _ ~ / ? & = % + : @ , ; -',
  )
  .describe('An address such as http://127.0.0.1/health');

const verbatimLine = z
  .string()
  .regex(/^[^\x00-\x08\x0a-\x1f\x7f]*$/, 'must be one line without control characters');

/** Lines for keepalived.conf as they are. Their braces must be paired, so that they stay in their block. */
export const verbatim = z
  .union([z.string(), z.array(verbatimLine)], { error: 'must be lines of keepalived.conf: a text or a list' })
  .superRefine((value, context) => {
    const fault = unbalancedBraces(typeof value === 'string' ? value.split('\n') : value);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault, input: value });
  })
  .describe('Lines of keepalived.conf that are taken over as they are');

const secretSource = z.union([
  z.strictObject({
    env: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable')
      .describe('Environment variable that holds the secret when hacfg gen runs'),
  }),
  z.strictObject({ file: z.string().min(1).describe('File that holds the secret; relative to hacfg.yaml') }),
]);

/** A password: in a variable, a file, or (better not) here. */
export const secret = z
  .union([secretSource, z.string()], {
    error: 'must be { env: NAME } or { file: PATH }, or the secret itself in quotes',
  })
  .describe('{ env: NAME } or { file: PATH }, or the secret itself in quotes');

export const weight = z.int().min(-253).max(253);
