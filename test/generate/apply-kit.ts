import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import type { HostFiles } from '../../src/generate/generate.ts';
import { writeTree } from './gen-kit.ts';
import { writeScript } from './scripts-kit.ts';

/** What a fake program does beside noting that it was called; `$fake` is the folder of its state. */
const fakes: Readonly<Record<string, string>> = {
  systemctl: `
case $1 in
  is-enabled) [ -e "$fake/enabled/$3" ] ;;
  is-active) [ -e "$fake/active/$3" ] ;;
  enable) : >"$fake/enabled/$3" ;;
  disable) rm -f "$fake/enabled/$3" ;;
  start | reload-or-restart) : >"$fake/active/$2" ;;
  stop) rm -f "$fake/active/$2" ;;
esac`,
  sysctl: `
case $1 in
  -n) cat "$fake/settings/$2" ;;
  *) printf '%s\\n' "\${3#*=}" >"$fake/settings/\${3%%=*}" ;;
esac`,
  ip: `
case "$*" in
  *'address show'*) cat "$fake/addresses" ;;
  'address add'*) echo "1: lo    inet $3 scope global lo" >>"$fake/addresses" ;;
  'address del'*) sed -i "\\| $3 |d" "$fake/addresses" ;;
  *route*) echo 'default via 192.0.2.1 dev eth0' ;;
esac`,
  keepalived: `
case $1 in
  --help) echo '  -t, --config-test' ;;
  -t) [ -s "$3" ] && { [ -e "$ROOT/etc/keepalived/keepalived.conf" ] || echo 'tested before it is in place' >>"$fake/log"; } ;;
esac`,
  'firewall-cmd': `
case "$*" in
  *--get-zone-of-interface*) exit 2 ;;
  *--get-default-zone*) echo public ;;
  *--query-service=*) [ -e "$fake/opened/\${4#*=}" ] ;;
  *--add-service=*) : >"$fake/opened/\${4#*=}" ;;
  *--remove-service=*) rm -f "$fake/opened/\${4#*=}" ;;
esac`,
  nmcli: '',
  nft: '',
  dnf: '',
  curl: '',
  'apt-get': '',
  sleep: '',
};

/** Programs of the system that apply.sh and the fakes need; others are not on the host. */
const real = [
  'basename',
  'cat',
  'cp',
  'cut',
  'dirname',
  'env',
  'grep',
  'head',
  'id',
  'install',
  'mkdir',
].concat(['mv', 'rm', 'rmdir', 'sed', 'sha256sum', 'sh', 'stat', 'tac', 'tail', 'tr']);

/** Calls that only ask. */
const asks =
  /^(?:systemctl is-|sysctl -n|ip (?:-[46] )?(?:-o address show|route show)|keepalived --help|firewall-cmd .*--(?:state|get|query)|sleep)/;

export interface Applied {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The calls of this run that change something. */
  readonly changes: readonly string[];
}

/** A host as a folder, with programs that only pretend. */
export class FakeHost {
  readonly root: string;
  private readonly from: string;
  private readonly fake: string;

  constructor(folder: string, files: HostFiles) {
    this.root = join(folder, 'root');
    this.from = join(folder, 'from');
    this.fake = join(folder, 'fake');
    for (const part of ['enabled', 'active', 'settings', 'opened', 'bin'])
      mkdirSync(join(this.fake, part), { recursive: true });
    mkdirSync(join(this.root, 'etc/sysctl.d'), { recursive: true });
    writeFileSync(join(this.fake, 'fail'), '');
    for (const [name, body] of Object.entries(fakes)) this.pretend(name, body);
    for (const name of real) symlinkSync(pathOf(name), join(this.fake, 'bin', name));
    this.setAddresses('192.0.2.11/24', '192.0.2.12/24', '192.0.2.21/24');
    for (const key of ['all.arp_ignore', 'all.arp_announce']) this.set(`net.ipv4.conf.${key}`, '0');
    this.set('net.ipv4.ip_forward', '0');
    this.bring(files);
  }

  /** Lets the host have a program. */
  pretend(name: string, body = ''): void {
    const text = `#!/bin/sh
fake=${this.fake}
call="${name} $*"
echo "$call" >>"$fake/log"
if grep -qxF -- "$call" "$fake/fail"; then echo "fake ${name} fails" >&2; exit 1; fi
${body}
`;
    writeScript(join(this.fake, 'bin', name), text);
  }

  /** Puts the output of the generator beside apply.sh. */
  bring(files: HostFiles): void {
    mkdirSync(this.from, { recursive: true });
    writeTree(this.from, files);
    writeFileSync(join(this.from, 'apply.sh'), files.apply!);
  }

  setAddresses(...addresses: readonly string[]): void {
    const lines = addresses.map((one) => `2: eth0    inet ${one} brd 192.0.2.255 scope global eth0\n`);
    writeFileSync(join(this.fake, 'addresses'), lines.join(''));
  }

  private set(key: string, value: string): void {
    writeFileSync(join(this.fake, 'settings', key), `${value}\n`);
  }

  write(path: string, text: string, mode = 0o644): void {
    const at = join(this.root, path);
    mkdirSync(join(at, '..'), { recursive: true });
    writeFileSync(at, text);
    chmodSync(at, mode);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  damage(path: string): void {
    writeFileSync(join(this.from, path), 'cut off');
  }

  /** `fail`: the call that does not succeed, as it is noted. */
  apply(args: readonly string[] = [], fail = ''): Applied {
    const log = join(this.fake, 'log');
    writeFileSync(log, '');
    writeFileSync(join(this.fake, 'fail'), fail === '' ? '' : `${fail}\n`);
    const { status, stdout, stderr } = spawnSync('/bin/dash', [join(this.from, 'apply.sh'), ...args], {
      encoding: 'utf8',
      env: { ROOT: this.root, PATH: join(this.fake, 'bin') },
    });
    const calls = readFileSync(log, 'utf8').split('\n').slice(0, -1);
    const changes = calls
      .filter((call) => !asks.test(call))
      .map((call) => call.replaceAll(this.root, '').replaceAll(this.from, 'FROM'));
    return { status, stdout, stderr, changes };
  }

  /** Everything on the host, and what the programs pretend, but for the notes of apply.sh itself. */
  state(): Record<string, string> {
    const parts = [
      this.root,
      ...['enabled', 'active', 'settings', 'opened'].map((one) => join(this.fake, one)),
    ];
    const all = parts.flatMap((part) =>
      readdirSync(part, { recursive: true, withFileTypes: true }).map((entry) =>
        join(entry.parentPath, entry.name),
      ),
    );
    const rows = all
      .filter((path) => !path.startsWith(join(this.root, 'var')))
      .map((path): [string, string] => {
        const stats = lstatSync(path);
        const text = stats.isFile() ? readFileSync(path, 'utf8') : '';
        return [relative(join(this.root, '..'), path), `${(stats.mode & 0o7777).toString(8)} ${text}`];
      });
    const addresses = readFileSync(join(this.fake, 'addresses'), 'utf8');
    return Object.fromEntries([...rows.sort(([a], [b]) => (a < b ? -1 : 1)), ['addresses', addresses]]);
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }
}

function pathOf(program: string): string {
  return ['/usr/bin', '/bin'].map((folder) => join(folder, program)).find((path) => existsSync(path))!;
}
