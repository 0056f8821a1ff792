/**
 * The candidates a mistyped word may have meant, best first; none when nothing is near. Near is one slip in
 * words of 3 or 4 characters, two up to 7, three beyond; letter case costs next to nothing. Candidates equally
 * near keep their order.
 *
 * @param limit largest number of candidates returned
 */
export function nearest(word: string, candidates: Iterable<string>, limit = 3): string[] {
  const lower = word.toLowerCase();
  const found: { candidate: string; distance: number }[] = [];
  for (const candidate of candidates) {
    const distance = nearness(word, lower, candidate);
    if (distance !== undefined) found.push({ candidate, distance });
  }
  found.sort((a, b) => a.distance - b.distance);
  return found.slice(0, limit).map((entry) => entry.candidate);
}

function nearness(word: string, lower: string, candidate: string): number | undefined {
  if (candidate === word) return 0;
  const other = candidate.toLowerCase();
  if (other === lower) return 0.1;
  const allowed = allowedSlips(Math.max(lower.length, other.length));
  // The distance is at least the difference of lengths; most candidates end here.
  if (Math.abs(lower.length - other.length) > allowed) return undefined;
  const distance = editDistance(lower, other);
  return distance <= allowed ? distance : undefined;
}

function allowedSlips(length: number): number {
  if (length <= 2) return 0;
  if (length <= 4) return 1;
  return length <= 7 ? 2 : 3;
}

/**
 * Number of slips between two words: a character too many, too few, wrong, or two neighbours swapped
 * (Damerau-Levenshtein distance, optimal string alignment). In UTF-16 code units.
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, beforeLast[column - 2]! + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
