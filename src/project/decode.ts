import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'latin1';

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * Turns bytes into text such that `encode` gives the same bytes back: UTF-8 where it is valid (a byte order mark stays
 * as U+FEFF), else one character for every byte. undefined: UTF-16, which the daemon cannot read.
 */
export function decode(bytes: Uint8Array): Decoded | undefined {
  if (isUtf16(bytes)) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return { text: buffer.toString('utf8'), encoding: 'utf-8' };
  return { text: buffer.toString('latin1'), encoding: 'latin1' };
}

/**
 * The bytes of a text. Characters that the encoding lacks (an edit may bring some into a latin1 file) become `?`;
 * text that came from `decode` has none.
 */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  return Buffer.from(text.replace(/[^\0-\xff]/gu, '?'), 'latin1');
}

/** By its byte order mark, as Windows editors write it. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
