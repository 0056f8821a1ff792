import { sep } from 'node:path';

// Node's own functions look at every character of a path, and normalize what is normal. For a path that stands in a
// configuration or a script, or is a folder's that was resolved, its last slash says as much.

/** The last name of a path on the host: all of it where it holds no `/`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** @param folder as resolve() makes them @param name what stands in the folder: a name, or several with a `/` between */
export function within(folder: string, name: string): string {
  return folder.endsWith(sep) ? folder + name : folder + sep + name;
}
