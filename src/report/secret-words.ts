/**
 * Words that hacfg's own sentences are made of and that people take as passwords, too. Starred in a sentence they
 * would give away what the rest of it is about.
 */
const ordinary: ReadonlySet<string> = new Set(
  (
    'address addresses admin alert auth authentication backup balancer check cluster default eth0 failover fault ' +
    'group haproxy hello host instance interface keepalived key login mail master mysql name network nginx node ' +
    'nodes notify pass passwd password passwords peer priority private proxy public redis root router script ' +
    'secret secrets server service stop sync test track unicast user virtual vrrp web word'
  ).split(' '),
);

/** What stands before a short value that is named. */
const beforeShort = '["\'`\\u201c]|auth_pass ';
const endsBeforeShort = new RegExp(`(?:${beforeShort})$`);

const matchesNothing = '(?!)';

/**
 * Values of secrets, to be found again in prose. Short numbers, such as `100`, single characters and ordinary words
 * are found only in quotes or behind their keyword: they are no secret worth the name, and priorities, articles and
 * sentences about passwords must stay readable.
 */
export class SecretWords {
  /** All other values by their first two characters, longest first. */
  private readonly long = new Map<string, string[]>();
  private readonly short = new Set<string>();
  private longestShort = 0;
  private readonly starts: RegExp;

  constructor(values: Iterable<string>) {
    for (const value of new Set(values)) this.add(value);
    for (const group of this.long.values()) group.sort((a, b) => b.length - a.length);
    this.starts = this.whereValuesStart();
  }

  /** The text with every value that stands there as a word of its own replaced by as many `*`. */
  mask(text: string): string {
    let masked = '';
    let done = 0;
    this.starts.lastIndex = 0;
    for (let match = this.starts.exec(text); match !== null; match = this.starts.exec(text)) {
      const at = match.index;
      const length = this.lengthAt(text, at);
      if (length > 0) {
        masked += text.slice(done, at) + '*'.repeat(length);
        done = at + length;
      }
      this.starts.lastIndex = Math.max(done, at + 1);
    }
    return done === 0 ? text : masked + text.slice(done);
  }

  /** Matches before everything that may be a value; nothing is consumed. */
  private whereValuesStart(): RegExp {
    const starts = [...this.long.keys()].map((key) => `(?=${literal(key)})`);
    if (this.short.size > 0) starts.push(`(?<=${beforeShort})`);
    return new RegExp(starts.length === 0 ? matchesNothing : starts.join('|'), 'g');
  }

  private add(value: string): void {
    // The daemon reads only 8 characters of a password, and stops at a comment sign: these parts get named too.
    for (const part of new Set([value, value.slice(0, 8), beforeComment(value)])) {
      if (isShort(part) || ordinary.has(part.toLowerCase())) this.addShort(part);
      else this.addLong(part);
    }
  }

  private addShort(value: string): void {
    this.short.add(value);
    this.longestShort = Math.max(this.longestShort, value.length);
  }

  private addLong(value: string): void {
    const key = value.slice(0, 2);
    const group = this.long.get(key);
    if (group === undefined) this.long.set(key, [value]);
    else if (!group.includes(value)) group.push(value);
  }

  private lengthAt(text: string, at: number): number {
    const group = this.long.get(text.slice(at, at + 2));
    const value = group?.find(
      (candidate) => text.startsWith(candidate, at) && isWord(text, at, candidate.length),
    );
    return value?.length ?? this.shortAt(text, at);
  }

  private shortAt(text: string, at: number): number {
    if (this.short.size === 0 || !endsBeforeShort.test(text.slice(Math.max(0, at - 10), at))) return 0;
    for (let length = this.longestShort; length > 0; length--) {
      const fits = at + length <= text.length;
      if (fits && this.short.has(text.slice(at, at + length)) && isWord(text, at, length)) return length;
    }
    return 0;
  }
}

function beforeComment(value: string): string {
  return value.split('#')[0]!.split('!')[0]!;
}

/** Whether it is a single character or a number such as `100`. */
function isShort(value: string): boolean {
  return value.length <= 3 && /^(?:.?|\d{2,3})$/su.test(value);
}

function isWord(text: string, at: number, length: number): boolean {
  return !isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + length]);
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}

/** Matches that text alone, in a regular expression. */
function literal(text: string): string {
  let pattern = '';
  for (let at = 0; at < text.length; at++)
    pattern += `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return pattern;
}
