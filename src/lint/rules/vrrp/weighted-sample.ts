import { type Sample, sample } from './sample.ts';

/** An instance that tracks a script with a weight. */
export function weightedSample(weight: number, parts: Sample = {}): string {
  const script = `vrrp_script chk_nginx {
    script "/usr/bin/pgrep -x nginx"
    interval 2
    fall 2
    rise 2
    weight ${weight}
}

`;
  const lines = [...(parts.lines ?? []), 'track_script {', '    chk_nginx', '}'];
  return script + sample({ ...parts, lines });
}
