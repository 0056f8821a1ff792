import type { HostFile, HostFiles } from '../../../bundle/host-file.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';

const anyExecuteBit = 0o111;

/** Lines that do something. */
function hasCommands({ source }: HostFile): boolean {
  return /^[ \t]*[^#\s]/m.test(source.text);
}

function checkMode(file: HostFile, host: string, files: HostFiles, context: RuleContext): void {
  const { source, mode } = file;
  if (mode === undefined || (mode & anyExecuteBit) !== 0) return;
  const command = /^[ \t]*([^#\s][^\n]*)/m.exec(source.text)!;
  const start = command.index + command[0].length - command[1]!.length;
  context.report({
    place: source.origin({ start, end: start + command[1]!.trimEnd().length }),
    // Copies lose the bit easily.
    ...(files.extent === 'host' || files.extent === 'tree' ? {} : { severity: 'info' }),
    message: `rc.local of ${host} is not executable: its mode is ${(mode & 0o777).toString(8).padStart(4, '0')}, and systemd leaves it out`,
    label: 'never run at boot',
    help: 'chmod 755 /etc/rc.d/rc.local, or /etc/rc.local where that is no link',
  });
}

function checkFirstLine({ source }: HostFile, host: string, context: RuleContext): void {
  if (source.text.startsWith('#!')) return;
  context.report({
    place: source.origin(source.lineSpan(1)),
    message: `rc.local of ${host} does not begin with #! and the name of its shell`,
    why: 'systemd starts the file itself, without a shell: the kernel refuses it (Exec format error), and nothing in it is done.',
    label: '#!/bin/sh is missing',
    help: '#!/bin/sh',
    fixes: [
      {
        title: 'Begin with #!/bin/sh',
        safety: 'safe',
        edits: [{ place: source.origin({ start: 0, end: 0 }), text: '#!/bin/sh\n' }],
      },
    ],
  });
}

function check(files: HostFiles, host: string, context: RuleContext): void {
  for (const file of files.ofKind('rc.local').filter(hasCommands)) {
    checkFirstLine(file, host, context);
    checkMode(file, host, files, context);
  }
}

const route = '/sbin/ip route add 198.51.100.0/24 via 192.0.2.1\n';

/** A boot script that is there and does not run. */
export const systemdRcLocal = defineRule({
  id: 'systemd/rc-local',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'An rc.local that systemd does not run',
    why: 'systemd runs rc.local only when it is executable, and since CentOS 7 it comes without the bit: what is in it works when it is typed in, and is gone after the next boot.',
    references: ['systemd-rc-local-generator(8)', 'execve(2): interpreter scripts'],
  },
  bad: [
    {
      caption: 'The kernel does not know what to run it with',
      at: 'lb1/etc/rc.local:1:1',
      files: { 'lb1/etc/keepalived/keepalived.conf': sample(), 'lb1/etc/rc.local': route },
    },
  ],
  good: [
    {
      files: { 'lb1/etc/keepalived/keepalived.conf': sample(), 'lb1/etc/rc.local': `#!/bin/sh\n${route}` },
    },
    {
      caption: 'Nothing to run',
      files: { 'lb1/etc/keepalived/keepalived.conf': sample(), 'lb1/etc/rc.local': '# put commands here\n' },
    },
  ],
  on: {
    files: (files, node, context) => check(files, node.name, context),
    realServer: ({ files, name, node }, context) => {
      if (node === undefined) check(files, name, context);
    },
  },
});
