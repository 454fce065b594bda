// What the sample world holds of memory that belongs to its owner: proposals, findings, tombstones, summaries.
import type { AuditFinding, Fact, Summary, TombstoneView } from '../../core/contract/index.ts';
import type { Waiting } from '../features/inbox/inbox-store.ts';
import type { Language } from '../i18n/translate.ts';

const day = 86_400_000;
const id = (kind: string, index: number): string => `${kind}-${String(index).padStart(6, '0')}`;

type Sample = { proposals: [Waiting['reason'], number, Fact['category'], string, Fact['value'], string, Fact['value'] | null][]; findings: [AuditFinding['kind'], AuditFinding['severity'], AuditFinding['mend'], boolean, string][]; summaries: string[] };
const samples: Record<Language, Sample> = {
  en: {
    proposals: [
      ['forgotten', 0, 'relationships', 'friend_name', 'Clara', 'Clara called me again yesterday, we talked for two hours about everything and nothing.', null],
      ['import', 1, 'personal_info', 'home_city', 'Lisbon', 'We have just moved to Lisbon, the flat is tiny but there is a balcony over the river.', 'Bilbao'],
      ['import', 1, 'preferences', 'favorite_food', 'grilled sardines', 'My favourite food by far are grilled sardines, with nothing but salt.', 'potato omelette'],
      ['import', 1, 'goals', 'goal', 'learn enough Portuguese to argue with the neighbour about the plants on the stairs', 'My goal for this year is to learn enough Portuguese to argue with the neighbour about the plants on the stairs.', null],
      ['import', 2, 'hobbies', 'hobby', 'baking sourdough bread', 'I have taken up baking sourdough bread, the starter is called Otto.', null],
      ['import', 2, 'health', 'smokes', false, 'No, I do not smoke, I gave it up years ago.', null],
    ],
    findings: [
      ['secret', 'serious', 'forget', false, 'A fact about “owns” holds what looks like a password.'],
      ['contradiction', 'serious', 'supersede', false, '“city” cannot be “Bilbao” and “Madrid” at once.'],
      ['exact_duplicate', 'warning', 'merge', true, '“profession: nurse” stands twice.'],
      ['near_duplicate', 'info', 'merge', false, '“walks before breakfast” and “a walk before breakfast” are very alike.'],
      ['stale', 'info', 'supersede', true, 'The plan “move to a flat by the river” was for a day that has passed.'],
      ['unconfirmed', 'info', 'keep', false, '“allergy: pollen” has not been said again for over a year.'],
    ],
    summaries: ['Marta, 34, works as a nurse in Bilbao. She asked how others leave the day behind when a shift ends.', 'Her dog Max, a beagle, takes every pigeon for a personal insult. They go out even in the rain, and she asked for a walk for Saturday.'],
  },
  es: {
    proposals: [
      ['forgotten', 0, 'relationships', 'friend_name', 'Clara', 'Ayer me volvió a llamar Clara, hablamos dos horas de todo y de nada.', null],
      ['import', 1, 'personal_info', 'home_city', 'Lisboa', 'Acabamos de mudarnos a Lisboa, el piso es diminuto pero tiene un balcón sobre el río.', 'Bilbao'],
      ['import', 1, 'preferences', 'favorite_food', 'sardinas asadas', 'Mi comida favorita, con mucho, son las sardinas asadas, solo con sal.', 'tortilla de patatas'],
      ['import', 1, 'goals', 'goal', 'aprender el portugués suficiente para discutir con el vecino por las plantas de la escalera', 'Mi meta de este año es aprender el portugués suficiente para discutir con el vecino por las plantas de la escalera.', null],
      ['import', 2, 'hobbies', 'hobby', 'hacer pan de masa madre', 'Me ha dado por hacer pan de masa madre, la masa se llama Otto.', null],
      ['import', 2, 'health', 'smokes', false, 'No, no fumo, lo dejé hace años.', null],
    ],
    findings: [
      ['secret', 'serious', 'forget', false, 'Un dato sobre «tiene» contiene lo que parece una contraseña.'],
      ['contradiction', 'serious', 'supersede', false, '«ciudad» no puede ser «Bilbao» y «Madrid» a la vez.'],
      ['exact_duplicate', 'warning', 'merge', true, '«profesión: enfermera» está dos veces.'],
      ['near_duplicate', 'info', 'merge', false, '«pasea antes de desayunar» y «un paseo antes del desayuno» se parecen mucho.'],
      ['stale', 'info', 'supersede', true, 'El plan «mudarse a un piso junto a la ría» era para un día que ya pasó.'],
      ['unconfirmed', 'info', 'keep', false, '«alergia: polen» no se ha vuelto a decir desde hace más de un año.'],
    ],
    summaries: ['Marta, de 34 años, trabaja de enfermera en Bilbao. Preguntó cómo dejan otros atrás el día cuando acaba un turno.', 'Su perro Max, un beagle, toma cada paloma por una ofensa personal. Salen también con lluvia, y pidió un paseo para el sábado.'],
  },
};

export function sampleProposals(language: Language, now: number, count = samples[language].proposals.length): Waiting[] {
  const { proposals } = samples[language];
  return Array.from({ length: count }, (_, n): Waiting => {
    const [reason, session, category, key, value, quotation, known] = proposals[n % proposals.length]!;
    return {
      id: id('proposal', n), user_id: 'default', reason, session_id: id('session', session), created_at: now - day + n, quotation, known_value: known,
      fact: { category, key, value, scope: '', confidence: 0.85, tags: [], valid_from: now - 90 * day, source: `rules-${language}`, source_message_ids: [id('message', n % 4)] },
    };
  });
}

export function sampleFindings(language: Language): AuditFinding[] {
  const facts = [['fact-000008'], ['fact-000005', 'fact-000009'], ['fact-000002', 'fact-000006'], ['fact-000008', 'fact-000007'], ['fact-000007'], ['fact-000004']];
  return samples[language].findings.map(([kind, severity, mend, is_safe, sentence], n) => ({ id: id('finding', n), kind, severity, entity: 'fact', ids: facts[n] ?? [id('fact', n)], sentence, mend, is_safe }));
}

export function sampleTombstones(now: number): TombstoneView[] {
  const tombstone = (n: number, act: number, kind: TombstoneView['kind'], category: string | null, days: number): TombstoneView => ({ id: id('tombstone', n), user_id: 'default', forgetting_id: id('forgetting', act), kind, category, created_at: now - days * day });
  return [tombstone(0, 0, 'fact', 'health', 1), tombstone(1, 1, 'person', 'relationships', 12), tombstone(2, 1, 'person', 'events', 12), tombstone(3, 1, 'person', null, 12), tombstone(4, 2, 'session', null, 80), tombstone(5, 3, 'message', null, 300)];
}

/** @param first index of the first message of the sample conversation */
export function sampleSummaries(language: Language, now: number, first: number): Summary[] {
  return samples[language].summaries.map((content, n): Summary => ({
    id: id('summary', n), session_id: id('session', 0), user_id: 'default', source_message_ids: [id('message', first + n * 2), id('message', first + n * 2 + 1)], first_message_id: id('message', first + n * 2), last_message_id: id('message', first + n * 2 + 1),
    first_depth: first + n * 2, last_depth: first + n * 2 + 1, content, language, source: n === 0 ? 'embedded/gemma-3-270m-q4_k_m' : 'rules', started_at: now - day + n * 600_000, ended_at: now - day + n * 600_000 + 300_000, created_at: now - day, updated_at: now - day,
  }));
}
