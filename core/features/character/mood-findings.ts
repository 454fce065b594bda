// What a personality says of moods that it does not have: valid, and without any effect.
import type { Finding } from '../../contract/characters.ts';
import type { Personality } from '../../contract/personality.ts';
import { printable } from '../../lib/printable.ts';

const maximumFindings = 100;

/** @param moods every mood it knows, the defaults with its own */
export function moodFindings({ mood_config: config = {} }: Pick<Personality, 'mood_config'>, moods: readonly { id: string }[]): Finding[] {
  const known = new Set(moods.map(({ id }) => id));
  const named: [path: string, id: string][] = [
    ...(config.resting_mood === undefined ? [] : [['resting_mood', config.resting_mood] satisfies [string, string]]),
    ...(config.triggers ?? []).map(({ mood }, index): [string, string] => [`triggers.${index}.mood`, mood]),
    ...Object.entries(config.transitions ?? {}).flatMap(([from, to]): [string, string][] => [[`transitions.${from}`, from], ...Object.keys(to).map((id): [string, string] => [`transitions.${from}.${id}`, id])]),
  ];
  return named.filter(([, id]) => !known.has(id)).slice(0, maximumFindings).map(([path, id]) => ({
    severity: 'warning', path: `mood_config.${printable(path.slice(0, 200))}`, message: `There is no mood "${printable(id.slice(0, 60))}", so this does nothing. It has: ${[...known].join(', ')}.`,
  }));
}
