import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Workplace } from './on-disk.ts';

const place = new Workplace();
const pair = `hosts:
  a: { address: 192.0.2.11/24, interface: eth0, os: debian12 }
  b: { address: 192.0.2.12/24, interface: eth0, os: debian12 }
routers:
  VI: { nodes: [a, b], vips: [192.0.2.100] }
`;

describe('hacfg gen of a faulty hacfg.yaml', () => {
  it.each([
    ['a fault of the description', pair.replace('nodes: [a, b]', 'nodes: [a, c]'), 'no host is called c'],
    ['a key of lint: that there is not', `${pair}lint: { rulez: {} }\n`, 'lint has no setting rulez'],
    ['a rule that there is not', `${pair}lint: { rules: { nonsense/x: off } }\n`, 'no rule nonsense/x'],
    ['no YAML', '{', 'not valid YAML'],
  ])(
    'writes nothing and ends with 2: %s',
    async (_what, text, message) => {
      place.put('hacfg.yaml', text);
      const { code, stdout, stderr } = await place.hacfg('gen -o out');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(message);
      expect(stderr).not.toContain('internal');
      expect(existsSync(join(place.folder, 'out'))).toBe(false);
    },
    60_000,
  );
});
