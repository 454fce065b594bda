// Cards, keys, account numbers and passwords in what is remembered: none should be, and a value from before the rules, an import or a slip may hold one.
import type { Fact } from '../../../../contract/entities.ts';
import type { Episode } from '../../../../contract/episodes.ts';
import { privacyOf } from '../../classification/privacy.ts';
import type { RawFinding } from '../material.ts';

/** A key of the user's own that names what opens a door. Folded. */
const secretKey = /(?:^|[_ -])(?:password|passcode|passphrase|pin|api[_ -]?key|private[_ -]?key|secret|contrasen[ai]a?|clave|cvv|seed[_ -]?phrase)(?:$|[_ -])/;

export function isSecretFact({ key, value }: Pick<Fact, 'key' | 'value'>): boolean {
  if (typeof value === 'boolean') return false;
  const text = Array.isArray(value) ? value.join('\n') : String(value);
  return secretKey.test(key.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()) || privacyOf(text) === 'secret' || privacyOf(`${key.replaceAll('_', ' ')}: ${text}`) === 'secret';
}

export function isSecretEpisode({ title, summary }: Pick<Episode, 'title' | 'summary'>): boolean {
  return privacyOf(title) === 'secret' || privacyOf(summary) === 'secret';
}

export function secrets(facts: readonly Fact[], episodes: readonly Episode[]): RawFinding[] {
  const finding = (entity: RawFinding['entity']) => ({ id }: { id: string }): RawFinding => ({ kind: 'secret', severity: 'serious', entity, ids: [id], mend: 'forget', is_safe: false });
  return [...facts.filter(isSecretFact).map(finding('fact')), ...episodes.filter(isSecretEpisode).map(finding('episode'))];
}
