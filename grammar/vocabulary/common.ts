import { bool, type Row, uint, unchecked, upTo, value } from './build.ts';

/** Of counts and times whose smallest sensible value is 1. */
export const ZERO_BECOMES_ONE = '0 is reported and 1 used; other bad values: keyword ignored';

/** Size of the receive buffer of a netlink socket, of which the daemon has several. */
export const receiveBuffer = (): Row =>
  value(uint('bytes'), 'Receive buffer size of this socket; 0 keeps the default.', {
    unit: 'bytes',
    onMissing: 'message',
    history: [upTo('2.0.6', unchecked('bytes'))],
  });
export const receiveBufferForce = (): Row => bool('Set that size even above the kernel limit.');
