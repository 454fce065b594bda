// A finding in words.
import type { AuditFinding } from '../../../contract/audit.ts';
import type { Fact } from '../../../contract/entities.ts';
import type { Episode } from '../../../contract/episodes.ts';
import type { Language } from '../../../lib/language.ts';
import { factSentence } from '../fact-sentence.ts';
import type { RawFinding } from './material.ts';
import { isSecretEpisode, isSecretFact } from './rules/secrets.ts';

type Rows = { facts: ReadonlyMap<string, Fact>; episodes: ReadonlyMap<string, Episode> };
type Say = (quotes: readonly string[], count: number) => string;

const sentences: Record<Language, Record<AuditFinding['kind'], Say>> = {
  en: {
    exact_duplicate: ([one], count) => `Kept ${count} times: ${one}.`,
    near_duplicate: ([one, other]) => `Probably the same: ${one}; ${other}.`,
    recall_loop: ([one]) => `Nobody said this but the companion, or memory itself: ${one}.`,
    secret: ([one]) => `Holds a card, key, account number or password, which is not for memory: ${one}.`,
    stale: ([one]) => `Its time has passed: ${one}.`,
    unconfirmed: ([one]) => `Not said again for over a year, and may have changed: ${one}.`,
    orphan: ([one]) => `Learnt from words that were since edited or written again: ${one}.`,
    contradiction: (quotes) => `Cannot all be true: ${quotes.join('; ')}.`,
  },
  es: {
    exact_duplicate: ([one], count) => `Guardado ${count} veces: ${one}.`,
    near_duplicate: ([one, other]) => `Probablemente lo mismo: ${one}; ${other}.`,
    recall_loop: ([one]) => `No lo dijo nadie más que el personaje o la propia memoria: ${one}.`,
    secret: ([one]) => `Contiene una tarjeta, clave, cuenta o contraseña, que no debe recordarse: ${one}.`,
    stale: ([one]) => `Ya pasó su momento: ${one}.`,
    unconfirmed: ([one]) => `No se ha vuelto a decir en más de un año y puede haber cambiado: ${one}.`,
    orphan: ([one]) => `Se aprendió de palabras que después se editaron o se escribieron de nuevo: ${one}.`,
    contradiction: (quotes) => `No puede ser todo cierto: ${quotes.join('; ')}.`,
  },
};

/** Of a fact that holds a secret only its key is told, of an episode only that it is one. */
const hidden: Record<Language, { fact: (key: string) => string; episode: string }> = {
  en: { fact: (key) => `the fact "${key}"`, episode: 'an episode' },
  es: { fact: (key) => `el dato «${key}»`, episode: 'un episodio' },
};

const mostQuoted = 5;
const quoteLength = 120;

export function findingSentence(finding: Pick<RawFinding, 'kind' | 'entity' | 'ids'>, rows: Rows, language: Language): string {
  const quotes = finding.ids.slice(0, mostQuoted).flatMap((id) => {
    const fact = rows.facts.get(id);
    if (fact) return [isSecretFact(fact) ? hidden[language].fact(fact.key) : quote(factSentence(fact, language), language)];
    const episode = rows.episodes.get(id);
    return episode ? [isSecretEpisode(episode) ? hidden[language].episode : quote(episode.title, language)] : [];
  });
  return sentences[language][finding.kind](quotes, finding.ids.length);
}

function quote(text: string, language: Language): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  const short = letters.length > quoteLength ? `${letters.slice(0, quoteLength).join('')}…` : letters.join('');
  return language === 'es' ? `«${short}»` : `"${short}"`;
}
