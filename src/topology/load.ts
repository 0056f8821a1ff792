import type { Place, SourceText } from '../../grammar/source.ts';
import { parseYaml } from '../bundle/yaml.ts';
import { isMapping, type YamlNode } from '../bundle/yaml-tree.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { compareDiagnostics } from '../diagnostics/diagnostic-set.ts';
import { type RouterAuth, readAuthentication } from './checks/auth.ts';
import { checkHosts } from './checks/hosts.ts';
import { checkReferences } from './checks/references.ts';
import { checkReleases } from './checks/releases.ts';
import { checkRestarts } from './checks/restarts.ts';
import { checkRouters } from './checks/routers.ts';
import { checkServedDirectors } from './checks/served-directors.ts';
import { checkServices } from './checks/services.ts';
import { checkTiming } from './checks/timing.ts';
import { type Description, describe } from './description.ts';
import { locate } from './locate.ts';
import type { Report, TopologyProblem } from './problem.ts';
import { schemaProblems, secretKeys } from './schema-problems.ts';
import type { SecretSources } from './secrets.ts';
import { yamlProblems } from './yaml-faults.ts';

/** A hacfg.yaml without a fault, its secrets read. */
export interface Cluster {
  readonly description: Description;
  /** By router. */
  readonly auth: ReadonlyMap<string, RouterAuth>;
}

export interface LoadedTopology {
  /** Undefined: there are faults. */
  readonly cluster: Cluster | undefined;
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
  /** Places in hacfg.yaml that must not be shown. */
  readonly secrets: readonly Place[];
}

const emptyFile: TopologyProblem = {
  path: [],
  kind: 'missing-key',
  message: 'there is nothing in it: a hacfg.yaml needs hosts',
  help: 'hacfg init writes one to start from.',
};

/** Reads a hacfg.yaml and says all that is wrong with it. The schema is loaded only here. */
export async function loadCluster(source: SourceText, sources: SecretSources): Promise<LoadedTopology> {
  const file = await parseYaml(source);
  const { root, plain } = file;
  const secrets = secretPlaces(source, root);
  const problem = (one: TopologyProblem): Diagnostic => diagnosticOf(one, source, root);
  const faults = yamlProblems(file, source);
  if (faults.length > 0) return { cluster: undefined, secrets, diagnostics: faults };
  if (plain === undefined || plain === null)
    return { cluster: undefined, secrets, diagnostics: [problem(emptyFile)] };
  const { topologySchema } = await import('./schema.ts');
  const value = plain;
  const result = topologySchema.safeParse(value);
  if (!result.success) {
    const found = schemaProblems(result.error.issues, topologySchema, value);
    return { cluster: undefined, secrets, diagnostics: sorted(found.map(problem)) };
  }
  const description = describe(source, root, result.data);
  const found: TopologyProblem[] = [];
  const auth = check(description, sources, (one) => found.push(one));
  return {
    cluster: found.length === 0 ? { description, auth } : undefined,
    diagnostics: sorted(found.map(problem)),
    secrets,
  };
}

function check(
  description: Description,
  sources: SecretSources,
  report: Report,
): ReadonlyMap<string, RouterAuth> {
  checkHosts(description, report);
  checkReferences(description, report);
  checkRouters(description, report);
  checkServices(description, report);
  checkServedDirectors(description, report);
  checkReleases(description, report);
  checkTiming(description, report);
  checkRestarts(description, report);
  return readAuthentication(description, sources, report);
}

function sorted(diagnostics: Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.sort(compareDiagnostics).filter(({ place, message }) => {
    const key = `${place.span.start} ${message}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function diagnosticOf(problem: TopologyProblem, source: SourceText, root: YamlNode | undefined): Diagnostic {
  const { path, at = 'value', kind, message, why, help, related = [] } = problem;
  return {
    rule: `topology/${kind}`,
    severity: 'error',
    message,
    why,
    help,
    label: undefined,
    place: locate(source, root, path, at),
    related: related.map((one) => ({
      place: locate(source, root, one.path, one.at ?? 'value'),
      message: one.message,
    })),
    fixes: [],
    url: '',
  };
}

/** The text behind `pass:` and its like, wherever it stands: a file with faults keeps its secrets, too. */
function secretPlaces(source: SourceText, node: YamlNode | undefined): Place[] {
  if (node?.kind === 'list') return node.items.flatMap((item) => secretPlaces(source, item));
  if (!isMapping(node)) return [];
  return node.entries.flatMap(({ key, value }) => {
    if (secretKeys.has(key) && value?.kind === 'scalar' && value.value !== null) {
      return [source.origin({ start: value.start, end: value.end })];
    }
    return secretPlaces(source, value);
  });
}
