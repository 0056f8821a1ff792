import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsOf, instance, nodes, pointedAt, repaired } from '../cluster/kit.ts';

const script = (name: string, weight?: number, more = '') =>
  `vrrp_script ${name} {\nscript "/usr/bin/pgrep -x nginx"\n${weight === undefined ? '' : `weight ${weight}${more}\n`}}\n`;
const tracking = (...entries: readonly string[]) => ['track_script {', ...entries, '}'];
const checked = (priority: number, weight: number, lines: readonly string[] = []) =>
  script('chk', weight) + instance({ priority, lines: [...tracking('chk'), ...lines] });

describe('script/weight-too-small', () => {
  const rule = 'script/weight-too-small';

  it.each([
    [150, -5, 100, 'when it fails, lb1 is left with 145, above lb2’s 100'],
    [150, -50, 100, 'when it fails, lb1 is left with 100, equal to lb2’s 100'],
    [103, 2, 100, 'when it fails, lb1 is left with 103, above lb2’s 102'],
    [254, 20, 200, 'when it fails, lb1 is left with 254, above lb2’s 220'],
  ])('priority %i and weight %i against %i', (high, weight, low, consequence) => {
    const found = findingsOf(rule, nodes(checked(high, weight), checked(low, weight)));
    expect(found.map((one) => [one.severity, one.message, pointedAt(one.place)])).toEqual([
      [
        'error',
        `weight ${weight} of vrrp_script chk is too small for VRID 51: ${consequence}`,
        `lb1.conf 3: ${weight}`,
      ],
    ]);
  });

  it.each([
    ['weight 0 means FAULT', checked(150, 0), checked(100, 0)],
    ['the owner has no weights', checked(255, -5), checked(100, -5)],
    ['a node with nopreempt waits anyway', checked(150, -5), checked(100, -5, ['nopreempt'])],
    ['nobody is ahead', checked(100, -5), checked(100, -5)],
    ['clamped at 254', checked(250, 20), checked(240, 20)],
  ])('says nothing: %s', (_title, one, other) => {
    expect(findingsOf(rule, nodes(one, other))).toEqual([]);
  });

  it('leaves a member of a sync group to the rule about its dropped weight', () => {
    const group = 'vrrp_sync_group G1 {\ngroup {\nVI_1\n}\n}\n';
    expect(findingsOf(rule, nodes(group + checked(150, -5), group + checked(100, -5)))).toEqual([]);
  });

  it('agrees with the sum of weights, and its fix moves the VIP', () => {
    const priority = fc.integer({ min: 1, max: 254 });
    const weight = fc.integer({ min: -253, max: 253 }).filter((value) => value !== 0);
    const within = (value: number) => Math.max(1, Math.min(254, value));
    fc.assert(
      fc.property(priority, priority, weight, (one, other, value) => {
        const [high, low] = [Math.max(one, other), Math.min(one, other)];
        const files = nodes(checked(high, value), checked(low, value));
        const found = findingsOf(rule, files);
        const healthy = (base: number) => within(base + Math.max(0, value));
        const failed = within(high + Math.min(0, value));
        const stays = healthy(high) > healthy(low) && failed >= healthy(low);
        expect(found.length).toBe(stays ? 1 : 0);
        if (stays && found[0]!.fixes.length > 0) {
          expect(findingsOf(rule, repaired(files, found))).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is info when several checks are enough together', () => {
    const node = (priority: number) =>
      script('a', -5) + script('b', -5) + instance({ priority, lines: tracking('a', 'b') });
    const found = findingsOf(rule, nodes(node(108), node(100)));
    expect(found.map(({ severity }) => severity)).toEqual(['info', 'info']);
    expect(found[0]!.why).toContain('it takes 2 of them at once to bring lb1 below lb2');
  });

  it('takes the weight of the entry before that of the definition', () => {
    const node = (priority: number, entry: string) =>
      script('chk', -60) + instance({ priority, lines: tracking(entry) });
    const found = findingsOf(rule, nodes(node(150, 'chk weight -5'), node(100, 'chk weight -5')));
    expect(found.map(({ place }) => pointedAt(place))).toEqual(['lb1.conf 15: -5']);
    expect(findingsOf(rule, nodes(node(150, 'chk'), node(100, 'chk')))).toEqual([]);
  });

  it('says once what is too small for two routers', () => {
    const node = (one: number, two: number) =>
      script('chk', -5) +
      instance({ priority: one, lines: tracking('chk') }) +
      instance({ name: 'VI_2', vrid: 52, vips: ['192.0.2.101'], priority: two, lines: tracking('chk') });
    const found = findingsOf(rule, nodes(node(150, 120), node(100, 100)));
    expect(found).toHaveLength(1);
    expect(found[0]!.help).toMatch(/^weight -51, or lower, on lb1 and lb2/);
  });
});

describe('script/tracked-not-defined', () => {
  const rule = 'script/tracked-not-defined';

  it.each([
    [
      'a slip',
      script('chk_nginx') + instance({ lines: tracking('chk_ngnix') }),
      'did you mean chk_nginx?',
      'chk_nginx',
    ],
    [
      'another kind',
      `vrrp_track_process nginx {\nprocess nginx\n}\n${instance({ lines: tracking('nginx') })}`,
      'not defined',
      'track_process { nginx }: nginx is a vrrp_track_process',
    ],
    [
      'a comment',
      `# vrrp_script chk {\n# }\n${instance({ lines: tracking('chk') })}`,
      'not defined',
      'Take the comment marks off vrrp_script chk',
    ],
  ])('%s', (_title, text, label, help) => {
    const found = findingsOf(rule, text);
    expect(found.map((one) => [one.severity, one.label, one.help])).toEqual([['error', label, help]]);
  });

  it.each([
    ['rrp_script chk', 'line 1 says rrp_script', 'vrrp_script chk {', 'keepalived.conf 1: rrp_script'],
    ['vrrp script chk', 'line 1 says vrrp script', 'vrrp_script chk {', 'keepalived.conf 1: vrrp script'],
    [
      'vrrp_scriptchk',
      'line 1 says vrrp_scriptchk',
      'vrrp_script chk {',
      'keepalived.conf 1: vrrp_scriptchk',
    ],
    ['check chk', 'line 1 says check', 'vrrp_script chk {', 'keepalived.conf 1: check'],
  ])('points at %s, and not at a check with a name that is alike', (header, instead, help, at) => {
    const text = `${script('chk').replace('vrrp_script chk', header)}${script('chk2')}${instance({ lines: tracking('chk') })}`;
    const found = findingsOf(rule, text);
    expect(found.map((one) => [one.message, one.help, pointedAt(one.related[0]!.place), one.fixes])).toEqual([
      [
        `track_script of vrrp_instance VI_1 names chk, but there is no vrrp_script of that name: ${instead}`,
        help,
        at,
        [],
      ],
    ]);
  });

  it('says of a definition in the wrong block where it is', () => {
    const text = `global_defs {\n${script('chk')}}\n${instance({ lines: tracking('chk') })}`;
    expect(findingsOf(rule, text).map(({ message, help }) => [message, help])).toEqual([
      [
        'track_script of vrrp_instance VI_1 names chk, but there is no vrrp_script of that name: the one on line 2 is inside global_defs',
        'Move vrrp_script chk out of all blocks, above the block that tracks it',
      ],
    ]);
  });

  it.each([
    ['a block of another kind', `vrrp_instanc chk {\nscript "/usr/bin/true"\n}\n`],
    ['a block with nothing of a check in it', 'foo chk {\nbar 1\n}\n'],
    ['another name', script('other').replace('vrrp_script', 'rrp_script')],
  ])('does not point at %s', (_title, text) => {
    const found = findingsOf(rule, `${text}${instance({ lines: tracking('chk') })}`);
    expect(found.map(({ help, related }) => [help, related])).toEqual([
      ['Add vrrp_script chk { ... } above the block that tracks it', []],
    ]);
  });

  it('is a warning when an include could not be read', () => {
    const text = `include conf.d/checks.conf\n${instance({ lines: tracking('chk') })}`;
    expect(findingsOf(rule, text).map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('looks at sync groups and at every kind of list', () => {
    const text = `vrrp_sync_group G1 {\ngroup {\nVI_1\n}\ntrack_file {\nmaintenance\n}\n}\n${instance({ lines: ['track_bfd {', 'gateway', '}'] })}`;
    expect(findingsOf(rule, text).map(({ message }) => message)).toEqual([
      'track_file of vrrp_sync_group G1 names maintenance, but there is no track_file of that name',
      'track_bfd of vrrp_instance VI_1 names gateway, but there is no bfd_instance of that name',
    ]);
  });
});

describe('script/defined-after-use', () => {
  it('is one finding for all uses, and its fix moves the definition', () => {
    const users =
      instance({ lines: tracking('chk') }) +
      instance({ name: 'VI_2', vrid: 52, vips: ['192.0.2.101'], lines: tracking('chk') });
    const files = { 'lb1.conf': `${users}\n${script('chk', -20)}` };
    const found = findingsOf('script/defined-after-use', files);
    expect(found.map((one) => [one.severity, pointedAt(one.place), one.related.length])).toEqual([
      ['error', 'lb1.conf 11: chk', 2],
    ]);
    const fixed = repaired(files, found);
    expect(fixed['lb1.conf']!.startsWith(script('chk', -20))).toBe(true);
    for (const rule of ['script/defined-after-use', 'script/tracked-not-defined']) {
      expect(findingsOf(rule, fixed)).toEqual([]);
    }
  });
});

describe('script/defined-not-tracked', () => {
  const rule = 'script/defined-not-tracked';

  it.each([
    ['a script', script('chk') + instance(), ['warning']],
    ['a library of scripts', script('chk'), ['info']],
    [
      'tracked by a group',
      `${script('chk')}vrrp_sync_group G1 {\ngroup {\nVI_1\n}\ntrack_script {\nchk\n}\n}\n${instance()}`,
      [],
    ],
    ['only misspelt', script('chk_nginx') + instance({ lines: tracking('chk_ngnix') }), []],
    [
      'nothing but comments',
      `#vrrp_script chk {\n#}\n${instance({ lines: ['#track_script {', '#chk', '#}'] })}`,
      ['info'],
    ],
    [
      'a sentence in a comment',
      `# vrrp_script blocks are not needed here\n${instance({ lines: ['# track_script: see above'] })}`,
      [],
    ],
  ])('%s', (_title, text, severities) => {
    expect(findingsOf(rule, text).map(({ severity }) => severity)).toEqual(severities);
  });

  it('knows that checkers use files', () => {
    const text = `track_file weight {\nfile /run/weight\n}\n${instance()}virtual_server 192.0.2.100 80 {\nreal_server 192.0.2.21 80 {\nFILE_CHECK {\ntrack_file weight\n}\n}\n}\n`;
    expect(findingsOf(rule, text)).toEqual([]);
  });
});
