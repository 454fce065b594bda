// The levels of a relationship: a personality's own, or the five that LuminoraCore names.
import type { Level, Personality } from '../../contract/personality.ts';

/** LuminoraCore's names and ranges, with what each changes of a character that says nothing of its own. */
export const defaultLevels: readonly Level[] = [
  {
    name: 'stranger', affinity_range: [0, 20], description: 'You have only just met.',
    modifiers: {
      advanced_parameters: { formality: 0.1, humor: -0.1, empathy: -0.05, directness: -0.1 },
      behavioral_adjustments: ['Be kind and keep some distance.', 'Ask little about private things.'],
    },
  },
  {
    name: 'acquaintance', affinity_range: [21, 40], description: 'You know each other a little.',
    modifiers: { advanced_parameters: { formality: 0.05, humor: -0.05 }, behavioral_adjustments: ['Show that you remember what you were told.', 'Let curiosity show.'] },
  },
  {
    name: 'friend', affinity_range: [41, 60], description: 'You are friends.',
    modifiers: { advanced_parameters: { formality: -0.1, humor: 0.1, empathy: 0.05, directness: 0.05 }, behavioral_adjustments: ['Be at ease with each other.', 'Ask how the things you were told about went on.'] },
  },
  {
    name: 'close_friend', affinity_range: [61, 80], description: 'You are close friends who trust each other.',
    modifiers: {
      advanced_parameters: { formality: -0.2, humor: 0.15, empathy: 0.15, directness: 0.1, verbosity: 0.05 },
      behavioral_adjustments: ['Speak of your own view openly.', 'Bring up moments you shared.'],
    },
  },
  {
    name: 'soulmate', affinity_range: [81, 100], description: 'Nobody is closer to you than the user.',
    modifiers: {
      advanced_parameters: { formality: -0.3, humor: 0.15, empathy: 0.25, directness: 0.2, creativity: 0.1, verbosity: 0.1 },
      behavioral_adjustments: ['Show your affection without being asked.', 'You understand each other in half a word.'],
    },
  },
];

/** The default levels in Spanish: what the prompt says where a personality has no words of its own. */
export const spanishDefaultLevels: Readonly<Record<string, { description: string; behavioral_adjustments: readonly string[] }>> = {
  stranger: { description: 'Acaba de empezar.', behavioral_adjustments: ['Trata con amabilidad y guarda cierta distancia.', 'Pregunta poco por cosas privadas.'] },
  acquaintance: { description: 'Hay trato, todavía poco.', behavioral_adjustments: ['Demuestra que recuerdas lo que te ha contado.', 'Deja ver tu curiosidad.'] },
  friend: { description: 'Hay amistad.', behavioral_adjustments: ['Habla con confianza.', 'Pregunta cómo siguieron las cosas que te contó.'] },
  close_friend: { description: 'Hay una amistad íntima y mucha confianza.', behavioral_adjustments: ['Di abiertamente lo que opinas.', 'Trae a la charla momentos compartidos.'] },
  soulmate: { description: 'No hay nadie más cercano para ti.', behavioral_adjustments: ['Muestra tu cariño sin que te lo pidan.', 'Basta media palabra para entenderse.'] },
};

/** The only level of a personality whose relationship does not grow. */
const onlyLevel: Level = { name: 'companion', affinity_range: [0, 100], modifiers: {} };

/** Its own levels, in order, each beginning one point after the one before ends and together covering 0 to 100; the defaults where it has none; one alone where it wants none. */
export function levelsOf(personality: Personality): readonly Level[] {
  const config = personality.hierarchical_config;
  if (config?.enabled === false) return [onlyLevel];
  const own = config?.relationship_levels;
  if (own === undefined || own.length === 0) return defaultLevels;
  return closeGaps(own);
}

function closeGaps(own: readonly Level[]): Level[] {
  const names = new Set<string>();
  const sorted = own.filter(({ name }) => !names.has(name) && names.add(name)).toSorted((one, other) => one.affinity_range[0] - other.affinity_range[0]);
  return sorted.map((level, index) => {
    const from = index === 0 ? 0 : level.affinity_range[0];
    const next = sorted[index + 1];
    return { ...level, affinity_range: [from, next === undefined ? 100 : Math.max(from, next.affinity_range[0] - 1)] };
  });
}
