import { argumentOf, keywordOf } from '../../../../grammar/configuration.ts';
import type { Account, Machine } from '../../../model/machine.ts';
import type { Command, NodeModel } from '../../../model/node.ts';

/** Where programs without a path are looked for; the service manager may add to it. */
const searchPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

const root: Account = { uid: 0, gid: 0 };

/** A command and the file it runs on this machine. */
export interface Program {
  readonly command: Command;
  readonly machine: Machine;
  /** As written, or found in the search path. */
  readonly path: string;
  readonly account: Account;
  readonly userName: string;
}

/** A name that is in no folder of the search path; undefined: it has a path, or is found. */
export function missingFromPath(command: Command, machine: Machine): string | undefined {
  const name = command.argv[0].text;
  const isThere = (folder: string) => machine.realPath(`${folder}/${name}`) !== undefined;
  return isPlainName(name) && !searchPath.some(isThere) ? name : undefined;
}

function isPlainName(name: string): boolean {
  return name !== '' && !name.includes('/') && !name.startsWith('<');
}

/** The programs of a node whose file and user can be told. Relative paths depend on where the daemon was started. */
export function programsOf(node: NodeModel): Program[] {
  const { machine } = node;
  if (machine === undefined) return [];
  return node.commands.flatMap((command) => {
    const name = command.argv[0].text;
    const path = isPlainName(name)
      ? searchPath.map((folder) => `${folder}/${name}`).find((one) => machine.realPath(one) !== undefined)
      : name;
    const owner = ownerOf(command, node, machine);
    if (path === undefined || !path.startsWith('/') || owner === undefined) return [];
    return [{ command, machine, path, ...owner }];
  });
}

/** Who runs it: its own user, else script_user, else keepalived_script if there is such a user, else root. */
function ownerOf(
  command: Command,
  node: NodeModel,
  machine: Machine,
): Pick<Program, 'account' | 'userName'> | undefined {
  const [user, group] = statedOwner(command, node);
  if (user === undefined) {
    const account = machine.user('keepalived_script');
    if (account === undefined) return undefined;
    return account === 'missing'
      ? { account: root, userName: 'root' }
      : { account, userName: 'keepalived_script' };
  }
  const account = machine.user(user);
  const gid = group === undefined ? undefined : machine.group(group);
  // An unknown user is a finding of its own.
  if (account === undefined || account === 'missing' || gid === 'missing') return undefined;
  return { account: { uid: account.uid, gid: gid ?? account.gid }, userName: user };
}

function statedOwner({ statement, owner }: Command, node: NodeModel): (string | undefined)[] {
  const own = statement.parent.statements.findLast((one) => keywordOf(one) === 'user');
  const isChecker = ['script', 'misc_path'].includes(keywordOf(statement));
  if (isChecker && own !== undefined) return [argumentOf(own), argumentOf(own, 2)];
  if (!isChecker && owner.length > 0) return owner.map(({ text }) => text);
  const general = node.globals.last('script_user');
  return general === undefined ? [] : [argumentOf(general), argumentOf(general, 2)];
}

/** What the operator will see when the daemon leaves the command out. */
export function lossOf({ statement }: Command): string {
  const keyword = keywordOf(statement);
  if (keyword === 'script' && statement.parent.path === 'vrrp_script')
    return 'keepalived leaves the check out: whatever tracks it is never seen to fail.';
  if (keyword === 'misc_path')
    return 'keepalived leaves the check out, and the real server counts as working for good.';
  return `keepalived leaves ${keyword} out, without a word in the output of keepalived -t: nothing is run.`;
}
