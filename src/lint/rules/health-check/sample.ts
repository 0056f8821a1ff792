/** A virtual server whose only real server has the given checker; lines within it are indented once more. */
export function checker(
  keyword: string,
  lines: readonly string[],
  more: { before?: string; server?: string } = {},
): string {
  const server = more.server ?? '192.0.2.21 80';
  const address = server.includes(':') ? '2001:db8::100' : '192.0.2.100';
  return `${more.before ?? ''}virtual_server ${address} 80 {
    delay_loop 6
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server ${server} {
        ${keyword} {
${lines.map((line) => `            ${line}\n`).join('')}        }
    }
}
`;
}

/** A url block of HTTP_GET as lines. */
export function url(...lines: readonly string[]): string[] {
  return ['url {', ...lines.map((line) => `    ${line}`), '}'];
}
