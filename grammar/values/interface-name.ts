/** IFNAMSIZ - 1: the bytes a network interface's name may have in Linux. */
export const maxInterfaceName = 15;

export type InterfaceNameFault = 'too-long' | 'empty' | 'bad-character';

/** A name no Linux host can have (kernel net/core/dev.c: dev_valid_name); undefined when it may exist. */
export function interfaceNameFault(name: string): InterfaceNameFault | undefined {
  if (name === '') return 'empty';
  // A UTF-16 code unit is at most three bytes of UTF-8: short names need no counting.
  if (name.length > 5 && utf8Length(name) > maxInterfaceName) return 'too-long';
  return name === '.' || name === '..' || hasForbidden(name) ? 'bad-character' : undefined;
}

/** Bytes of `text` in UTF-8: the daemon counts bytes, not characters. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    // Each half of a surrogate pair stands for two of the four bytes.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

function hasForbidden(name: string): boolean {
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code === 47 || code === 58 || code === 32 || (code >= 9 && code <= 13)) return true;
  }
  return false;
}
