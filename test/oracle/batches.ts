import type { FileNeeds } from './needs.ts';
import type { Needs } from './protocol.ts';

/** A file to judge and what it needs. */
export interface Candidate {
  readonly path: string;
  readonly needs: FileNeeds;
}

export interface Batch<Item extends Candidate> {
  readonly items: readonly Item[];
  readonly needs: Needs;
}

const mostInterfaces = 150;
/** Names the daemon gives to the interfaces it makes, unless told otherwise. */
const generated = /^vrrp6?\.\d+$/;

/**
 * Files that can be judged in one sandbox: what one of them needs must not be in the way of another, such as an
 * interface that the other wants to make itself.
 */
export function batchesOf<Item extends Candidate>(items: readonly Item[]): Batch<Item>[] {
  const drafts: Draft<Item>[] = [];
  for (const item of items) {
    const { needs } = item;
    let draft = needs.interfaces.some((name) => generated.test(name))
      ? undefined
      : drafts.find((one) => one.takes(needs));
    if (draft === undefined) {
      draft = new Draft<Item>(needs.interfaces.some((name) => generated.test(name)));
      drafts.push(draft);
    }
    draft.add(item);
  }
  return drafts.map((draft) => ({ items: draft.items, needs: draft.needs() }));
}

class Draft<Item extends Candidate> {
  readonly items: Item[] = [];
  private readonly interfaces = new Set<string>();
  private readonly vrfs = new Set<string>();
  private readonly own = new Set<string>();
  private readonly isAlone: boolean;

  constructor(isAlone: boolean) {
    this.isAlone = isAlone;
  }

  takes(needs: FileNeeds): boolean {
    if (this.isAlone || this.interfaces.size + needs.interfaces.length > mostInterfaces) return false;
    const wanted = [...needs.interfaces, ...needs.vrfs];
    return (
      wanted.every((name) => !this.own.has(name)) &&
      needs.own.every((name) => !this.interfaces.has(name) && !this.vrfs.has(name)) &&
      needs.interfaces.every((name) => !this.vrfs.has(name)) &&
      needs.vrfs.every((name) => !this.interfaces.has(name))
    );
  }

  add(item: Item): void {
    this.items.push(item);
    for (const name of item.needs.interfaces) this.interfaces.add(name);
    for (const name of item.needs.vrfs) this.vrfs.add(name);
    for (const name of item.needs.own) this.own.add(name);
  }

  needs(): Needs {
    const all = (key: 'users' | 'groups' | 'programs' | 'files') => [
      ...new Set(this.items.flatMap(({ needs }) => needs[key])),
    ];
    return {
      interfaces: [...this.interfaces],
      vrfs: [...this.vrfs],
      users: all('users'),
      groups: all('groups'),
      programs: all('programs'),
      files: all('files'),
    };
  }
}
