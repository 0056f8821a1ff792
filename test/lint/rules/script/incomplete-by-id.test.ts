import { expect, it } from 'vitest';
import { scriptIncompleteDefinition } from '../../../../src/lint/rules/script/incomplete-definition.ts';
import { lintTexts } from '../../../support/lint-texts.ts';

const text = `vrrp_script chk_web {
@lb1 script "/usr/local/sbin/check a"
@lb2 script "/usr/local/sbin/check b"
    interval 2
}
`;

function found(configId?: string): string[] {
  const options = configId === undefined ? {} : { configId };
  return lintTexts(text, [scriptIncompleteDefinition], options).map(
    ({ severity, message }) => `${severity} ${message}`,
  );
}

it('is good to know where no host need have an id that is missing', () => {
  expect(found()).toEqual([
    'info vrrp_script chk_web has no command on a host whose config-id is none of those in front of its script lines',
  ]);
});

it('is an error for the host that is said to have one', () => {
  expect(found('lb3')).toEqual(['error vrrp_script chk_web has no command: there is no script line in it']);
});

it('is nothing for a host that has one of them', () => {
  expect(found('lb2')).toEqual([]);
});
