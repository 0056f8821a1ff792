import type { Description, HostEntry, RouterEntry } from '../description.ts';
import type { Report, YamlPath } from '../problem.ts';
import type { TrackedText } from '../schema.ts';

/** Only root may have systemd restart a unit. */
export function checkRestarts(description: Description, report: Report): void {
  for (const [name, check] of Object.entries(description.text.checks ?? {})) {
    if (!('restart' in check) || check.restart === undefined) continue;
    const found = otherUser(name, check.user, description);
    if (found === undefined) continue;
    report({
      path: ['checks', name, ...(check.user === undefined ? ['restart'] : ['user'])],
      kind: 'contradiction',
      message: `check ${name} restarts ${check.restart}, and runs as ${found.user}`,
      why: 'Only root may restart a unit: nothing would be restarted.',
      help: check.user === undefined ? `user: root for check ${name}` : 'user: root',
      related:
        found.path === undefined ? [] : [{ path: found.path, message: `scripts run as ${found.user} here` }],
    });
  }
}

interface OtherUser {
  readonly user: string;
  readonly path: YamlPath | undefined;
}

function otherUser(name: string, own: string | undefined, description: Description): OtherUser | undefined {
  if (own !== undefined) return isRoot(own) ? undefined : { user: own, path: undefined };
  const { text } = description;
  for (const host of hostsThatTrack(name, description)) {
    const [user, path]: [string | false | undefined, YamlPath] =
      host.text.script_user === undefined
        ? [text.global?.script_user, ['global', 'script_user']]
        : [host.text.script_user, [...host.path, 'script_user']];
    if (typeof user === 'string' && !isRoot(user)) return { user, path };
  }
  return undefined;
}

/** `root`, also with a group behind it. */
function isRoot(user: string): boolean {
  return /^(?:root|0)(?::|$)/.test(user);
}

function hostsThatTrack(name: string, { hosts, routers, syncGroups }: Description): HostEntry[] {
  const tracks = (list: readonly TrackedText[] | undefined): boolean =>
    list?.some((one) => (typeof one === 'string' ? one : one.check) === name) ?? false;
  const inGroup = (router: RouterEntry): boolean =>
    [...syncGroups.values()].some((group) => group.routers.includes(router.name) && tracks(group.track));
  const names = [...routers.values()].flatMap((router) => {
    const isWhole = tracks(router.text.track) || inGroup(router);
    return router.nodes.filter(({ text }) => isWhole || tracks(text.track)).map(({ host }) => host);
  });
  return [...hosts.values()].filter((host) => names.includes(host.name));
}
