import { z } from 'zod';
import {
  address,
  command,
  duration,
  name,
  path,
  port,
  systemd,
  url,
  verbatim,
  weight,
  word,
} from './schema-values.ts';

const hostOrAddress = z
  .string()
  .regex(/^[A-Za-z0-9:][A-Za-z0-9.:_-]*$/, 'must be a host name or an address')
  .describe('A host name or an address');

/** What every check of the node itself has. */
const common = {
  interval: duration.optional().describe('Time between two runs. Default: from failover, else 2s'),
  timeout: duration.optional().describe('A run that takes longer has failed. Default: from the interval'),
  fall: z.int().min(1).max(1000).optional().describe('Failures in a row that count. Default: 2'),
  rise: z.int().min(1).max(1000).optional().describe('Successes in a row that count. Default: 2'),
  weight: weight
    .optional()
    .describe('What a failure costs. Default: planned, so that one failed check moves the VIP'),
  reverse: z.boolean().optional(),
  user: word.optional().describe('User the script runs as. Default: script_user'),
  init_fail: z.boolean().optional().describe('Counts as failed until its first run'),
  verbatim: verbatim.optional().describe('Further lines for the vrrp_script block'),
};
const restart = systemd
  .optional()
  .describe(
    'Unit that systemd is asked to restart when the check fails, three times an hour at most; the next run looks again',
  );

/** Checks of the node itself: each becomes a script and a vrrp_script, which routers track by its name. */
export const check = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('nginx'), url: url.optional(), restart, ...common }),
    z.strictObject({ kind: z.literal('apache'), url: url.optional(), restart, ...common }),
    z.strictObject({ kind: z.literal('haproxy'), socket: path.optional(), restart, ...common }),
    z.strictObject({
      kind: z.literal('http'),
      url,
      status: z.union([z.int().min(100).max(599), z.array(z.int().min(100).max(599))]).optional(),
      contains: z
        .string()
        .regex(/^[^'"\\$`\p{Cc}]+$/u, 'must be one line without quotes, $, ` or \\')
        .optional(),
      restart,
      ...common,
    }),
    z.strictObject({ kind: z.literal('tcp'), host: hostOrAddress.optional(), port, restart, ...common }),
    z.strictObject({
      kind: z.literal('mysql'),
      host: hostOrAddress.optional(),
      port: port.optional(),
      socket: path.optional(),
      defaults_file: path.optional().describe('A my.cnf with user and password'),
      restart,
      ...common,
    }),
    z.strictObject({
      kind: z.literal('postgresql'),
      host: hostOrAddress.optional(),
      port: port.optional(),
      restart,
      ...common,
    }),
    z.strictObject({
      kind: z.literal('redis'),
      host: hostOrAddress.optional(),
      port: port.optional(),
      restart,
      ...common,
    }),
    z.strictObject({
      kind: z.literal('process'),
      process: z
        .string()
        .regex(/^[A-Za-z0-9_./+-]+$/, 'must be the name or the path of a program')
        .describe('Name or path of the program'),
      restart,
      quorum: z.int().min(1).max(65535).optional().describe('Processes needed'),
      delay: duration.optional(),
      script: z
        .boolean()
        .optional()
        .describe('Look with a script even where keepalived can watch processes itself (2.0.11 and later)'),
      ...common,
    }),
    z.strictObject({
      kind: z.literal('ping'),
      targets: z.array(address).min(1, 'needs an address to ping'),
      need: z.int().min(1).optional().describe('How many must answer. Default: 1'),
      ...common,
    }),
    z.strictObject({ kind: z.literal('command'), run: command, ...common }),
    z.strictObject({
      kind: z.literal('file'),
      file: path.describe('File with a number, written by somebody else'),
      init: z.boolean().optional().describe('Create it with 0. Default: true'),
      weight: z.int().min(-254).max(254).optional(),
    }),
    z.strictObject({
      kind: z.literal('verbatim'),
      lines: verbatim.describe('The whole vrrp_script block'),
      weight: weight.optional(),
    }),
  ])
  .describe('A check of the node itself');

/** When a check of real servers runs. */
const schedule = {
  timeout: duration.optional().describe('Time to connect'),
  retry: z.int().min(0).max(1000).optional(),
  delay_before_retry: duration.optional(),
  interval: duration.optional().describe('Time between checks (delay_loop)'),
  port: port.optional().describe('Port to test. Default: that of the real server'),
  address: address.optional().describe('Address to test. Default: that of the real server'),
  bind: address.optional().describe('Source address'),
  verbatim: verbatim.optional().describe('Further lines for the checker'),
};

const requestPath = z
  .string()
  .max(500)
  .regex(
    /^\/[A-Za-z0-9._~/?&=%+:@,;-]*$/,
    'must be a path such as /health, of letters, digits and . _ ~ / ? & = % + : @ , ; -',
  )
  .describe('Path to fetch, such as /health');

const web = {
  path: requestPath.optional().describe('Path to fetch. Default: /'),
  paths: z.array(requestPath).optional(),
  status: z.int().min(100).max(599).optional().describe('Status code that is right'),
  digest: z
    .string()
    .regex(/^[0-9a-fA-F]{32}$/, 'must be the 32 hex digits that genhash prints')
    .optional(),
  virtualhost: word.optional().describe('Host header'),
  ...schedule,
};

/** Health checks of real servers, made by the directors. */
export const serverCheck = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('tcp'), ...schedule }),
    z.strictObject({ kind: z.literal('http'), ...web }),
    z.strictObject({ kind: z.literal('https'), sni: z.boolean().optional(), ...web }),
    z.strictObject({ kind: z.literal('smtp'), helo: word.optional(), ...schedule }),
    z.strictObject({
      kind: z.literal('dns'),
      name: word.optional(),
      type: z.enum(['A', 'NS', 'CNAME', 'SOA', 'MX', 'TXT', 'AAAA']).optional(),
      ...schedule,
    }),
    z.strictObject({ kind: z.literal('ping'), ...schedule }),
    z.strictObject({
      kind: z.literal('udp'),
      payload: z
        .string()
        .regex(/^[0-9a-fA-F]{2}(?: ?[0-9a-fA-F]{2})*$/, 'must be bytes in hex, such as 0a 1b')
        .optional(),
      require_reply: z.boolean().optional(),
      ...schedule,
    }),
    z.strictObject({
      kind: z.literal('command'),
      run: command,
      timeout: duration.optional(),
      interval: duration.optional(),
      retry: z.int().min(0).max(1000).optional(),
      delay_before_retry: duration.optional(),
      dynamic: z.boolean().optional().describe('Exit codes 2 to 255 set the weight'),
      user: word.optional(),
      verbatim: verbatim.optional(),
    }),
    z.strictObject({
      kind: z.literal('file'),
      check: name.describe('A check of kind file'),
      weight: weight.optional(),
    }),
    z.strictObject({ kind: z.literal('none') }),
  ])
  .describe('A health check of real servers');
