import { expect, it } from 'vitest';
import { findingsOf } from '../cluster/kit.ts';

it.each([
  ['nb_get_retry 5', 'retry 5'],
  ['nb_get_retry 5 //times', 'retry 5'],
  ['nb_get_retry', 'retry 3'],
])('%s: only the number is to be typed again', (line, help) => {
  const text = `virtual_server 192.0.2.100 80 {
protocol TCP
real_server 192.0.2.21 80 {
TCP_CHECK {
${line}
}
}
}
`;
  expect(findingsOf('health-check/retry-keyword', text).map((one) => one.help)).toEqual([help]);
});
