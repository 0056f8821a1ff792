/** Folders whose programs come with the system: they are not kept beside a configuration. */
const ofSystem = /^\/(?:usr\/)?s?bin\//;

/** Whether a path names a program of the system, such as /usr/bin/pgrep. */
export function isOfSystem(path: string): boolean {
  return ofSystem.test(path);
}
