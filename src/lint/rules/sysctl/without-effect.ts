import { sysctlOf } from '../../../bundle/host-state.ts';
import { dottedKey, type SysctlSetting } from '../../../bundle/sysctl.ts';
import type { Effective, SysctlState } from '../../../bundle/sysctl-merge.ts';
import type { RealServerHost } from '../../../model/real-servers.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { someOf } from '../vrrp/settings.ts';
import { realServerArpExamples } from './real-server-arp-examples.ts';
import { directlyServed } from './served.ts';

const keys = ['arp_ignore', 'arp_announce'] as const;

interface Idle {
  readonly setting: SysctlSetting;
  readonly all: Effective;
}

/** Lines for default that `all` covers, and lines for lo, where there is no ARP (Linux net/ipv4/arp.c: arp_constructor). */
function idleSettings(state: SysctlState): Idle[] {
  return keys.flatMap((key) => {
    const all = state.ofInterface('all', key);
    if (all?.value === undefined) return [];
    return ['default', 'lo'].flatMap((name) => {
      const one = state.ofInterface(name, key);
      const isCovered = one?.value !== undefined && one.value <= all.value! && !one.setting.isPattern;
      return isCovered ? { setting: one.setting, all } : [];
    });
  });
}

function check(host: RealServerHost, context: RuleContext): void {
  if (directlyServed(host, 4).length === 0) return;
  const idle = idleSettings(sysctlOf(host.files)).sort(
    (one, other) => one.setting.line.span.start - other.setting.line.span.start,
  );
  const [first, ...others] = idle;
  if (first === undefined) return;
  const { setting, all } = first;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  context.report({
    place: setting.keyPlace,
    message: `${dottedKey(setting.key)}${more} ${others.length === 0 ? 'changes' : 'change'} nothing on ${host.name}: ${dottedKey(all.setting.key)} is ${all.value}`,
    label: 'without effect',
    help: 'Leave the lines out: the two for all are enough',
    related: [
      { place: all.setting.keyPlace, message: 'holds for every interface' },
      ...someOf(
        others.map(({ setting: other }) => ({ place: other.keyPlace, message: 'without effect too' })),
      ),
    ],
  });
}

const [right] = realServerArpExamples.good;
const files = right!.files as Readonly<Record<string, string>>;
const path = Object.keys(files).find((name) => name.includes('sysctl'))!;
const all = 'net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 2\n';

/** ARP settings of real servers that go with the others by habit. */
export const sysctlWithoutEffect = defineRule({
  id: 'sysctl/without-effect',
  severity: 'info',
  scope: 'node',
  docs: {
    summary: 'ARP settings for default or lo where those for all already hold',
    why: 'For ARP the kernel uses the larger of the values for all and for the interface. default is copied to interfaces that come later, where all holds as well, and lo takes part in no ARP. Whoever reads the file looks for the line that matters among lines that do not.',
    references: [
      'Linux Documentation/networking/ip-sysctl.rst: arp_ignore, arp_announce',
      'Linux include/linux/inetdevice.h: IN_DEV_MAXCONF',
    ],
  },
  bad: [
    {
      caption: 'As it is copied from page to page',
      at: `${path}:3:1`,
      files: {
        ...files,
        [path]: `${all}net.ipv4.conf.default.arp_ignore = 1\nnet.ipv4.conf.lo.arp_announce = 2\n`,
      },
    },
  ],
  good: [
    { files: { ...files, [path]: all } },
    {
      caption: 'More than all says',
      files: { ...files, [path]: `${all}net.ipv4.conf.default.arp_ignore = 2\n` },
    },
  ],
  on: { realServer: check },
});
