// What a personality says of itself in one language: its own words, a translation's where there is one, a card's where it came from one. Macros are filled in.
import type { Level, Personality } from '../../../contract/personality.ts';
import type { MoodDefinition } from '../../../contract/mood-config.ts';
import { estimateTokens } from '../../../lib/estimate-tokens.ts';
import type { Language } from '../../../lib/language.ts';
import { defaultLevels, spanishDefaultLevels } from '../levels.ts';
import { expandMacros } from '../macros.ts';
import { nameInPrompt } from '../name-in-prompt.ts';
import { ownValue } from '../own-value.ts';
import { cardText, readExamples } from './card-text.ts';
import { asSentence, beginningOf, onOneLine } from './sentences.ts';
import { occasions } from './words.ts';
import type { ExampleExchange, Occasion, Words } from './words.ts';

export type Texts = {
  /** What the character is called in the conversation. */
  name: string;
  introduction: string;
  personality: string;
  scenario: string;
  rules: readonly string[];
  /** Words of its own language; none in another. */
  vocabulary: readonly string[];
  fillers: readonly string[];
  sayings: readonly { occasion: Occasion; line: string }[];
  examples: readonly ExampleExchange[];
  /** Null when our frame stays. */
  systemPrompt: string | null;
  closing: string;
  level: { description: string; adjustments: readonly string[] };
  fill(text: string): string;
};

/** Examples beyond these teach no more and cost at every new conversation. */
const mostExamples = 6;
const mostExampleTokens = 400;
/** A card's texts are long in the wild, a local model's window is not: characters of each that are taken. */
const longestText = 8000;
const mostWords = 6;
const mostFillers = 3;

export function textsOf(personality: Personality, state: { id: string; level: Level; language: Language; userName: string | null }, words: Words): Texts {
  const { persona } = personality;
  const isOwnLanguage = persona.language === state.language;
  const translation = isOwnLanguage ? undefined : personality.translations?.[state.language];
  const name = onOneLine(nameInPrompt(personality));
  const user = onOneLine(state.userName ?? '').slice(0, 100) || words.user;
  const original = `${words.who(name)} ${words.answerAs(name)}`;
  const fill = (text: string, ours?: string) => expandMacros(text, { char: name, user, seed: state.id, now: null, ...(ours === undefined ? {} : { original: ours }) }).trim();
  const whole = (text: string, ours?: string) => beginningOf(fill(beginningOf(text, longestText), ours), longestText);
  const lines = (list: readonly string[] | undefined) => (list ?? []).map((line) => asSentence(onOneLine(fill(line)))).filter((line) => line !== '');
  const samples = translation?.sample_responses ?? personality.examples?.sample_responses ?? [];
  const examples = samples.length > 0 ? samples.map(({ input, output }) => ({ input, output })) : readExamples(cardText(personality, 'mes_example').slice(0, longestText), { char: name, user });
  const systemPrompt = whole(personality.system_prompt ?? '', original);
  const said = isOwnLanguage ? personality.trigger_responses : undefined;
  return {
    name, fill,
    introduction: whole(translation?.introduction ?? translation?.description ?? personality.introduction ?? persona.description),
    personality: whole(cardText(personality, 'personality')), scenario: whole(personality.scenario ?? ''),
    rules: lines(translation?.behavioral_rules ?? personality.behavioral_rules),
    vocabulary: isOwnLanguage ? personality.linguistic_profile.vocabulary.slice(0, mostWords).map(onOneLine) : [],
    fillers: isOwnLanguage ? (personality.linguistic_profile.fillers ?? []).slice(0, mostFillers).map(onOneLine) : [],
    sayings: occasions.flatMap((occasion) => lines(said?.[occasion]).slice(0, 1).map((line) => ({ occasion, line }))),
    examples: withinTokens(examples.slice(0, 2 * mostExamples).map(({ input, output }) => ({ input: fill(input), output: fill(output) }))),
    systemPrompt: systemPrompt === '' ? null : systemPrompt, closing: whole(personality.post_history_instructions ?? '', words.answerAs(name)),
    level: levelTexts(state.level, { isOwnLanguage, translated: ownValue(translation?.levels, state.level.name), language: state.language, lines }),
  };
}

function withinTokens(examples: readonly ExampleExchange[]): ExampleExchange[] {
  let tokens = 0;
  return examples.filter(({ input, output }) => input !== '' && output !== '').slice(0, mostExamples).filter(({ input, output }) => {
    tokens += estimateTokens(input) + estimateTokens(output);
    return tokens <= mostExampleTokens;
  });
}

/** A translation's words, else its own; those of the default level, in this language, where it is one or says nothing. */
function levelTexts(level: Level, state: { isOwnLanguage: boolean; translated: readonly string[] | undefined; language: Language; lines: (list: readonly string[] | undefined) => string[] }): Texts['level'] {
  const isDefault = defaultLevels.includes(level);
  const ours = defaultLevels.find(({ name }) => name === level.name);
  const spanish = ownValue(spanishDefaultLevels, level.name);
  const defaultDescription = state.language === 'es' ? spanish?.description : ours?.description;
  const own = isDefault && state.language === 'es' ? spanish?.behavioral_adjustments : level.modifiers.behavioral_adjustments;
  const description = isDefault || !state.isOwnLanguage || level.description === undefined ? defaultDescription : level.description;
  return { description: description === undefined ? '' : asSentence(onOneLine(description)), adjustments: state.lines(state.translated ?? own) };
}

/** How a mood shows, in sentences: a translation's, else as its definition is given. */
export function moodAdjustments(personality: Personality, definition: MoodDefinition, language: Language): readonly string[] {
  const translated = personality.persona.language === language ? undefined : ownValue(personality.translations?.[language]?.moods, definition.id);
  return translated ?? definition.modifiers.behavioral_adjustments ?? [];
}
