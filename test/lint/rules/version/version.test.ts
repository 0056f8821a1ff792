import { describe, expect, it } from 'vitest';
import { rules } from '../../../../src/lint/rules/index.ts';
import { lintTexts, positionOf } from '../../../support/lint-texts.ts';

const instance = (line: string, vip = '192.0.2.100/24') => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    ${line}
    virtual_ipaddress {
        ${vip}
    }
}
`;

/** Rule, severity and place of what is found about releases. */
function found(files: string, release: string | undefined): string[] {
  return lintTexts(files, rules, { release })
    .filter(
      ({ rule }) =>
        rule.startsWith('version/') || rule.startsWith('value/') || rule === 'syntax/missing-value',
    )
    .map((one) => `${one.rule} ${one.severity} ${positionOf(one, files)}`);
}

describe('what depends on the release', () => {
  const tooNew = 'version/keyword-too-new error';

  it.each<[string, string | undefined, string, string[]]>([
    ['a keyword before its release', '2.2.2', instance('down_timer_adverts 5'), [`${tooNew} 6:5`]],
    ['a keyword of its release', '2.2.3', instance('down_timer_adverts 5'), []],
    ['a keyword when no release is chosen', undefined, instance('auth_hmac {\n    active_key 1\n    }'), []],
    [
      'an option before its release',
      '2.1.5',
      instance('accept', '192.0.2.100/24 use_vmac'),
      [`${tooNew} 8:24`],
    ],
    ['an option of its release', '2.2.0', instance('accept', '192.0.2.100/24 use_vmac'), []],
    [
      'the same in newer releases',
      undefined,
      'global_defs {\n    vrrp_strict no\n}\n',
      ['version/switch-always-on info 2:17'],
    ],
    [
      'a keyword that is gone',
      undefined,
      'global_defs {\n    lvs_id lb1\n}\n',
      ['version/keyword-removed error 2:5'],
    ],
    ['a keyword that is still there', '1.1.7', 'global_defs {\n    lvs_id lb1\n}\n', []],
  ])('%s', (_title, release, files, expected) => {
    expect(found(files, release)).toEqual(expected);
  });

  it('names the lines that are misread with an unknown block', () => {
    const files = instance('track_process {\n        nginx\n    }');
    const [first] = lintTexts(files, rules, { release: '2.0.10' }).filter(
      ({ rule }) => rule === 'version/keyword-too-new',
    );
    expect(first!.message).toMatch(/it came with 2\.0\.11; keepalived then misreads lines 7 and 9 to 12$/);
    const lines = first!.related.map(({ place }) => place.source.position(place.span.start).line);
    // The } on line 8 closes the instance, and nobody complains of that.
    expect(lines).toEqual([7, 9, 10, 11, 12]);
  });
});
