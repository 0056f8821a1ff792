/** Folders whose programs come with the system: they are not kept beside a configuration. */
const ofSystem = /^\/(?:usr\/)?s?bin\//;

/** Whether a path names a program of the system, such as /usr/bin/pgrep. */
export function isOfSystem(path: string): boolean {
  return ofSystem.test(path);
}

/** Folders in which every user may make files. */
const forEverybody = /^\/(?:tmp|var\/tmp|dev\/shm)\/./;
/** Folders that belong to a user. */
const ofUser = /^\/home\/([^/]+)\//;

/** The user in whose home folder a file is. */
export function ownerOfHome(path: string): string | undefined {
  return ofUser.exec(path)?.[1];
}

/** Whether a file is where others than root may change it. */
export function isOpenToOthers(path: string): boolean {
  return forEverybody.test(path) || ofUser.test(path);
}
