// A plain stand-in for the engine's compile: layers add up, sentences follow the numbers. Only for tests of screens and for looking at them.
import { parameterNames, type CharacterLayer, type Modifier, type ParameterName, type Parameters, type Personality } from '../../core/contract/index.ts';

type Input = { definition: Personality; level?: string | undefined; mood?: string | undefined; intensity?: number | undefined; overrides?: Modifier | undefined; language?: 'en' | 'es' | undefined };
const clamp = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
const sentences: Record<'en' | 'es', Record<ParameterName, [string, string, string]>> = {
  en: {
    verbosity: ['You use few words.', 'You speak at ordinary length.', 'You take your time and tell things in full.'],
    formality: ['You speak as among friends.', 'You are neither stiff nor loose.', 'You keep a courteous distance.'],
    humor: ['You hardly joke.', 'You joke now and then.', 'You joke often.'],
    empathy: ['You stay with the facts.', 'You notice how the other feels.', 'How the other feels comes first.'],
    creativity: ['You keep to the plain way.', 'You like a fresh idea.', 'You look for unexpected images.'],
    directness: ['You go around difficult things.', 'You are clear and gentle.', 'You say things straight.'],
  },
  es: {
    verbosity: ['Usas pocas palabras.', 'Hablas lo justo.', 'Te tomas tu tiempo y lo cuentas todo.'],
    formality: ['Hablas como entre amigos.', 'No hablas ni rígida ni suelta.', 'Guardas una distancia cortés.'],
    humor: ['Apenas bromeas.', 'Bromeas de vez en cuando.', 'Bromeas a menudo.'],
    empathy: ['Te quedas con los hechos.', 'Notas cómo se siente el otro.', 'Lo primero es cómo se siente el otro.'],
    creativity: ['Vas por lo llano.', 'Te gusta una idea nueva.', 'Buscas imágenes inesperadas.'],
    directness: ['Das rodeos ante lo difícil.', 'Hablas claro y con suavidad.', 'Dices las cosas sin rodeos.'],
  },
};

export function compileSample({ definition, level, mood, intensity = 1, overrides = {}, language = 'en' }: Input) {
  const base = Object.fromEntries(parameterNames.map((name) => [name, definition.advanced_parameters?.[name] ?? 0.5])) as Parameters;
  const layers: CharacterLayer[] = [];
  let now = base;
  const add = (layer: string, modifier: Modifier, share: number): void => {
    const next = { ...now };
    for (const name of parameterNames) next[name] = clamp(now[name] + (modifier.advanced_parameters?.[name] ?? 0) * share);
    layers.push({ layer, changes: parameterNames.filter((name) => next[name] !== now[name]).map((parameter) => ({ parameter, from: now[parameter], to: next[parameter] })), added: modifier.behavioral_adjustments ?? [] });
    now = next;
  };
  add('base', {}, 1);
  const levels = definition.hierarchical_config?.relationship_levels ?? [];
  const bond = levels.find(({ name }) => name === level) ?? levels[0];
  add('level', bond?.modifiers ?? {}, 1);
  add('user', overrides, 1);
  const atRest = now;
  const feeling = definition.mood_config?.moods?.find(({ id }) => id === mood);
  add('mood', feeling?.modifiers ?? {}, intensity);
  const said = (parameters: Parameters): string[] => parameterNames.map((name) => sentences[language][name][parameters[name] < 0.34 ? 0 : parameters[name] < 0.67 ? 1 : 2]);
  const changed = said(now).filter((sentence) => !said(atRest).includes(sentence));
  return {
    name: definition.persona.name, level: bond?.name ?? level ?? '', mood: mood ?? 'neutral', parameters: now, layers,
    text: [`${definition.persona.name}. ${definition.introduction ?? definition.persona.description}`, ...definition.behavioral_rules, said(atRest).join(' '), ...(bond?.modifiers.behavioral_adjustments ?? [])].join('\n'),
    note: feeling ? [...(feeling.modifiers.behavioral_adjustments ?? []), ...changed].join(' ') : '',
  };
}
