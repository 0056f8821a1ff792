import { describe, expect, it } from 'vitest';
import { shapes } from '../../src/topology/shapes/index.ts';
import { Workplace } from './on-disk.ts';

const place = new Workplace();

describe('hacfg init', () => {
  it('writes a hacfg.yaml of which hacfg gen makes the files', async () => {
    const { name, text } = shapes[0]!;
    expect(await place.hacfg(`init ${name}`)).toEqual({
      code: 0,
      stdout: 'hacfg.yaml written. Change the lines marked with "<-", then: hacfg gen -o out\n',
      stderr: '',
    });
    expect(place.read('hacfg.yaml')).toBe(text);
    expect(await place.hacfg('gen -o out')).toMatchObject({ code: 0, stderr: '' });
  }, 60_000);

  it('prints a shape and writes nothing', async () => {
    expect(await place.hacfg('init nginx --stdout')).toEqual({
      code: 0,
      stdout: shapes[0]!.text,
      stderr: '',
    });
    expect(() => place.read('hacfg.yaml')).toThrow();
  });

  it.each(['hacfg.yaml', 'hacfg.yml'])('leaves %s alone unless it is forced', async (name) => {
    place.put(name, 'mine\n');
    expect(await place.hacfg('init nginx')).toEqual({
      code: 2,
      stdout: '',
      stderr: `hacfg: ${name} is there already: --stdout prints the shape, --force writes over ${name}\n`,
    });
    expect(place.read(name)).toBe('mine\n');
    expect(await place.hacfg('init nginx --force')).toMatchObject({ code: 0 });
    expect(place.read(name)).toBe(shapes[0]!.text);
  });

  it('lists the shapes', async () => {
    const { code, stdout, stderr } = await place.hacfg('init --list');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/^ {2}[a-z0-9-]+/gm)).toEqual(shapes.map(({ name }) => `  ${name}`));
    expect((await place.hacfg('init')).stderr).toBe(
      `hacfg: which shape? hacfg init SHAPE, with one of\n${stdout}`,
    );
    expect((await place.hacfg('init xyzzy')).stderr).toBe(
      `hacfg: no shape is called xyzzy; there are\n${stdout}`,
    );
  });

  it.each([
    ['init', 'which shape? hacfg init SHAPE, with one of'],
    ['init ngnix', 'no shape is called ngnix; did you mean nginx?'],
    ['init lvsdr', 'no shape is called lvsdr; did you mean lvs-dr?'],
    ['init nginx apache', 'one shape at a time'],
    ['init nginx --list', '--list takes no shape'],
  ])('refuses %s', async (line, message) => {
    const { code, stdout, stderr } = await place.hacfg(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(`hacfg: ${message}`);
    expect(() => place.read('hacfg.yaml')).toThrow();
  });
});
