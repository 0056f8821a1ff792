import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { renderCheckstyle } from '../../src/report/checkstyle.ts';
import { renderGithub } from '../../src/report/github.ts';
import { renderGitlab } from '../../src/report/gitlab.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderJsonLines } from '../../src/report/jsonl.ts';
import { renderJunit } from '../../src/report/junit.ts';
import type { RuleFacts } from '../../src/report/report.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { at, finding, options, reportOf, web1, web2 } from './kit.ts';
import { scenes } from './scenes.ts';

const allScenes = Object.entries(scenes);

const source = finding(at(web2, '172.16.100.12'), {
  rule: 'address/source-not-local',
  message: '100 % of the adverts\nare lost: web1, web2',
  why: 'both hold the VIP',
  help: 'mcast_src_ip 172.16.100.11',
  related: [{ place: at(web1, '172.16.100.12'), message: 'and so does web1' }],
  fixes: [
    {
      title: 'Use the own address',
      safety: 'unsafe',
      edits: [{ place: at(web2, '172.16.100.12'), text: '172.16.100.11' }],
    },
  ],
});
const rule: RuleFacts = {
  id: 'address/source-not-local',
  severity: 'error',
  docs: { summary: 'A source address of another host', why: 'Adverts are dropped' },
};

describe('jsonl', () => {
  it.each(allScenes)('has the findings of json, a line each: %s', (_name, { report, options: special }) => {
    const lines = renderJsonLines(report, options(special)).split('\n').slice(0, -1);
    const whole = JSON.parse(renderJson(report, options(special)));
    expect(lines.map((line) => JSON.parse(line))).toEqual(whole.diagnostics);
  });
});

describe('sarif', () => {
  const path = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  // The schema is of draft 4: all it says that later drafts say otherwise is its own id.
  const { id: _id, $schema: _schema, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  const sarifOf = (...diagnostics: Diagnostic[]) =>
    JSON.parse(renderSarif(reportOf(diagnostics), options({ rules: [rule] })));

  it.each(allScenes)('keeps to the official schema: %s', (_name, { report, options: special }) => {
    validate(JSON.parse(renderSarif(report, options(special))));
    expect(validate.errors).toBeNull();
  });

  it('is held to that schema by this test', () => {
    const document = sarifOf(source);
    document.runs[0].results[0].level = 'fatal';
    expect(validate(document)).toBe(false);
  });

  it('says everything of a finding', () => {
    const [run] = sarifOf(source).runs;
    expect(run.tool.driver).toMatchObject({ name: 'hacfg', semanticVersion: '1.2.3' });
    expect(run.tool.driver.rules).toMatchObject([
      {
        id: 'address/source-not-local',
        shortDescription: { text: 'A source address of another host' },
        fullDescription: { text: 'Adverts are dropped' },
        helpUri: source.url,
        defaultConfiguration: { level: 'error' },
      },
    ]);
    const region = { startLine: 8, startColumn: 15, endLine: 8, endColumn: 28 };
    const artifact = (uri: string) => ({ uri, uriBaseId: '%SRCROOT%' });
    expect(run.results).toMatchObject([
      {
        ruleId: 'address/source-not-local',
        ruleIndex: 0,
        level: 'error',
        locations: [{ physicalLocation: { artifactLocation: artifact('web2/keepalived.conf'), region } }],
        relatedLocations: [
          {
            message: { text: 'and so does web1' },
            physicalLocation: { artifactLocation: artifact('web1/keepalived.conf'), region },
          },
        ],
        fixes: [
          {
            description: { text: 'Use the own address (unsafe: a proposal)' },
            artifactChanges: [
              {
                artifactLocation: artifact('web2/keepalived.conf'),
                replacements: [{ deletedRegion: region, insertedContent: { text: '172.16.100.11' } }],
              },
            ],
          },
        ],
      },
    ]);
  });

  it.each([
    ['/here/a b#.conf', { uri: 'a%20b%23.conf', uriBaseId: '%SRCROOT%' }],
    ['/else where/a.conf', { uri: 'file:///else%20where/a.conf' }],
  ])('writes %s as a URI', (name, location) => {
    const [run] = sarifOf(finding(at(new SourceText(name, 'state'), 'state'))).runs;
    expect(run.results[0].locations[0].physicalLocation.artifactLocation).toEqual(location);
  });

  it('proposes no fix that would have to show a secret', () => {
    const text = new SourceText('/here/a.conf', 'auth_pass s3cr3t-word\n');
    const place = at(text, 's3cr3t-word');
    const fix = { title: 'Cut it', safety: 'safe' as const, edits: [{ place, text: 's3cr3t-w' }] };
    const report = reportOf([finding(place, { fixes: [fix] })], [place]);
    expect(JSON.parse(renderSarif(report, options())).runs[0].results[0]).not.toHaveProperty('fixes');
  });
});

describe('fingerprints', () => {
  const printsOf = (text: string, path = '/here/a.conf', count = 1) => {
    const file = new SourceText(path, text);
    const findings = Array.from({ length: count }, (_, n) => finding(at(file, 'MASTR', n + 1)));
    return (JSON.parse(renderGitlab(reportOf(findings), options())) as { fingerprint: string }[]).map(
      ({ fingerprint }) => fingerprint,
    );
  };
  const [plain] = printsOf('state MASTR\n');

  it.each([
    ['lines put in above', '# a comment\n\nstate MASTR\n', true],
    ['another indentation', '\t state   MASTR  \r\n', true],
    ['another line', 'state MASTR # why\n', false],
  ])('after %s', (_what, text, same) => {
    expect(printsOf(text)[0] === plain).toBe(same);
  });

  it('tell files apart, and repeated findings', () => {
    const twice = printsOf('state MASTR\nstate MASTR\n', '/here/a.conf', 2);
    expect(twice[0]).toBe(plain);
    expect(new Set([...twice, ...printsOf('state MASTR\n', '/here/b.conf')]).size).toBe(3);
  });
});

describe('github', () => {
  it('is one command a finding, in which nothing can end the command', () => {
    expect(renderGithub(reportOf([source]), options())).toBe(
      '::error title=hacfg (address/source-not-local),file=web2/keepalived.conf,line=8,endLine=8,col=15,endColumn=28::' +
        '100 %25 of the adverts%0Aare lost: web1, web2%0Aweb1/keepalived.conf:8:15: and so does web1%0A' +
        'both hold the VIP%0Amcast_src_ip 172.16.100.11\n',
    );
  });

  it('escapes a file name, and leaves columns out across lines', () => {
    const file = new SourceText('/here/a,b:c%\n.conf', 'one\ntwo\n');
    const report = reportOf([finding(at(file, 'one\ntwo'), { severity: 'info' })]);
    expect(renderGithub(report, options())).toBe(
      '::notice title=hacfg (value/example),file=a%2Cb%3Ac%25%0A.conf,line=1,endLine=2::the value is wrong\n',
    );
  });
});

describe('gitlab', () => {
  it('has what the merge request shows', () => {
    expect(JSON.parse(renderGitlab(reportOf([source]), options()))).toMatchObject([
      {
        check_name: 'address/source-not-local',
        severity: 'major',
        location: { path: 'web2/keepalived.conf', lines: { begin: 8, end: 8 } },
      },
    ]);
  });

  it('is an empty list when nothing was found', () => {
    expect(renderGitlab(scenes.clean!.report, options())).toBe('[]\n');
  });
});

describe('junit', () => {
  it('fails errors and warnings, passes what is good to know and files without findings', () => {
    const report = reportOf([
      finding(at(web1, 'MASTER'), { severity: 'warning', message: 'a < b & "c"' }),
      finding(at(web1, 'ens32'), { severity: 'info' }),
    ]);
    expect(renderJunit({ ...report, files: [web1, web2] }, options())).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="hacfg" tests="3" failures="1">
  <testsuite name="web1/keepalived.conf" tests="2" failures="1" errors="0">
    <testcase name="value/example at 6:8" classname="web1/keepalived.conf" line="6">
      <failure type="warning" message="a &lt; b &amp; &quot;c&quot;">a &lt; b &amp; &quot;c&quot;</failure>
    </testcase>
    <testcase name="value/example at 7:12" classname="web1/keepalived.conf" line="7">
      <system-out>the value is wrong</system-out>
    </testcase>
  </testsuite>
  <testsuite name="web2/keepalived.conf" tests="1" failures="0" errors="0">
    <testcase name="no findings" classname="web2/keepalived.conf"/>
  </testsuite>
</testsuites>
`,
    );
  });
});

describe('checkstyle', () => {
  it('has a file element a file', () => {
    expect(
      renderCheckstyle(reportOf([finding(at(web1, 'MASTER')), finding(at(web2, 'BACKUP'))]), options()),
    ).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="web1/keepalived.conf">
    <error line="6" column="8" severity="error" message="the value is wrong" source="hacfg.value/example"/>
  </file>
  <file name="web2/keepalived.conf">
    <error line="6" column="8" severity="error" message="the value is wrong" source="hacfg.value/example"/>
  </file>
</checkstyle>
`,
    );
  });
});

describe.each([
  ['junit', renderJunit],
  ['checkstyle', renderCheckstyle],
])('%s', (_name, render) => {
  it.each(allScenes)('holds only characters that XML knows: %s', (_scene, { report, options: special }) => {
    expect(render(report, options(special))).toMatch(
      /^[\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u,
    );
  });
});
