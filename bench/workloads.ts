/** Configurations of any size, made rather than kept. */

/** Virtual servers with ten real servers each: 5,000 of them are about 6 MB. */
export function virtualServers(count: number): string {
  const parts: string[] = [];
  for (let server = 0; server < count; server++) {
    const subnet = `${(server >> 8) & 255}.${server & 255}`;
    parts.push(
      `virtual_server 10.${subnet}.1 80 {\n`,
      '    delay_loop 6\n    lb_algo rr\n    lb_kind DR\n    protocol TCP\n',
    );
    for (let real = 0; real < 10; real++) {
      parts.push(
        `    real_server 10.${subnet}.${real + 10} 80 {\n        weight 1\n`,
        '        TCP_CHECK {\n            connect_timeout 3\n        }\n    }\n',
      );
    }
    parts.push('}\n');
  }
  // Through a buffer: a string put together from pieces is slower to read than one that came from a file.
  return Buffer.from(parts.join('')).toString();
}
