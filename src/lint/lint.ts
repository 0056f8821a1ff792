import type { SourceText } from '../../grammar/source.ts';
import { NEWEST } from '../../grammar/vocabulary/releases.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { compareDiagnostics, DiagnosticSet } from '../diagnostics/diagnostic-set.ts';
import { groupIntoClusters } from '../model/cluster.ts';
import type { NodeModel } from '../model/node.ts';
import { findRealServers } from '../model/real-servers.ts';
import { loadProject } from '../project/load.ts';
import { releaseMeant } from '../project/releases.ts';
import type { Linter } from './engine.ts';
import { prepareHostFiles } from './host-files.ts';
import { hostsOf } from './hosts.ts';
import { Linters } from './linters.ts';
import { localNode, localTroubles } from './local-node.ts';
import { inputOf, type NodeInput, readVariants, type Variant } from './pipeline.ts';
import { ProjectSettings } from './project-settings.ts';
import type { LintRequest, LintResult } from './request.ts';
import { rules } from './rules/index.ts';
import { Scope } from './scope.ts';
import { secretPlaces } from './secrets.ts';
import { keyOf, SoundFixes } from './sound-fixes.ts';
import { suppress } from './suppress.ts';

/** One reading of everything, and what a fix has to know of it. */
export interface LintRun {
  readonly result: LintResult;
  /** Whether a file may be changed: one that was asked for, by its real path. */
  readonly isAskedFor: (realPath: string) => boolean;
}

/** The main job: reads what the request names, and says what is wrong with it. */
export async function lint(request: LintRequest): Promise<LintResult> {
  return (await lintProject(request)).result;
}

/** `lint`, with what is needed to mend what it found. */
export async function lintProject(request: LintRequest): Promise<LintRun> {
  const target =
    request.keepalivedVersion === undefined ? undefined : releaseMeant(request.keepalivedVersion);
  if (request.keepalivedVersion !== undefined && target === undefined)
    return { result: unknownRelease(request.keepalivedVersion), isAskedFor: () => false };
  const project = await loadProject(request);
  const settings = new ProjectSettings(request.rules ?? {}, request.cwd);
  const section = project.topologies.find(({ lint }) => lint !== undefined)?.lint;
  const linters = new Linters(rules);
  const inGeneral = { rules, settings: settings.for(section), target };
  const ours = localNode(project.nodes, request.local);
  const files = project.nodes.map((source) => ({
    source,
    variants: readVariants({
      ...inputOf(source, target),
      configId: request.configId,
      ...(source === ours ? ofMachine(request) : {}),
    }),
  }));

  // Clusters first: what one node says of another's addresses, the rules on single nodes want to know.
  const hosts = hostsOf(files);
  // Whose hosts are known by a config-id only.
  const guessed = new Set(
    files.filter(({ variants }) => variants.length > 1).flatMap((one) => hosts.get(one)!),
  );
  const clusters = groupIntoClusters(files.flatMap((file) => hosts.get(file)!));
  const nodes = files.flatMap((file) => file.variants.map((variant) => variant.node));
  const around = await prepareHostFiles(nodes, project.hosts);
  const found = new DiagnosticSet();
  const scope = new Scope(project);
  const concerned = files.filter((file) => scope.mayConcern(file.source));
  const fixes = new SoundFixes(concerned.flatMap((file) => file.variants).map((variant) => variant.node));
  for (const { variants, source } of concerned) {
    const own = settings.for(source.lint);
    const readings = variants.map(({ node }) => node);
    const all = lintVariants(variants, ({ release }) => linters.for(own, release), fixes);
    found.addAll(all.filter((diagnostic) => scope.concerns(diagnostic, readings)));
  }
  const judgedPaths = new Set(
    concerned.flatMap(({ variants }) => variants.flatMap(({ node }) => pathsOf(node))),
  );
  const sections = new Map(files.map(({ source }) => [source.source.path, source.lint]));
  for (const cluster of clusters) {
    const { main, release } = cluster.nodes[0]!;
    const linter = linters.for(settings.for(sections.get(main.path)), target ?? release);
    const own = linter.cluster(cluster).filter((diagnostic) => scope.concerns(diagnostic, cluster.nodes));
    found.addAll(cluster.nodes.some((node) => guessed.has(node)) ? own.map(asGuess) : own);
  }
  const all = clusters.flatMap((cluster) => cluster.nodes);
  const linter = linters.for(inGeneral.settings, target);
  found.addAll(linter.run(clusters).filter((diagnostic) => scope.concerns(diagnostic, all)));

  const servers = findRealServers(
    concerned.flatMap((file) => hosts.get(file)!),
    project.hosts,
  );
  found.addAll(linter.realServers(servers).filter((diagnostic) => scope.concernsHost(diagnostic)));

  const comments = {
    nodes,
    clusters,
    hostFiles: around.files,
    isJudged: ({ path }: SourceText) => judgedPaths.has(path) && scope.concernsFile(path),
  };
  const kept = suppress(found.sorted(), comments, inGeneral);
  const result = {
    diagnostics: kept.map((diagnostic) => fixes.settle(diagnostic)).sort(compareDiagnostics),
    files: [...new Set([...nodes.flatMap((node) => node.configuration.sources), ...around.sources])],
    troubles: [
      ...project.troubles,
      ...settings.troubles,
      ...around.troubles,
      ...localTroubles(project.nodes, request.local),
    ],
    secrets: [...nodes.flatMap((node) => secretPlaces(node.configuration)), ...around.secrets],
    defaults: section,
  };
  return { result, isAskedFor: project.isAskedFor };
}

/** Judging by another release than was asked for would be worse than not judging. */
function unknownRelease(name: string): LintResult {
  const message = `${name} is no release of keepalived that hacfg knows; the newest is ${NEWEST}`;
  return { diagnostics: [], files: [], troubles: [{ path: '--keepalived-version', message }], secrets: [] };
}

/** The daemon takes the machine's name as config-id unless it is told another one. */
function ofMachine({ local, configId }: LintRequest): Partial<NodeInput> {
  return { machine: local?.machine, configId: configId ?? local?.hostName };
}

/**
 * What is wrong under every config-id keeps its severity; what is wrong only under some of them is an error on
 * hosts that hacfg does not know of, and so at most a warning.
 */
function lintVariants(
  variants: readonly Variant[],
  linterOf: (node: NodeModel) => Linter,
  fixes: SoundFixes,
): Diagnostic[] {
  const runs = variants.map(({ node }) => linterOf(node).node(node));
  for (const run of runs) fixes.count(run);
  if (runs.length === 1) return runs[0]!;
  const counts = new Map<string, number>();
  for (const diagnostic of runs.flat())
    counts.set(keyOf(diagnostic), (counts.get(keyOf(diagnostic)) ?? 0) + 1);
  // With two ids or more every host has its id, as a rule: what would merely be good to know of one that has none of
  // them is said of nobody.
  const own = runs[0]!.filter(
    (one) => runs.length === 2 || one.severity !== 'info' || counts.get(keyOf(one))! > 1,
  );
  return [own, ...runs.slice(1)].flatMap((run, index) =>
    run.map((diagnostic) => {
      if (counts.get(keyOf(diagnostic)) === runs.length || diagnostic.severity !== 'error') return diagnostic;
      const why = `Only with config-id '${variants[index]!.configId}'. ${diagnostic.why ?? ''}`.trimEnd();
      return { ...diagnostic, severity: 'warning', why };
    }),
  );
}

/** Between hosts that only a config-id tells of, an error is a warning: the ids may be anything. */
function asGuess(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.severity === 'error' ? { ...diagnostic, severity: 'warning' } : diagnostic;
}

/** Every file of a node. */
function pathsOf({ configuration, files }: NodeModel): string[] {
  return [...configuration.sources, ...files.all.map(({ source }) => source)].map(({ path }) => path);
}
