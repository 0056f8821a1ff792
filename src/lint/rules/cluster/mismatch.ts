import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { RouterMember } from '../../../model/cluster.ts';
import type { Known } from '../../../model/node.ts';
import { type Difference, groupedBy, hosts, listed, placeIn, relatedBeside, replacing } from './members.ts';

/** A setting in which the members of a router must agree, and do not. */
export interface Mismatch {
  /** `advert_int`, `the VRRP version`. */
  readonly what: string;
  /** Whose it is: `VRID 51`. */
  readonly of: string;
  readonly difference: Difference;
  readonly known: (member: RouterMember) => Known<unknown>;
  /** The value as it is to be read in a sentence. */
  readonly textOf: (member: RouterMember) => string;
}

/** Where the mismatch is, what it is, and where the other values are: most of a finding. */
export function worded(
  mismatch: Mismatch,
): Pick<Finding, 'place' | 'message' | 'label'> & Required<Pick<Finding, 'related'>> {
  const { difference, known, textOf, what, of } = mismatch;
  const { reference, deviants } = difference;
  const [first] = deviants;
  const place = placeIn(first!.instance, known(first!));
  const related = [...reference, ...deviants].map((member) => ({
    place: placeIn(member.instance, known(member)),
    message: `${member.node.name}: ${textOf(member)}${isStated(known(member)) ? '' : ' by default'}`,
  }));
  return {
    place,
    message: `${what} differs for ${of}: ${[...groupedBy(deviants, textOf), reference]
      .map((group) => `${textOf(group[0]!)} on ${hosts(group)}`)
      .join(', ')}`,
    label: isStated(known(first!))
      ? `${hosts(reference)} ${reference.length === 1 ? 'has' : 'have'} ${textOf(reference[0]!)}`
      : `not stated here: ${textOf(first!)} by default`,
    related: relatedBeside(place, related),
  };
}

function isStated(value: Known<unknown>): boolean {
  return value.place !== undefined;
}

/** `advert_int 1 on lb2`, for every deviant; `line` is what to type. */
export function typeOn(line: string, deviants: readonly RouterMember[]): string {
  return `${line} on ${listed(deviants.map(({ node }) => node.name))}`;
}

/** The fix that gives every deviant the value of the reference, where all of them have written one. */
export function alignment(
  { difference, known }: Pick<Mismatch, 'difference' | 'known'>,
  text: string,
): Pick<Finding, 'fixes'> {
  const { reference, deviants } = difference;
  const edits = deviants.flatMap((member) => replacing(known(member), text));
  if (edits.length < deviants.length) return {};
  return { fixes: [{ title: `Write ${text} as on ${hosts(reference)}`, safety: 'unsafe', edits }] };
}
