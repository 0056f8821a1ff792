/** What sets the instance of an example apart from the plainest one. */
export interface Sample {
  readonly name?: string;
  /** The whole line; undefined leaves it out. */
  readonly state?: string | undefined;
  readonly interface?: string | undefined;
  readonly vrid?: number;
  readonly priority?: number | undefined;
  /** Lines behind `advert_int 1`. */
  readonly lines?: readonly string[];
  /** Entries of virtual_ipaddress; none leaves the list out. */
  readonly vips?: readonly string[];
}

const plain = {
  name: 'VI_1',
  state: 'BACKUP',
  interface: 'eth0',
  vrid: 51,
  priority: 100,
  lines: [],
  vips: ['192.0.2.100/24'],
} satisfies Sample;

/** A small complete vrrp_instance for the examples of a rule. */
export function sample(parts: Sample = {}): string {
  const all = { ...plain, ...parts };
  const line = (keyword: string, value: string | number | undefined) =>
    value === undefined ? [] : [`${keyword} ${value}`];
  const vips =
    all.vips.length === 0 ? [] : ['virtual_ipaddress {', ...all.vips.map((vip) => `    ${vip}`), '}'];
  const body = [
    ...line('state', all.state),
    ...line('interface', all.interface),
    ...line('virtual_router_id', all.vrid),
    ...line('priority', all.priority),
    'advert_int 1',
    ...all.lines,
    ...vips,
  ];
  return `vrrp_instance ${all.name} {\n${body.map((one) => `    ${one}\n`).join('')}}\n`;
}
