/** Lines of a virtual server in an example; what is left out is as it should be. */
export interface Sample {
  readonly header?: string;
  readonly settings?: readonly string[];
  readonly servers?: readonly string[];
  /** Lines within every real server, in front of its checker. */
  readonly inServer?: readonly string[];
  /** In front of the virtual server. */
  readonly before?: string;
}

const usual = ['delay_loop 6', 'lb_algo rr', 'lb_kind NAT', 'protocol TCP'];

function realServer(header: string, lines: readonly string[]): string {
  return `    real_server ${header} {
${lines.map((line) => `        ${line}\n`).join('')}        TCP_CHECK {
            connect_timeout 3
            connect_port 80
        }
    }
`;
}

/** A small director: one virtual server, two real servers with a checker each. */
export function service(sample: Sample = {}): string {
  const servers = sample.servers ?? ['192.0.2.21 80', '192.0.2.22 80'];
  return `${sample.before ?? ''}virtual_server ${sample.header ?? '192.0.2.100 80'} {
${(sample.settings ?? usual).map((line) => `    ${line}\n`).join('')}${servers
  .map((server) => realServer(server, sample.inServer ?? []))
  .join('')}}
`;
}
