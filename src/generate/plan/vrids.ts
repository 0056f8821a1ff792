import { networksOf } from '../../topology/checks/routers.ts';
import type { Description, RouterEntry } from '../../topology/description.ts';

/** VRIDs that examples and tutorials use, and so neighbours may have; taken last. */
const popular: ReadonlySet<number> = new Set([1, 2, 10, 50, 51, 52, 55, 60, 100, 101, 110, 200, 254, 255]);

/**
 * The VRID of every router. One without its own gets one by its name, so that it stays when others come and go;
 * where two would get the same, the later in the file moves on.
 */
export function allocateVrids(description: Description): Map<string, number> {
  const vrids = new Map<string, number>();
  const taken = new Map<number, Set<string>>();
  const take = (router: RouterEntry, vrid: number, networks: ReadonlySet<string>): void => {
    vrids.set(router.name, vrid);
    const known = taken.get(vrid);
    if (known === undefined) taken.set(vrid, new Set(networks));
    else for (const network of networks) known.add(network);
  };
  const routers = [...description.routers.values()].map((router) => ({
    router,
    networks: networksOf(router, description.hosts),
  }));
  for (const { router, networks } of routers) {
    if (router.text.vrid !== undefined) take(router, router.text.vrid, networks);
  }
  for (const { router, networks } of routers) {
    if (router.text.vrid !== undefined) continue;
    const isFree = (vrid: number) => [...networks].every((network) => !taken.get(vrid)?.has(network));
    // Beside others on its networks where it must; elsewhere too only when 255 are not enough.
    const candidates = candidatesFor(router.name);
    const vrid = candidates.find((one) => !taken.has(one)) ?? candidates.find(isFree) ?? candidates[0]!;
    take(router, vrid, networks);
  }
  return vrids;
}

function candidatesFor(name: string): number[] {
  const start = hash(name) % 255;
  const all = Array.from({ length: 255 }, (_, at) => ((start + at) % 255) + 1);
  return [...all.filter((vrid) => !popular.has(vrid)), ...all.filter((vrid) => popular.has(vrid))];
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
