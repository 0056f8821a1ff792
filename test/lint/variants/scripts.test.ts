import { describe } from 'vitest';
import { asRoot, type Case, node, runCases, type SampleOptions, track } from './kit.ts';

const cases: Case[] = [];
const conf = (
  cmd = '"/etc/keepalived/check.sh"',
  check: readonly string[] = ['interval 5', 'fall 2', 'rise 2'],
  more: SampleOptions = {},
) =>
  node({
    globals: asRoot,
    before: `vrrp_script chk {\n    script ${cmd}\n${check.map((l) => `    ${l}\n`).join('')}}\n`,
    extra: track('chk'),
    ...more,
  });
interface ScriptOptions {
  readonly cmd?: string;
  readonly check?: readonly string[];
  readonly more?: SampleOptions;
  readonly file?: string;
  readonly at?: readonly string[];
}
function sh(
  rule: string,
  name: string,
  script: string,
  lines: readonly number[],
  o: ScriptOptions = {},
): void {
  const file = o.file ?? 'lb1/check.sh';
  const files = { 'lb1/keepalived.conf': conf(o.cmd, o.check, o.more), [file]: script };
  cases.push({ rule, name, files, at: o.at ?? lines.map((line) => `${file}:${line}`) });
}
const S = '#!/bin/sh\n',
  B = '#!/bin/bash\n';
// Process-grep
for (const [n, s, l] of [
  ['ps aux', 'ps aux | grep nginx | wc -l', 2],
  ['count in $()', 'n=$(ps -ef | grep nginx | wc -l)\n[ $n -gt 0 ] || exit 1', 2],
  ['backticks', 'n=`ps -ef|grep nginx|wc -l`\nif [ $n -eq 0 ]; then exit 1; fi', 2],
  ['grep -c', 'if [ $(ps -C nginx --no-header | wc -l) -eq 0 ]; then\n exit 1\nfi', 0],
  ['grep -v grep', 'ps -ef | grep -v grep | grep nginx || exit 1', 2],
  ['bracket trick', 'ps aux | grep "[n]ginx" > /dev/null || exit 1', 2],
  ['ss grep', 'ss -lnt | grep 80 | wc -l', 2],
  ['netstat', 'netstat -lntp | grep -q :80 || exit 1', 2],
  ['pgrep -f', 'pgrep -f nginx || exit 1', 0],
  ['pgrep -x', 'pgrep -x nginx || exit 1', 0],
  ['pidof', 'pidof nginx', 0],
  ['in a function', 'f() {\n ps -ef | grep nginx | wc -l\n}\n[ $(f) -gt 0 ]', 3],
  ['quoted', "ps -ef | grep 'nginx: master' | wc -l", 2],
  ['egrep', 'ps -ef | egrep "nginx|php" | wc -l', 2],
  ['awk', "ps -ef | awk '/nginx/' | wc -l", 2],
] as [string, string, number][])
  sh('check-script/process-grep', n, `${S + s}\n`, l ? [l] : []);
// Never fails
for (const [n, s, l] of [
  ['exit 0 at the end', 'curl -m 2 -fs http://127.0.0.1/ >/dev/null\nexit 0', 3],
  ['|| true', 'pgrep -x nginx || true', 2],
  ['echo last', 'pgrep -x nginx\necho done', 3],
  ['exit 1 in if', 'if ! pgrep -x nginx; then exit 1; fi\nexit 0', 0],
  ['exit "$?"', 'pgrep -x nginx\nexit $?', 0],
  ['set -e', 'set -e\npgrep -x nginx\nexit 0', 0],
  ['log only', 'if ! pgrep -x nginx >/dev/null; then\n  logger "nginx down"\nfi', 3],
  ['both branches 0', 'if pgrep -x nginx; then\n exit 0\nelse\n exit 0\nfi', 5],
  [
    'count printed',
    'n=`ps -C nginx --no-header | wc -l`\nif [ $n -eq 0 ]; then\n  systemctl start nginx\nfi',
    0,
  ],
  ['exit inside subshell', '(pgrep -x nginx || exit 1)\nexit 0', 3],
  ['return in function', 'check() {\n pgrep -x nginx || return 1\n}\ncheck', 0],
  ['wc ends the pipe', 'ss -lnt | grep :80 | wc -l', 2],
] as [string, string, number][])
  sh('check-script/never-fails', n, `${S + s}\n`, l ? [l] : []);
// Kills
for (const [n, s, l] of [
  ['systemctl stop', 'pgrep -x nginx || systemctl stop keepalived', 2],
  ['service', 'pgrep -x nginx || service keepalived stop', 2],
  ['unit suffix', 'pgrep -x nginx || systemctl stop keepalived.service', 2],
  ['killall', 'pgrep -x nginx || killall keepalived', 2],
  ['killall -0 is harmless', 'killall -0 keepalived', 0],
  ['pkill', 'pgrep -x nginx || pkill keepalived', 2],
  ['pkill -9 -x', 'pgrep -x nginx || pkill -9 -x keepalived', 2],
  ['pid file', 'pgrep -x nginx || kill $(cat /var/run/keepalived.pid)', 2],
  ['pidof', 'pgrep -x nginx || kill -9 `pidof keepalived`', 2],
  ['init.d', 'pgrep -x nginx || /etc/init.d/keepalived stop', 2],
  ['sudo', 'pgrep -x nginx || sudo systemctl stop keepalived', 2],
  ['variable', 'SVC=keepalived\npgrep -x nginx || systemctl stop $SVC', 3],
  ['ps awk kill', "pgrep -x nginx || ps -ef | grep keepalived | awk '{print $2}' | xargs kill", 2],
  ['restart', 'pgrep -x nginx || systemctl restart keepalived', 2],
  ['full path', 'pgrep -x nginx || /usr/bin/systemctl stop keepalived', 2],
  ['in a comment only', '# systemctl stop keepalived\npgrep -x nginx', 0],
  ['in echo', 'pgrep -x nginx || { echo "systemctl stop keepalived"; exit 1; }', 0],
  [
    'if block',
    'if [ "$(ps -C nginx --no-header | wc -l)" -eq 0 ]; then\n  systemctl start nginx\n  sleep 1\n  if [ "$(ps -C nginx --no-header | wc -l)" -eq 0 ]; then\n    systemctl stop keepalived\n  fi\nfi',
    6,
  ],
] as [string, string, number][])
  sh('check-script/kills-keepalived', n, `${S + s}\n`, l ? [l] : []);
// Invalid service command
for (const [n, s, l] of [
  ['nginx -s start', 'nginx -s start', 2],
  ['nginx -s restart', '/usr/local/nginx/sbin/nginx -s restart', 2],
  ['nginx -s reload', 'nginx -s reload', 0],
  ['nginx start', 'nginx start', 2],
  ['systemctl nginx start', 'systemctl nginx start', 2],
  ['service start nginx', 'service start nginx', 2],
  ['systemctl start', 'systemctl start nginx', 0],
  ['quoted', '"/usr/sbin/nginx" -s "start"', 2],
  ['systemctl strat', 'systemctl strat nginx', 2],
  ['haproxy start', 'haproxy start', 2],
  ['service nginx strat', 'service nginx strat', 0],
  ['apachectl restart', 'apachectl restart', 0],
  ['nginx -sstop', 'nginx -sstart', 2],
] as [string, string, number][])
  sh('check-script/invalid-service-command', n, `${S + s}\n`, l ? [l] : []);
// Restart
for (const [n, s, l] of [
  ['start', 'pgrep -x nginx || systemctl start nginx', 2],
  ['docker', 'pgrep -x nginx || docker restart web', 2],
  ['path', 'pgrep -x nginx || /usr/local/nginx/sbin/nginx', 2],
  ['nohup &', 'pgrep -x nginx || nohup /usr/sbin/nginx &', 2],
  ['nginx -t', 'nginx -t', 0],
] as [string, string, number][])
  sh('check-script/restart-inside-check', n, `${S + s}\n`, l ? [l] : []);
// No-timeout
for (const [n, s, l] of [
  ['curl', 'curl -s http://127.0.0.1/', 2],
  ['curl --connect-timeout only', 'curl -fs --connect-timeout 2 http://127.0.0.1/', 2],
  ['curl -m2', 'curl -fsm2 http://127.0.0.1/', 0],
  ['timeout', 'timeout 2 curl -fs http://127.0.0.1/', 0],
  ['wget', 'wget -q -O- http://127.0.0.1/', 2],
  ['code', 'code=$(curl -s -o /dev/null -w "%{http_code}" http://127.0.0.1/)\n[ "$code" = 200 ]', 2],
  ['nc', 'nc -z 127.0.0.1 80', 2],
  ['mysql', 'mysql -h 127.0.0.1 -e "select 1"', 2],
  ['/dev/tcp', 'exec 3<>/dev/tcp/127.0.0.1/80', 0],
  ['ping -c1 -W1', 'ping -c1 -W1 192.0.2.1', 0],
  ['ping -c 1', 'ping -c 1 192.0.2.1', 2],
  ['--max-time=2', 'curl -f --max-time=2 http://127.0.0.1/', 0],
] as [string, string, number][])
  sh('check-script/no-timeout', n, `${B + s}\n`, l ? [l] : []);
// Shebang
sh('check-script/shebang-and-mode', 'none', 'pgrep -x nginx\n', [1]);
sh('check-script/shebang-and-mode', 'CRLF', '#!/bin/sh\r\npgrep -x nginx\r\n', [1]);
sh('check-script/shebang-and-mode', 'blank before', '\n#!/bin/sh\npgrep -x nginx\n', [1]);
sh('check-script/shebang-and-mode', 'BOM', '\ufeff#!/bin/sh\npgrep -x nginx\n', [1]);
sh('check-script/shebang-and-mode', 'bashism in sh', '#!/bin/sh\nif [[ -f /x ]]; then exit 1; fi\n', [2]);
sh('check-script/shebang-and-mode', 'env bash', '#!/usr/bin/env bash\nif [[ -f /x ]]; then exit 1; fi\n', []);
sh('check-script/shebang-and-mode', 'typo', '#/bin/bash\npgrep -x nginx\n', [1]);
sh('check-script/shebang-and-mode', 'typo 2', '!#/bin/bash\npgrep -x nginx\n', [1]);
sh('check-script/shebang-and-mode', 'python', '#!/usr/bin/python3\nimport sys\nsys.exit(0)\n', []);
sh('check-script/shebang-and-mode', '== in sh', '#!/bin/sh\n[ "$a" == b ]\n', [2]);
sh('check-script/shebang-and-mode', 'function word in sh', '#!/bin/sh\nfunction f { :; }\nf\n', [2]);
// Named other ways
sh('check-script/kills-keepalived', 'run by bash', `${B}pgrep -x nginx || systemctl stop keepalived\n`, [2], {
  cmd: '"/bin/bash /etc/keepalived/check.sh"',
});
sh('check-script/kills-keepalived', 'in scripts/', `${B}pgrep -x nginx || systemctl stop keepalived\n`, [2], {
  cmd: '"/etc/keepalived/scripts/check.sh"',
  file: 'lb1/scripts/check.sh',
});
sh(
  'check-script/kills-keepalived',
  'with arguments',
  `${B}pgrep -x nginx || systemctl stop keepalived\n`,
  [2],
  { cmd: '"/etc/keepalived/check.sh 80 nginx"' },
);
sh('check-script/kills-keepalived', 'unquoted', `${B}pgrep -x nginx || systemctl stop keepalived\n`, [2], {
  cmd: '/etc/keepalived/check.sh',
});
sh(
  'check-script/kills-keepalived',
  'other folder',
  `${B}pgrep -x nginx || systemctl stop keepalived\n`,
  [2],
  { cmd: '"/usr/local/bin/check.sh"' },
);
sh('script/name-mismatch', 'one letter', `${B}pgrep -x nginx\n`, [], {
  cmd: '"/etc/keepalived/ch_ng.sh"',
  file: 'lb1/ck_ng.sh',
  at: [`lb1/keepalived.conf:7`],
});
sh('script/name-mismatch', '- for _', `${B}pgrep -x nginx\n`, [], {
  cmd: '"/etc/keepalived/check-nginx.sh"',
  file: 'lb1/check_nginx.sh',
  at: [`lb1/keepalived.conf:7`],
});
sh('script/name-mismatch', 'case', `${B}pgrep -x nginx\n`, [], {
  cmd: '"/etc/keepalived/Check_nginx.sh"',
  file: 'lb1/check_nginx.sh',
  at: [`lb1/keepalived.conf:7`],
});
sh('script/name-mismatch', 'ending', `${B}pgrep -x nginx\n`, [], {
  cmd: '"/etc/keepalived/check_nginx"',
  file: 'lb1/check_nginx.sh',
  at: [`lb1/keepalived.conf:7`],
});
sh('script/name-mismatch', 'another script', `${B}pgrep -x nginx\n`, [], {
  cmd: '"/etc/keepalived/check_mysql.sh"',
  file: 'lb1/check_nginx.sh',
  at: [],
});
sh('script/timeout-vs-interval', 'sleep', `${S}pgrep -x nginx && exit 0\nsleep 5\npgrep -x nginx\n`, [3], {
  check: ['interval 5', 'fall 2', 'rise 2'],
});
sh('script/timeout-vs-interval', 'sleep 1m', `${S}pgrep -x nginx && exit 0\nsleep 1m\npgrep -x nginx\n`, [3]);
sh(
  'script/timeout-vs-interval',
  'sleep with timeout',
  `${S}pgrep -x nginx && exit 0\nsleep 3\npgrep -x nginx\n`,
  [3],
  { check: ['interval 5', 'timeout 2', 'fall 2', 'rise 2'] },
);
sh(
  'check-script/restart-inside-check',
  'sleep as long as interval',
  `${S}pgrep -x nginx && exit 0\nsystemctl restart nginx\nsleep 2\npgrep -x nginx || exit 1\n`,
  [3],
  { check: ['interval 2', 'fall 2', 'rise 2'] },
);
// Needs-privilege
for (const [n, s, l] of [
  ['systemctl', 'systemctl restart nginx', 2],
  ['sudo', 'sudo systemctl restart nginx', 2],
] as [string, string, number][])
  sh('check-script/needs-privilege', n, `${S + s}\n`, l ? [l] : [], {
    more: { globals: ['script_user nobody', 'enable_script_security'] },
  });

describe('check scripts, written in other ways', () => runCases(cases));
