/**
 * @param {[RegExp, string]} change what is to stand there, and what is put in its place
 * @param name the file, for people
 * @returns the text, changed; throws if it is not as expected: a package may be another than this was written for
 */
export function replaced(text, [from, to], name) {
  if (text.search(from) === -1) throw new Error(`${name} is not as it was: ${from}`);
  return text.replace(from, to);
}
