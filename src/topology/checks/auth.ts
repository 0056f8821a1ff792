import { compareReleases } from '../../../grammar/vocabulary/releases.ts';
import { type Description, familiesOf, type RouterEntry } from '../description.ts';
import type { Report, YamlPath } from '../problem.ts';
import type { AuthText, SecretText } from '../schema.ts';
import { secondsOf } from '../schema-values.ts';
import { readSecret, type SecretSources } from '../secrets.ts';

/** How the adverts of a router are authenticated, with the secret read. */
export type RouterAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'pass' | 'ah'; readonly value: string }
  | { readonly kind: 'hmac'; readonly value: string; readonly id: number };

/** Reads every secret. What cannot be written to keepalived.conf is refused here, without showing it. */
export function readAuthentication(
  description: Description,
  sources: SecretSources,
  report: Report,
): Map<string, RouterAuth> {
  const found = new Map<string, RouterAuth>();
  for (const router of description.routers.values()) {
    const { auth } = router.text;
    const isOwn = description.text.routers?.[router.name]?.auth !== undefined;
    const path: YamlPath = isOwn ? [...router.path, 'auth'] : ['defaults', 'router', 'auth'];
    if (auth === undefined || auth === 'none') {
      found.set(router.name, { kind: 'none' });
      continue;
    }
    const [kind, secret] = secretOf(auth);
    const value = readSecret(secret, [...path, kind], sources, report);
    if (value === undefined) continue;
    if (kind === 'hmac') checkKey(value, router, path, description, report);
    else checkPassword(value, kind, router, path, report);
    const id = ('id' in auth ? auth.id : undefined) ?? 1;
    found.set(router.name, kind === 'hmac' ? { kind, value, id } : { kind, value });
  }
  return found;
}

function secretOf(auth: Exclude<AuthText, 'none'>): ['pass' | 'ah' | 'hmac', SecretText] {
  if ('pass' in auth) return ['pass', auth.pass];
  return 'ah' in auth ? ['ah', auth.ah] : ['hmac', auth.hmac];
}

function checkPassword(
  value: string,
  kind: 'pass' | 'ah',
  router: RouterEntry,
  path: YamlPath,
  report: Report,
): void {
  const at = [...path, kind];
  if (Buffer.byteLength(value) > 8) {
    report({
      path: at,
      kind: 'bad-secret',
      message: `the password of router ${router.name} is longer than the 8 bytes that keepalived reads`,
    });
  }
  if (!/^[^\s"\\$#!{}@~\p{Cc}][^\s"\\$#!{}\p{Cc}]*$/u.test(value)) {
    report({
      path: at,
      kind: 'bad-secret',
      message: `the password of router ${router.name} has a character that keepalived.conf cannot hold`,
      help: 'No blanks, quotes, braces, #, !, $ or \\, and no @ or ~ at the start.',
    });
  }
  if (router.text.version === 3 || familiesOf(router).includes(6)) {
    report({
      path: at,
      kind: 'contradiction',
      message: `router ${router.name} speaks VRRP version 3${router.text.version === 3 ? '' : ' for IPv6'}, which has no passwords`,
      help: 'auth: none, or hmac with keepalived 2.4 and later',
    });
  }
  const failover = router.text.failover === undefined ? undefined : secondsOf(router.text.failover);
  if (failover !== undefined && failover < 4) {
    report({
      path: [...router.path, 'failover'],
      kind: 'contradiction',
      message: `router ${router.name} cannot have both a password and a failover time of ${router.text.failover}`,
      why: 'Passwords belong to VRRP version 2, which counts whole seconds: three missed adverts and a bit take 4 s at least.',
      help: 'failover: 4s, or auth: none',
    });
  }
}

function checkKey(
  value: string,
  router: RouterEntry,
  path: YamlPath,
  { hosts }: Description,
  report: Report,
): void {
  const at = [...path, 'hmac'];
  const old = router.nodes
    .flatMap(({ host }) => hosts.get(host) ?? [])
    .find(({ release }) => compareReleases(release, '2.4.0') < 0);
  if (old !== undefined) {
    report({
      path: at,
      kind: 'release',
      message: `auth_hmac of router ${router.name} needs keepalived 2.4.0, and ${old.name} has ${old.release}`,
    });
  }
  const hex = /^hex:([0-9a-fA-F]*)$/.exec(value);
  const length = hex === null ? Buffer.byteLength(value) : hex[1]!.length / 2;
  if (!value.startsWith('file:') && (length < 32 || length > 64)) {
    report({
      path: at,
      kind: 'bad-secret',
      message: `the key of router ${router.name} is not 32 to 64 bytes long`,
      help: 'openssl rand -hex 16',
    });
  }
  if (!/^[^\s"\\$#!{}@~\p{Cc}][^\s"\\$#!{}\p{Cc}]*$/u.test(value)) {
    report({
      path: at,
      kind: 'bad-secret',
      message: `the key of router ${router.name} has a character that keepalived.conf cannot hold`,
      help: 'No blanks, quotes, braces, #, !, $ or \\, and no @ or ~ at the start.',
    });
  }
}
