// The frozen head of the prompt: who it is, how it talks, how near it stands to the user. Byte for byte the same while character, level and wishes are.
import { parameterNames } from '../../../contract/parameters.ts';
import type { Modifier, ParameterName, Parameters } from '../../../contract/parameters.ts';
import type { Personality } from '../../../contract/personality.ts';
import { bandOf, parameterSentences } from './bands.ts';
import { middle } from './parameters.ts';
import { asSentence, joinParagraphs, onOneLine } from './sentences.ts';
import type { Texts } from './texts.ts';
import type { Words } from './words.ts';

export type Head = {
  text: string;
  /** The sentences of the character itself, without those of its parameters, its level and the user. */
  own: readonly string[];
  level: readonly string[];
  wishes: readonly string[];
};

export type HeadInput = {
  personality: Personality; texts: Texts; words: Words;
  /** Base, level and wishes together. */
  parameters: Parameters;
  /** Null where the relationship is not spoken of. */
  levelName: string | null; wishes: Modifier; lore: { before: readonly string[]; after: readonly string[] };
};

/** More of them say less. */
const mostTones = 3;
const mostTopics = 3;

export function writeHead({ personality, texts, words, parameters, levelName, wishes, lore }: HeadInput): Head {
  const { verbosity, ...others } = parameterSentences(parameters, words);
  const voice = voiceOf(personality, texts, words);
  const guards = guardsOf(personality, words);
  const rules = [words.nature(words.archetypes[personality.core_traits.archetype], words.temperaments[personality.core_traits.temperament]), ...texts.rules, ...memoryOf(personality, words)];
  const level = levelSentences(texts, words, levelName);
  const wished = (wishes.behavioral_adjustments ?? []).map((line) => asSentence(onOneLine(texts.fill(line)))).filter((line) => line !== '');
  const introduction = [texts.introduction, texts.personality === '' ? '' : words.personality(texts.personality), texts.scenario === '' ? '' : words.scenario(texts.scenario)].filter((text) => text !== '');
  const frame = texts.systemPrompt ?? words.who(texts.name);
  const text = joinParagraphs([
    frame, ...lore.before, ...introduction, ...lore.after,
    [words.rules, ...rules].join('\n- '),
    [...voice, ...parameterNames.flatMap((name) => (name === 'verbosity' || isUnspoken(name, personality, parameters) ? [] : [others[name]]))].join(' '),
    level.join(' '),
    wished.length === 0 ? '' : words.wishes(wished.join(' ')),
    guards.join(' '),
    // What the model reads last weighs most: the length of the answer and what the notes are.
    [...(texts.systemPrompt === null ? [words.answerAs(texts.name)] : []), verbosity, words.always].join(' '),
  ]);
  return { text, own: [frame, ...lore.before, ...introduction, ...lore.after, ...rules, ...voice, ...guards].map((sentence) => sentence.trim()).filter((sentence) => sentence !== ''), level, wishes: wished };
}

/** A card says nothing of most numbers: what nobody gave and nothing moves is left to its description. */
function isUnspoken(name: ParameterName, personality: Personality, parameters: Parameters): boolean {
  return personality.advanced_parameters?.[name] === undefined && bandOf(parameters[name]) === bandOf(middle);
}

function voiceOf({ core_traits: traits, linguistic_profile: profile }: Personality, texts: Texts, words: Words): string[] {
  const { sayings } = texts;
  return [
    words.talk(words.styles[traits.communication_style], profile.tone.slice(0, mostTones).map((tone) => words.tones[tone]), words.syntaxes[profile.syntax]),
    profile.punctuation_style === undefined ? '' : words.punctuation[profile.punctuation_style],
    texts.vocabulary.length === 0 ? '' : words.vocabulary(texts.vocabulary),
    texts.fillers.length === 0 ? '' : words.fillers(texts.fillers),
    sayings.length === 0 ? '' : words.sayings.line(sayings.map(({ occasion, line }) => ({ occasion: words.sayings[occasion], line }))),
  ].filter((sentence) => sentence !== '');
}

/** What it cares to remember; nothing where that is everything. */
function memoryOf({ memory_preferences: preferences }: Personality, words: Words): string[] {
  const topics = (preferences?.fact_categories ?? []).flatMap((category) => (category === 'other' ? [] : [words.memory.topics[category]]));
  return topics.length === 0 || topics.length === Object.keys(words.memory.topics).length ? [] : [words.memory.line(topics.slice(0, mostTopics))];
}

function levelSentences(texts: Texts, words: Words, name: string | null): string[] {
  const { description, adjustments } = texts.level;
  if (name === null) return [];
  return [words.relationship(description === '' ? words.level(name.replaceAll(/[_-]/g, ' ')) : description), ...adjustments];
}

function guardsOf({ safety_guards: guards }: Personality, words: Words): string[] {
  const { forbidden_topics: topics = [], content_filters: filters = [], tone_limits: limits = {} } = guards ?? {};
  return [
    topics.length === 0 ? '' : words.forbidden(topics.map(onOneLine)),
    filters.length === 0 ? '' : words.filters.line(filters.map((kind) => words.filters.kinds[kind])),
    limits.max_aggression === undefined ? '' : words.aggression[strictness(limits.max_aggression)]!,
    limits.max_informality === undefined ? '' : words.informality[strictness(limits.max_informality)]!,
  ].filter((sentence) => sentence !== '');
}

/** 0 for a strict limit, 2 for one that forbids nothing. */
function strictness(limit: number): 0 | 1 | 2 {
  return limit <= 0.25 ? 0 : limit <= 0.6 ? 1 : 2;
}
