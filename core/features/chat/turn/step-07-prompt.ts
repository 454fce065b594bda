// Step 7: the prompt. Its head never changes while the character and the pinned facts do not; what moves every turn travels in the last user turn.
import { isForgotten } from '../../../contract/entities.ts';
import type { Fact, Message, RecalledItem, Trace } from '../../../contract/entities.ts';
import { estimateTokens } from '../../../lib/estimate-tokens.ts';
import { sha256 } from '../../../lib/hash.ts';
import type { ChatMessage } from '../../../providers/llm/llm.ts';
import type { Language } from '../../../lib/language.ts';
import type { CompiledCharacter } from '../../character/index.ts';
import { factSentence, quoteForPrompt } from '../../memory/index.ts';
import { fitHistory } from './fit-history.ts';
import type { EarlierTurns } from './fit-history.ts';

export type PromptInput = {
  /** `note` and `closing` stand beside the user's words: they change from turn to turn, or belong after everything. */
  character: Pick<CompiledCharacter, 'text' | 'examples' | 'note' | 'closing'>;
  /** Where the character's examples stand: a base model learns from dialogue, a chat model would take it for the user's own past. */
  examplesAs: 'dialogue' | 'instructions';
  pinnedFacts: readonly Fact[];
  history: readonly Message[];
  message: Message;
  recalled: readonly RecalledItem[];
  language: Language;
  /** Tokens the prompt may take. */
  budget: number;
  /** Null: earlier turns are left out without anything in their place. */
  earlier?: EarlierTurns | null;
};
export type Prompt = {
  messages: ChatMessage[];
  /** The block sent with the user's words; stored with the message so that later prompts repeat it byte for byte. Null when there is none. */
  context: string | null;
  tokens: Trace['tokens'];
  prefixHash: string;
  /** The message the prompt begins with from now on, and what stands for those before it; null when neither changed. */
  start: { id: string; summary: string | null } | null;
  /** True when the user's message alone was too long for the budget and its middle was left out. */
  isShortened: boolean;
};

/** Pure. When the history outgrows its share its beginning moves far at once, so that the cached prefix breaks once in many turns and not at each. */
export function buildPrompt(input: PromptInput): Prompt {
  const head = frozenHead(input);
  const prefix = head.map((message) => message.content).join('\n\n');
  const prefixTokens = head.reduce((sum, message) => sum + estimateTokens(message.content) + turnOverhead, 0);
  const closing = input.character.closing === '' ? '' : `\n\n[${input.character.closing}]`;
  const { content, context } = fitMessage(input.message.content, contextBlock(input.recalled, noteToSay(input), input.language), input.budget - prefixTokens - turnOverhead - estimateTokens(closing));
  // Not kept with the message, so it is said once and at the end, where it belongs; a card that has one costs the cache its last turn.
  const last = `${userTurn(content, context)}${closing}`;
  const room = input.budget - prefixTokens - estimateTokens(last) - turnOverhead;
  const costs = input.history.map((message) => toChatMessage(message).reduce((sum, turn) => sum + estimateTokens(turn.content) + turnOverhead, 0));
  const { kept, tokens: historyTokens, block, hasMoved } = fitHistory(input.history, costs, room - turnOverhead, input.language, input.earlier ?? null);
  // What was said earlier is a note of the first user turn, not of the head: the user's words get no more weight than the user has, the head stays the same when the beginning moves, and roles alternate.
  // A conversation that the companion began: many chat templates want the user first, and a base model would read on in its example.
  const turns = kept.flatMap(toChatMessage);
  const note = block ?? (turns[0]?.role === 'assistant' ? words[input.language].opening : null);
  const opening: ChatMessage[] = note === null ? [] : [{ role: 'user', content: note }];
  const messages = mergeRoles([...head, ...opening, ...turns, { role: 'user', content: last }]);
  return {
    messages, context, prefixHash: sha256(prefix), isShortened: content !== input.message.content,
    start: hasMoved ? { id: kept[0]?.id ?? input.message.id, summary: block } : null,
    tokens: {
      prefix: prefixTokens, summary: block === null ? 0 : estimateTokens(block), history: historyTokens, recalled: context === null ? 0 : estimateTokens(context),
      message: estimateTokens(content), budget: input.budget,
    },
  };
}

/** What does not change while character and pinned facts do not. */
function frozenHead({ character, examplesAs, pinnedFacts, language }: PromptInput): ChatMessage[] {
  const paragraphs = [character.text];
  const { examples } = character;
  if (examplesAs === 'instructions' && examples.length > 0) {
    paragraphs.push([words[language].examples, ...examples.map(({ input, output }) => `- "${input.replaceAll('\n', ' ')}" -> "${output}"`)].join('\n'));
  }
  if (pinnedFacts.length > 0) {
    const pinned = [...pinnedFacts].sort((one, other) => (one.id < other.id ? -1 : 1));
    paragraphs.push([words[language].pinned, ...pinned.map((fact) => `- ${quoteForPrompt(factSentence(fact, language))}.`)].join('\n'));
  }
  const dialogue = examplesAs === 'dialogue' ? examples : [];
  return [
    { role: 'system', content: paragraphs.join('\n\n') },
    ...dialogue.flatMap(({ input, output }): ChatMessage[] => [{ role: 'user', content: input }, { role: 'assistant', content: output }]),
  ];
}

const words: Record<Language, { examples: string; pinned: string; opening: string; calm: string; memory: string; world: string; user: string; assistant: string; happened: string }> = {
  en: { examples: 'Examples of how you talk (not about this user):', pinned: 'Always remember:', opening: '[The conversation begins.]', calm: 'You are calm again.', memory: 'Memory', world: 'World', user: 'the user said', assistant: 'you said', happened: 'what happened' },
  es: { examples: 'Ejemplos de cómo hablas (no son de este usuario):', pinned: 'Recuerda siempre:', opening: '[Empieza la conversación.]', calm: 'Vuelves a estar en calma.', memory: 'Memoria', world: 'Mundo', user: 'el usuario dijo', assistant: 'tú dijiste', happened: 'lo que pasó' },
};

/** Lore, then recalled lines - facts first, what was said after, oldest first - and how the companion is just now: a bracketed note each. */
function contextBlock(recalled: readonly RecalledItem[], note: string, language: Language): string | null {
  const sent = recalled.filter((item) => !item.is_in_prompt);
  const lore = sent.filter((item) => item.kind === 'lore').map((item) => quoteForPrompt(item.text));
  const facts = sent.filter((item) => item.kind === 'fact').map((item) => quoteForPrompt(item.text));
  const said = sent.filter((item) => item.kind !== 'fact' && item.kind !== 'lore').sort((one, other) => one.created_at - other.created_at).map((item) => saidLine(item, language));
  const lines = [...facts, ...said];
  const blocks = [
    ...(lore.length > 0 ? [`[${words[language].world}: ${lore.join(' ')}]`] : []), ...(lines.length > 0 ? [`[${words[language].memory}: ${lines.join('. ')}.]`] : []), ...(note === '' ? [] : [`[${note}]`]),
  ];
  return blocks.length > 0 ? blocks.join('\n') : null;
}

/** User turns that a note said once goes on holding for. */
const noteHoldsFor = 3;

/** How the companion is just now, unless the prompt says the same a few turns before; and that a mood has passed, once. */
function noteToSay({ character, history, language }: PromptInput): string {
  const notes = history.filter(({ speaker }) => speaker === 'user').map(({ context }) => noteOf(context, language));
  const { note } = character;
  if (note !== '') return notes.slice(-noteHoldsFor).findLast((said) => said !== null) === note ? '' : note;
  const last = notes.findLast((said) => said !== null);
  return last === undefined || last === null || last === words[language].calm ? '' : words[language].calm;
}

/** The note in a stored block: its last line, where that is neither memory nor lore. */
function noteOf(context: string | null, language: Language): string | null {
  const line = context?.split('\n').at(-1) ?? '';
  const isOther = [words[language].memory, words[language].world].some((name) => line.startsWith(`[${name}: `));
  return line.startsWith('[') && line.endsWith(']') && !isOther ? line.slice(1, -1) : null;
}

function saidLine(item: RecalledItem, language: Language): string {
  const day = new Date(item.created_at).toISOString().slice(0, 10);
  const who = item.kind === 'episode' ? words[language].happened : item.speaker === 'assistant' ? words[language].assistant : words[language].user;
  return `${day} ${who}: "${quoteForPrompt(item.text)}"`;
}

function userTurn(content: string, context: string | null): string {
  return context === null ? content : `${context}\n${content}`;
}

/** A reply that failed without a word leaves no turn behind, nor does what was forgotten. */
function toChatMessage(message: Message): ChatMessage[] {
  if (isForgotten(message)) return [];
  if (message.speaker === 'user') return [{ role: 'user', content: userTurn(message.content, message.context) }];
  return message.content.trim() === '' ? [] : [{ role: 'assistant', content: message.content }];
}

/** Tokens a chat template spends around one turn, about. */
const turnOverhead = 4;

/** The user's words come before memory, and are only shortened when they do not fit alone: beginning and end stay. */
function fitMessage(content: string, context: string | null, room: number): { content: string; context: string | null } {
  if (estimateTokens(userTurn(content, context)) <= room) return { content, context };
  if (estimateTokens(content) <= room) return { content, context: null };
  const letters = [...content];
  const gap = '\n[…]\n';
  let half = Math.floor(letters.length / 2);
  const shortened = () => `${letters.slice(0, half).join('')}${gap}${letters.slice(letters.length - half).join('')}`;
  while (half > 0 && estimateTokens(shortened()) > room) half = Math.floor(half * 0.9);
  return { content: shortened(), context: null };
}

/** Two turns of one speaker in a row become one: many chat templates refuse them apart. */
function mergeRoles(messages: readonly ChatMessage[]): ChatMessage[] {
  const merged: ChatMessage[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last && last.role === message.role) last.content += `\n\n${message.content}`;
    else merged.push({ ...message });
  }
  return merged;
}
