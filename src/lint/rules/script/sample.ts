/** What sets the configuration of an example apart from the plainest one. */
export interface Sample {
  /** The command, quotes included; undefined: no vrrp_script at all. */
  readonly script?: string | undefined;
  /** Lines of vrrp_script behind the command. */
  readonly check?: readonly string[];
  /** Lines of global_defs; none leaves the block out. */
  readonly global?: readonly string[];
  readonly priority?: number;
  /** Lines of vrrp_instance in front of its VIP. */
  readonly instance?: readonly string[];
}

const secure = ['script_user root', 'enable_script_security'];

function block(header: string, lines: readonly string[]): string {
  return `${header} {\n${lines.map((line) => `    ${line}\n`).join('')}}\n`;
}

/** One vrrp_script, tracked by one vrrp_instance. */
export function tracked(sample: Sample = {}): string {
  const { script = '"/usr/bin/pgrep -x nginx"', check = ['interval 2', 'fall 2', 'rise 2'] } = sample;
  const { global = secure } = sample;
  return [
    ...(global.length === 0 ? [] : [block('global_defs', global)]),
    block('vrrp_script chk_nginx', [`script ${script}`, ...check]),
    instance(sample, ['track_script {', '    chk_nginx', '}']),
  ].join('\n');
}

/** One vrrp_instance with lines that run something. */
export function notified(lines: readonly string[], global: readonly string[] = secure): string {
  const blocks = global.length === 0 ? [] : [block('global_defs', global)];
  return [...blocks, instance({}, lines)].join('\n');
}

function instance(sample: Sample, lines: readonly string[]): string {
  return block('vrrp_instance VI_1', [
    'state BACKUP',
    'interface eth0',
    'virtual_router_id 51',
    `priority ${sample.priority ?? 100}`,
    'advert_int 1',
    ...(sample.instance ?? []),
    'virtual_ipaddress {',
    '    192.0.2.100/24',
    '}',
    ...lines,
  ]);
}
