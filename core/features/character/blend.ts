// A mixture of two companions. What is a number meets between them, lists merge by weight, what can be only one thing is the heavier's, and limits of both hold.
import type { MoodConfig } from '../../contract/mood-config.ts';
import { parameterNames } from '../../contract/parameters.ts';
import { contentFilters, personalitySchema, tones } from '../../contract/personality.ts';
import type { Level, Personality } from '../../contract/personality.ts';
import { between, betweenGiven, betweenHues, blendModifiers, given, joinLists, mergeLists, shorten } from './blend-parts.ts';
import { levelsOf } from './levels.ts';
import { ownValue } from './own-value.ts';

type Words = NonNullable<Personality['translations']>[string];
const longest = 100_000;

/**
 * Pure. `weight`: share of the second, 0 to 1; at 0 or 1 it is one of them alone, under the new name if one is given. Lists of one language never mix with another's:
 * the lighter one's texts enter in the heavier's language where it has them. What a card brought for its own use stays with the card.
 */
export function blendPersonalities(first: Personality, second: Personality, weight: number, name?: string): Personality {
  const share = Math.min(1, Math.max(0, Number.isFinite(weight) ? weight : 0.5));
  if (share === 0 || share === 1) return renamed(share === 0 ? first : second, name);
  const [heavier, lighter] = share > 0.5 ? [second, first] : [first, second];
  // From here on the heavier one comes first, so that `part` is the lighter one's share.
  const part = Math.min(share, 1 - share);
  const { language } = heavier.persona;
  const own = blendWords(heavier, lighter, language, part)!;
  const speaksAlike = lighter.persona.language === language;
  const merge = <Item>(one: readonly Item[] | undefined, other: readonly Item[] | undefined, most: number) => mergeLists(one ?? [], other ?? [], part, most);
  const lexicon = (one: readonly string[] | undefined, other: readonly string[] | undefined, most: number) => (speaksAlike ? merge(one, other, most) : [...(one ?? [])]);
  const answers = [heavier.trigger_responses, speaksAlike ? lighter.trigger_responses : undefined] as const;
  const occasions = (['on_greeting', 'on_confusion', 'on_success', 'on_error', 'on_goodbye'] as const)
    .flatMap((occasion) => (answers.some((answer) => answer?.[occasion] !== undefined) ? [[occasion, merge(answers[0]?.[occasion], answers[1]?.[occasion], 50)] as const] : []));
  const hue = betweenHues(heavier.appearance?.accent_hue, lighter.appearance?.accent_hue, part);
  const translations = Object.keys(heavier.translations ?? {}).filter((code) => code !== language).map((code) => [code, blendWords(heavier, lighter, code, part)!] as const);
  return personalitySchema.parse(given({
    persona: {
      ...heavier.persona, name: name ?? shorten(`${heavier.persona.name} & ${lighter.persona.name}`, 100), description: own.description!,
      author: shorten(joinLists([heavier.persona.author], [lighter.persona.author], 2).join(', '), 100),
      tags: merge(heavier.persona.tags, lighter.persona.tags, 100), compatibility: joinLists(heavier.persona.compatibility, lighter.persona.compatibility, 50),
    },
    core_traits: heavier.core_traits,
    linguistic_profile: {
      ...heavier.linguistic_profile,
      ...given({
        tone: merge(heavier.linguistic_profile.tone, lighter.linguistic_profile.tone, tones.length), vocabulary: lexicon(heavier.linguistic_profile.vocabulary, lighter.linguistic_profile.vocabulary, 200),
        fillers: lexicon(heavier.linguistic_profile.fillers, lighter.linguistic_profile.fillers, 100),
      }),
    },
    behavioral_rules: own.behavioral_rules,
    trigger_responses: occasions.length === 0 ? undefined : Object.fromEntries(occasions),
    advanced_parameters: Object.fromEntries(parameterNames.map((parameter) => [parameter, between(heavier.advanced_parameters?.[parameter] ?? 0.5, lighter.advanced_parameters?.[parameter] ?? 0.5, part)])),
    safety_guards: blendGuards(heavier.safety_guards, lighter.safety_guards),
    examples: own.sample_responses === undefined ? undefined : { sample_responses: own.sample_responses },
    hierarchical_config: blendLevels(heavier, lighter, part, speaksAlike),
    memory_preferences: blendMemory(heavier.memory_preferences, lighter.memory_preferences, part),
    affinity_config: blendAffinity(heavier.affinity_config, lighter.affinity_config, part),
    mood_config: blendMoods(heavier.mood_config, lighter.mood_config, part, speaksAlike),
    introduction: own.introduction, scenario: heavier.scenario, greetings: own.greetings,
    system_prompt: heavier.system_prompt, post_history_instructions: heavier.post_history_instructions,
    lorebook: blendLorebooks(heavier.lorebook, lighter.lorebook),
    translations: translations.length === 0 ? undefined : Object.fromEntries(translations),
    appearance: hue === undefined ? undefined : { accent_hue: hue },
    card: cardTexts(heavier),
  }));
}

function renamed(personality: Personality, name: string | undefined): Personality {
  return name === undefined ? personality : { ...personality, persona: { ...personality.persona, name } };
}

/** What it says of itself in a language; null when it does not speak it. */
function wordsIn(personality: Personality, language: string): Words | null {
  if (personality.persona.language !== language) return personality.translations?.[language] ?? null;
  const { behavioral_rules, examples, introduction, greetings, persona } = personality;
  return given({ description: persona.description, introduction, behavioral_rules, sample_responses: examples?.sample_responses, greetings });
}

const flavours: Readonly<Record<string, (name: string, description: string) => string>> = {
  en: (name, description) => `There is also something of ${name} in you: ${description}`,
  es: (name, description) => `También hay en ti algo de ${name}: ${description}`,
};

/** The heavier one's texts, with a word on the other's and what of its lists it weighs. Null when the heavier does not speak the language. */
function blendWords(heavier: Personality, lighter: Personality, language: string, part: number): Words | null {
  const one = wordsIn(heavier, language);
  const other = wordsIn(lighter, language);
  if (one === null || other === null) return one;
  const flavour = other.description === undefined ? undefined : flavours[language]?.(lighter.persona.name, other.description);
  const withFlavour = (text: string, most: number) => {
    const whole = flavour === undefined ? text : `${text}\n\n${flavour}`;
    return whole.length <= most ? whole : text;
  };
  const introduction = one.introduction ?? one.description;
  const lists = {
    behavioral_rules: mergeGiven(one.behavioral_rules, other.behavioral_rules, part, 50),
    sample_responses: mergeGiven(one.sample_responses, other.sample_responses, part, heavier.persona.language === language ? 50 : 20, ({ input }) => input),
    greetings: mergeGiven(one.greetings, other.greetings, part, 100),
  };
  return { ...one, ...given({ ...lists, introduction: introduction === undefined ? undefined : withFlavour(introduction, longest) }) };
}

function mergeGiven<Item>(one: readonly Item[] | undefined, other: readonly Item[] | undefined, part: number, most: number, keyOf?: (item: Item) => string): Item[] | undefined {
  return one === undefined && other === undefined ? undefined : mergeLists(one ?? [], other ?? [], part, most, keyOf);
}

/** The stricter of both: what one refuses, the mixture refuses. */
function blendGuards(one: Personality['safety_guards'], other: Personality['safety_guards']): Personality['safety_guards'] {
  if (one === undefined || other === undefined) return one ?? other;
  const strictest = (kind: 'max_aggression' | 'max_informality') => {
    const limits = [one.tone_limits?.[kind], other.tone_limits?.[kind]].filter((limit) => limit !== undefined);
    return limits.length === 0 ? undefined : Math.min(...limits);
  };
  const limits = given({ max_aggression: strictest('max_aggression'), max_informality: strictest('max_informality') });
  return given({
    forbidden_topics: joinLists(one.forbidden_topics ?? [], other.forbidden_topics ?? [], 100), tone_limits: Object.keys(limits).length === 0 ? undefined : limits,
    content_filters: joinLists(one.content_filters ?? [], other.content_filters ?? [], contentFilters.length),
  });
}

/** Levels of the same names meet between; other levels are the heavier's. */
function blendLevels(heavier: Personality, lighter: Personality, part: number, speaksAlike: boolean): Personality['hierarchical_config'] {
  const config = heavier.hierarchical_config;
  if (config === undefined && lighter.hierarchical_config === undefined) return undefined;
  if (config?.enabled === false) return config;
  const others = new Map(levelsOf(lighter).map((level) => [level.name, level]));
  const levels = levelsOf(heavier).map((level): Level => {
    const other = others.get(level.name);
    if (other === undefined) return level;
    const [from, to] = level.affinity_range;
    const modifiers = blendModifiers(level.modifiers, speaksAlike ? other.modifiers : given({ advanced_parameters: other.modifiers.advanced_parameters }), part);
    return { ...level, affinity_range: [Math.round(between(from, other.affinity_range[0], part)), Math.round(between(to, other.affinity_range[1], part))], modifiers };
  });
  return { enabled: true, ...given({ description: config?.description }), relationship_levels: levels };
}

function blendMemory(one: Personality['memory_preferences'], other: Personality['memory_preferences'], part: number): Personality['memory_preferences'] {
  if (one === undefined || other === undefined) return one ?? other;
  return given({
    ...other, ...one, fact_categories: mergeGiven(one.fact_categories, other.fact_categories, part, 100), episode_types: mergeGiven(one.episode_types, other.episode_types, part, 100),
    importance_threshold: betweenGiven(one.importance_threshold, other.importance_threshold, part),
  });
}

function blendAffinity(one: Personality['affinity_config'], other: Personality['affinity_config'], part: number): Personality['affinity_config'] {
  if (one === undefined || other === undefined) return one ?? other;
  const types = [...new Set([...Object.keys(one.interaction_types ?? {}), ...Object.keys(other.interaction_types ?? {})])]
    .map((type) => [type, betweenGiven(ownValue(one.interaction_types, type), ownValue(other.interaction_types, type), part)!] as const);
  const decay = given({
    grace_days: betweenGiven(one.decay?.grace_days, other.decay?.grace_days, part), points_per_day: betweenGiven(one.decay?.points_per_day, other.decay?.points_per_day, part),
    at_most: betweenGiven(one.decay?.at_most, other.decay?.at_most, part),
  });
  return given({
    ...one, interaction_types: types.length === 0 ? undefined : Object.fromEntries(types), decay: Object.keys(decay).length === 0 ? undefined : decay,
    daily_gain_cap: betweenGiven(one.daily_gain_cap, other.daily_gain_cap, part), daily_loss_cap: betweenGiven(one.daily_loss_cap, other.daily_loss_cap, part),
    hysteresis: betweenGiven(one.hysteresis, other.hysteresis, part),
  });
}

/** Moods of the same id meet between; a mood or trigger that only one has is kept. */
function blendMoods(one: MoodConfig | undefined, other: MoodConfig | undefined, part: number, speaksAlike: boolean): MoodConfig | undefined {
  if (one === undefined || other === undefined) return one ?? (speaksAlike ? other : undefined);
  const theirs = new Map((other.moods ?? []).map((mood) => [mood.id, mood]));
  const moods = (one.moods ?? []).map((mood) => {
    const twin = theirs.get(mood.id);
    theirs.delete(mood.id);
    return twin === undefined || !speaksAlike ? mood : { ...mood, half_life_minutes: between(mood.half_life_minutes, twin.half_life_minutes, part), modifiers: blendModifiers(mood.modifiers, twin.modifiers, part) };
  });
  const triggers = [...new Map([...(other.triggers ?? []), ...(one.triggers ?? [])].map((trigger) => [trigger.id, trigger])).values()];
  return given({
    ...one, resting_intensity: betweenGiven(one.resting_intensity, other.resting_intensity, part), inertia: betweenGiven(one.inertia, other.inertia, part),
    moods: speaksAlike ? [...moods, ...theirs.values()].slice(0, 40) : moods, triggers: speaksAlike ? triggers.slice(-200) : one.triggers,
  });
}

function blendLorebooks(one: Personality['lorebook'], other: Personality['lorebook']): Personality['lorebook'] {
  if (one === undefined || other === undefined) return one ?? other;
  return { ...one, entries: [...one.entries, ...other.entries].slice(0, 10_000) };
}

/** Of a card only what the prompt reads: its character and its dialogue. */
function cardTexts({ card }: Personality): Personality['card'] {
  const texts = Object.entries(card ?? {}).filter(([key]) => key === 'personality' || key === 'mes_example');
  return texts.length === 0 ? undefined : Object.fromEntries(texts);
}
