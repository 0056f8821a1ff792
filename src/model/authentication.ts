import type { Block, Statement } from '../../grammar/configuration.ts';
import type { Family } from '../../grammar/values/address.ts';
import { byDefault, corrected, Known } from './known.ts';
import { lastUsable, oneOf, text } from './readings.ts';
import { StatementIndex } from './statements.ts';

export type AuthType = 'none' | 'PASS' | 'AH';

/** What really goes on the wire; see `dropped` for what was written in vain. */
export interface Authentication {
  readonly type: Known<AuthType>;
  /** The first 8 bytes (as latin1 text): all that is compared. Undefined: no password. */
  readonly pass: Known<string | undefined>;
  /** The password as written. */
  readonly written: Known<string | undefined>;
  /** The type as written, whatever became of it. */
  readonly writtenType: Known<AuthType>;
  /** Why the daemon sends none although some is written. */
  readonly dropped: 'version-3' | 'strict' | 'no-pass' | 'ah-ipv6' | 'hmac' | undefined;
  /** An auth_hmac block (2.4.0). */
  readonly hmac: Statement | undefined;
}

export interface AuthenticationContext {
  readonly family: Family;
  readonly version: 2 | 3;
  readonly strict: boolean;
}

/** Bytes of a password that take part in the comparison (RFC 2338 section 5.3.10). */
const passBytes = 8;

/** Reads the authentication blocks of an instance and drops what keepalived vrrp.c: vrrp_complete_instance drops. */
export function readAuthentication(
  index: StatementIndex,
  { family, version, strict }: AuthenticationContext,
): Authentication {
  const blocks: (Block | undefined)[] = index.all('authentication').map((statement) => statement.block);
  const inner = new StatementIndex(blocks);
  const type: Known<AuthType> = lastUsable(inner.all('auth_type'), readType, 'none');
  const pass = lastUsable(inner.all('auth_pass'), text, undefined);
  const hmac = index.last('auth_hmac');
  const dropped = reasonToDrop(type, pass, { family, version, strict }, hmac);
  if (type.value === 'none' || dropped !== undefined) {
    return {
      type: dropped === undefined ? type : corrected<AuthType>('none', type),
      pass: pass.statement === undefined ? byDefault(undefined) : corrected(undefined, pass),
      written: pass,
      writtenType: type,
      dropped,
      hmac,
    };
  }
  return { type, pass: compared(pass), written: pass, writtenType: type, dropped, hmac };
}

function reasonToDrop(
  type: Known<AuthType>,
  pass: Known<string | undefined>,
  { family, version, strict }: AuthenticationContext,
  hmac: Statement | undefined,
): Authentication['dropped'] {
  if (type.value === 'none') return undefined;
  if (hmac !== undefined) return 'hmac';
  if (strict) return 'strict';
  if (version === 3) return 'version-3';
  if (pass.value === undefined) return 'no-pass';
  return type.value === 'AH' && family === 6 ? 'ah-ipv6' : undefined;
}

/** The part of the password that counts. */
function compared(pass: Known<string | undefined>): Known<string | undefined> {
  const bytes = Buffer.from(pass.value ?? '', 'utf8');
  const cut = bytes.subarray(0, passBytes).toString('latin1');
  return new Known(cut, bytes.length > passBytes ? 'corrected' : pass.origin, pass.statement, pass.word);
}

const readType = oneOf<AuthType>('PASS', 'AH');
