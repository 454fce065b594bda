// Facts and episodes of the sample world: a few, or as many as a person has after years.
import type { Episode, Fact } from '../../core/contract/index.ts';
import type { Language } from '../i18n/translate.ts';

const day = 86_400_000;
const id = (kind: string, index: number): string => `${kind}-${String(index).padStart(6, '0')}`;
const longName = 'Maximiliana Wolfeschlegelsteinhausenbergerdorff-Etxebarria II';

type Sample = {
  nurse: string; allergy: string; food: string; plan: string; habit: string; likes: string[]; long: string;
  episodes: [Episode['type'], Episode['sentiment'], number, string, string, string[]][];
};
const samples: Record<Language, Sample> = {
  en: {
    nurse: 'nurse', allergy: 'pollen', food: 'potato omelette', plan: 'move to a flat by the river', habit: 'walks before breakfast', likes: ['rainy Sundays', 'old maps', 'black coffee'],
    long: 'wants to write a small book of the letters her grandmother sent from Argentina between 1948 and 1967, with a map of every street she lived in and the recipes that came folded inside the envelopes',
    episodes: [
      ['achievement', 'very_positive', 8.6, 'Marta passed her exam', 'After a year of studying at night, Marta passed the exam for head nurse. She called her sister first.', ['work', 'exam']],
      ['confession', 'negative', 6.4, 'Afraid of the new ward', 'She is afraid of not being good enough for intensive care, and has told nobody else.', ['work', 'fear']],
      ['bonding', 'positive', 4.8, 'The pigeon joke', 'We invented a trial in which Max stands accused by the pigeons of Bilbao.', ['max']],
      ['conflict', 'negative', 5.2, 'An argument with her brother', 'Her brother wants to sell their parents’ house; she is not ready.', ['family']],
      ['emotional_moment', 'very_negative', 9.2, 'Her grandmother died', 'Her grandmother Amelia died in her sleep. Marta wants to keep her letters.', ['family', 'grief']],
      ['routine', 'neutral', 1.6, 'Groceries and laundry', 'A quiet evening of chores.', []],
      ['milestone', 'positive', 7.4, 'Moved in with Iker', 'They found a flat by the river and moved in together.', ['iker', 'home']],
    ],
  },
  es: {
    nurse: 'enfermera', allergy: 'polen', food: 'tortilla de patatas', plan: 'mudarse a un piso junto a la ría', habit: 'pasea antes de desayunar', likes: ['los domingos de lluvia', 'los mapas antiguos', 'el café solo'],
    long: 'quiere escribir un librito con las cartas que su abuela envió desde Argentina entre 1948 y 1967, con un mapa de cada calle en la que vivió y las recetas que venían dobladas dentro de los sobres',
    episodes: [
      ['achievement', 'very_positive', 8.6, 'Marta aprobó el examen', 'Después de un año estudiando de noche, Marta aprobó el examen de supervisora. Llamó primero a su hermana.', ['trabajo', 'examen']],
      ['confession', 'negative', 6.4, 'Miedo a la nueva planta', 'Teme no estar a la altura de cuidados intensivos y no se lo ha contado a nadie más.', ['trabajo', 'miedo']],
      ['bonding', 'positive', 4.8, 'La broma de las palomas', 'Inventamos un juicio en el que las palomas de Bilbao acusan a Max.', ['max']],
      ['conflict', 'negative', 5.2, 'Una discusión con su hermano', 'Su hermano quiere vender la casa de sus padres; ella aún no está preparada.', ['familia']],
      ['emotional_moment', 'very_negative', 9.2, 'Murió su abuela', 'Su abuela Amelia murió mientras dormía. Marta quiere conservar sus cartas.', ['familia', 'duelo']],
      ['routine', 'neutral', 1.6, 'Compra y colada', 'Una tarde tranquila de tareas.', []],
      ['milestone', 'positive', 7.4, 'Se fue a vivir con Iker', 'Encontraron un piso junto a la ría y se mudaron juntos.', ['iker', 'casa']],
    ],
  },
};

/** @param first index of the first message of the sample conversation */
export function sampleFacts(language: Language, now: number, first: number): Fact[] {
  const words = samples[language];
  let index = 0;
  const fact = (category: Fact['category'], key: string, value: Fact['value'], message: number | null, other: Partial<Fact> = {}): Fact => ({
    id: id('fact', index++), user_id: 'default', scope: '', category, key, value, confidence: 0.9, source_message_ids: message === null ? [] : [id('message', first + message)], source: message === null ? 'user' : `rules-${language}`,
    tags: [], valid_from: now - day, valid_to: null, superseded_by: null, is_pinned: false, local_only: false, created_at: now - day, updated_at: now - day, ...other,
  });
  const facts = [
    fact('personal_info', 'name', 'Marta', 0, { confidence: 1, is_pinned: true }),
    fact('personal_info', 'age', 34, 0, { confidence: 0.95 }),
    fact('work', 'profession', words.nurse, 0),
    fact('relationships', 'pet_dog', 'Max', 2, { confidence: 0.92 }),
    fact('health', 'allergy', words.allergy, 900, { confidence: 0.55, local_only: true, source: 'embedded/gemma-3-270m-q4_k_m' }),
    fact('personal_info', 'home_city', 'Bilbao', 4),
    fact('preferences', 'favorite_food', words.food, null, { confidence: 1 }),
    fact('events', 'plan', words.plan, 4, { tags: [`date:${new Date(now + 20 * day).toISOString().slice(0, 10)}`], confidence: 0.8 }),
    fact('other', 'habit', words.habit, 4, { confidence: 0.75, scope: 'luna' }),
  ];
  const city = facts[5]!;
  facts.push({ ...city, id: id('fact', index++), value: 'Madrid', valid_from: now - 700 * day, valid_to: now - day, superseded_by: city.id, created_at: now - 700 * day, source_message_ids: [] });
  facts.push({ ...city, id: id('fact', index++), value: 'Logroño', valid_from: now - 4000 * day, valid_to: now - 700 * day, superseded_by: id('fact', index - 2), created_at: now - 700 * day, source_message_ids: [], source: 'user' });
  return facts;
}

export function manyFacts(language: Language, now: number, count: number): Fact[] {
  const words = samples[language];
  const kinds: [Fact['category'], string, (n: number) => Fact['value']][] = [
    ['preferences', 'likes', (n) => `${words.likes[n % 3]} ${n}`], ['preferences', 'favorite_movie', (n) => `Solaris ${n}`], ['relationships', 'friend_name', (n) => (n % 4 === 0 ? longName : `Ane ${n}`)], ['relationships', 'pet_guinea_pig', (n) => `Trufa ${n}`],
    ['hobbies', 'hobby', (n) => words.likes.slice(0, 1 + (n % 3))], ['goals', 'goal', (n) => (n % 3 === 0 ? words.long : `${words.plan} ${n}`)], ['health', 'smokes', (n) => n % 2 === 0], ['work', 'years_of_experience', (n) => n],
    ['events', 'life_event', (n) => `${words.plan} ${n}`], ['other', 'a_key_of_their_own_that_is_quite_long_and_has_many_words', (n) => `${n}`], ['personal_info', 'language', (n) => (n % 5 === 0 ? longName : ['Euskera', 'Galego', 'Català'][n % 3]!)],
  ];
  return Array.from({ length: count }, (_, n): Fact => {
    const [category, key, value] = kinds[n % kinds.length]!;
    return {
      id: id('fact', 1000 + n), user_id: 'default', scope: n % 17 === 0 ? 'bruno' : '', category, key, value: value(n), confidence: [0.95, 0.7, 0.5][n % 3]!, source_message_ids: [], source: ['user', `rules-${language}`, 'ollama/llama3.2'][n % 3]!,
      tags: [], valid_from: now - n * day, valid_to: null, superseded_by: null, is_pinned: n % 23 === 0, local_only: n % 31 === 0, created_at: now - n * day, updated_at: now - n * day,
    };
  });
}

export function sampleEpisodes(language: Language, now: number, first: number, count = samples[language].episodes.length): Episode[] {
  const words = samples[language];
  return Array.from({ length: count }, (_, n): Episode => {
    const [type, sentiment, importance, title, summary, tags] = words.episodes[n % words.episodes.length]!;
    const at = now - n * 9 * day - 3_600_000;
    return {
      id: id('episode', 9999 - n), user_id: 'default', session_id: id('session', n % 7 === 0 ? 0 : n % 7), personality: n % 3 === 2 ? 'bruno' : 'luna', type, title: n % 19 === 12 ? `${title}: ${words.long}` : title, summary: n % 11 === 10 ? `${summary} ${words.long}. `.repeat(4) : summary,
      importance, sentiment, tags, source_message_ids: [id('message', first + 2)], started_at: at, ended_at: at + 600_000, source: n % 2 === 0 ? 'rules' : 'ollama/llama3.2', never_decays: importance > 9, is_pinned: n === 4, recall_count: n % 5,
      last_recalled_at: n % 5 === 0 ? null : now - day, created_at: at, updated_at: at,
    };
  });
}
