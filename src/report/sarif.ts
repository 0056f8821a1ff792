import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Place } from '../../grammar/source.ts';
import type { Diagnostic, Fix, Severity } from '../diagnostics/diagnostic.ts';
import { fingerprintsIn } from './identity.ts';
import { type Renderer, type ReportOptions, type RuleFacts, shown, shownPath } from './report.ts';
import { type Masking, maskSecrets } from './secrets.ts';
import { rangeOf } from './shown-finding.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
const root = '%SRCROOT%';

/**
 * SARIF 2.1.0, for code scanning: rule table, related places, fixes, and fingerprints that survive moved lines.
 * Columns are UTF-16 code units (columnKind), as everywhere in hacfg.
 */
export const renderSarif: Renderer = (report, options) => {
  const diagnostics = shown(report, options);
  const masking = maskSecrets(report.secrets);
  const fingerprints = fingerprintsIn(report, diagnostics, options.cwd);
  const ids = [...new Set(diagnostics.map(({ rule }) => rule))].sort();
  const rules = ids.map((id) => descriptor(id, diagnostics, options.rules));
  const document = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'hacfg',
            informationUri: 'https://github.com/hacfg/hacfg',
            semanticVersion: options.version,
            rules,
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [root]: { description: { text: 'The folder hacfg was run in.' } } },
        results: diagnostics.map((diagnostic, at) => ({
          ruleId: diagnostic.rule,
          ruleIndex: ids.indexOf(diagnostic.rule),
          level: levels[diagnostic.severity],
          message: { text: messageOf(diagnostic, masking) },
          locations: [{ physicalLocation: physicalLocation(diagnostic.place, options) }],
          ...relatedLocations(diagnostic, masking, options),
          ...fixesOf(diagnostic, masking, options),
          partialFingerprints: { 'hacfg/v1': fingerprints[at] },
        })),
      },
    ],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};

/** The rule's own words; a finding about hacfg itself has no rule to speak for it. */
function descriptor(id: string, diagnostics: readonly Diagnostic[], rules: readonly RuleFacts[]): object {
  const rule = rules.find((known) => known.id === id);
  const sample = diagnostics.find((diagnostic) => diagnostic.rule === id)!;
  const summary = rule?.docs.summary ?? id;
  return {
    id,
    shortDescription: { text: summary },
    ...(rule === undefined
      ? {}
      : {
          fullDescription: { text: rule.docs.why },
          help: { text: `${summary}. ${rule.docs.why}` },
        }),
    helpUri: sample.url,
    defaultConfiguration: { level: levels[rule?.severity ?? sample.severity] },
    properties: { tags: ['keepalived', id.slice(0, id.indexOf('/'))] },
  };
}

function messageOf({ message, why, help }: Diagnostic, masking: Masking): string {
  return [message, why, help]
    .filter((part) => part !== undefined)
    .map((part) => masking.prose(part))
    .join('\n');
}

function physicalLocation(place: Place, options: ReportOptions): object {
  return { artifactLocation: artifactLocation(place, options), region: regionOf(place) };
}

function artifactLocation({ source }: Place, { cwd }: ReportOptions): object {
  const path = shownPath(source.path, cwd);
  if (isAbsolute(path)) return { uri: pathToFileURL(path).href };
  const uri = path
    .split(/[\\/]/)
    .map((part) => encodeURIComponent(part))
    .join('/');
  return { uri, uriBaseId: root };
}

function regionOf(place: Place): object {
  const { start, end } = rangeOf(place);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function relatedLocations({ related }: Diagnostic, masking: Masking, options: ReportOptions): object {
  if (related.length === 0) return {};
  return {
    relatedLocations: related.map(({ place, message }, at) => ({
      id: at + 1,
      message: { text: masking.prose(message) },
      physicalLocation: physicalLocation(place, options),
    })),
  };
}

/** Only fixes that need no secret to be written: a masked one would put stars into the file. */
function fixesOf({ fixes }: Diagnostic, masking: Masking, options: ReportOptions): object {
  const open = fixes.filter(({ edits }) => edits.every(({ text }) => masking.configuration(text) === text));
  return open.length === 0
    ? {}
    : { fixes: open.map((fix) => fixOf({ ...fix, title: masking.prose(fix.title) }, options)) };
}

function fixOf({ title, safety, edits }: Fix, options: ReportOptions): object {
  const sources = [...new Set(edits.map(({ place }) => place.source))];
  return {
    description: { text: safety === 'safe' ? title : `${title} (unsafe: a proposal)` },
    artifactChanges: sources.map((source) => {
      const here = edits.filter(({ place }) => place.source === source);
      return {
        artifactLocation: artifactLocation(here[0]!.place, options),
        replacements: here.map(({ place, text }) => ({
          deletedRegion: regionOf(place),
          insertedContent: { text },
        })),
      };
    }),
  };
}
