import { expect, it } from 'vitest';
import { findingsOf, instance } from '../cluster/kit.ts';

const checked = (options: string) =>
  `vrrp_script chk {\nscript "/usr/bin/systemctl is-active ${options} haproxy"\n}\n${instance({ lines: ['track_script {', 'chk', '}'] })}`;

it.each([
  ['--quite', ['--quiet']],
  ['--no-pagger', ['--no-pager']],
  ['--quiet', []],
  ['--qui', []],
  ['--wait', []],
  ['--state=active', []],
  ['--whatever', []],
  ['-q', []],
])('systemctl is-active %s', (options, helps) => {
  const found = findingsOf('check-script/invalid-service-command', checked(options));
  expect(found.map(({ help }) => help)).toEqual(helps);
});
