import { type Place, SourceText } from '../../grammar/source.ts';
import type { Diagnostic, Severity } from '../../src/diagnostics/diagnostic.ts';
import { plain } from '../../src/report/paint.ts';
import type { Report, ReportOptions } from '../../src/report/report.ts';

/** The place of the n-th occurrence, from 1, of some text in a file. */
export function at(source: SourceText, text: string, occurrence = 1): Place {
  let start = -1;
  for (let count = 0; count < occurrence; count++) start = source.text.indexOf(text, start + 1);
  if (start === -1) throw new Error(`${JSON.stringify(text)} is not in ${source.path}`);
  return { source, span: { start, end: start + text.length } };
}

/** A finding with whatever is not given left empty. */
export function finding(place: Place, given: Partial<Diagnostic> = {}): Diagnostic {
  return {
    rule: 'value/example',
    severity: 'error',
    message: 'the value is wrong',
    why: undefined,
    help: undefined,
    label: undefined,
    place,
    related: [],
    fixes: [],
    url: 'https://example.org/rules/value/example',
    ...given,
  };
}

/** A report on the files that its findings name. */
export function reportOf(diagnostics: readonly Diagnostic[], secrets: readonly Place[] = []): Report {
  const files = new Set(
    diagnostics.flatMap(({ place, related }) => [
      place.source,
      ...related.map((other) => other.place.source),
    ]),
  );
  return { diagnostics, files: [...files], secrets };
}

export function options(given: Partial<ReportOptions> = {}): ReportOptions {
  return {
    cwd: '/here',
    columns: 100,
    paint: plain,
    level: 'info' as Severity,
    rules: [],
    version: '1.2.3',
    ...given,
  };
}

const instance = (state: string, priority: number): string => `!Configuration File for keepalived
global_defs {
router_id 1 #设备在组中的id,设置不一样
}
vrrp_instance VI_1 { # 实例名字两台路由器相同
\tstate ${state} # 主或从状态
\tinterface ens32 # 监控网卡
\tmcast_src_ip 172.16.100.12 # 心跳源ip
\tvirtual_router_id 55 # 虚拟路由编号,主备要一致
\tpriority ${priority} # 优先级
\tadvert_int 1 # 心跳间隔
\tauthentication { # 密钥认证 1-8位
\t\tauth_type PASS
\t\tauth_pass 123456
\t}
\tvirtual_ipaddress {
\t\t172.16.100.12 # VIP
\t}
}
`;

/** A pair as tutorials show it. */
export const web1 = new SourceText('/here/web1/keepalived.conf', instance('MASTER', 150));
export const web2 = new SourceText('/here/web2/keepalived.conf', instance('BACKUP', 100));
