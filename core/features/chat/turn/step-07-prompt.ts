// Step 7: the prompt. Its head never changes while the character and the pinned facts do not; what moves every turn travels in the last user turn.
import type { Fact, Message, RecalledItem, Trace } from '../../../contract/entities.ts';
import { estimateTokens } from '../../../lib/estimate-tokens.ts';
import { sha256 } from '../../../lib/hash.ts';
import type { ChatMessage } from '../../../providers/llm/llm.ts';
import type { Language } from '../../../lib/language.ts';
import { factSentence, quoteForPrompt } from '../../memory/index.ts';

export type PromptInput = {
  characterText: string;
  pinnedFacts: readonly Fact[];
  history: readonly Message[];
  message: Message;
  recalled: readonly RecalledItem[];
  mood: { mood: string; intensity: number };
  language: Language;
  /** Tokens the prompt may take. */
  budget: number;
};
export type Prompt = {
  messages: ChatMessage[];
  /** The block sent with the user's words; stored with the message so that later prompts repeat it byte for byte. Null when there is none. */
  context: string | null;
  tokens: Trace['tokens'];
  prefixHash: string;
  /** First message of the history that stayed; null when all of it did. */
  promptStartId: string | null;
};

/** Pure. When the history outgrows its share it is cut to half of it at once, so that the cached prefix breaks once in many turns and not at each. */
export function buildPrompt(input: PromptInput): Prompt {
  const prefix = prefixText(input.characterText, input.pinnedFacts, input.language);
  const context = contextBlock(input.recalled, input.mood, input.language);
  const last = userTurn(input.message.content, context);
  const room = input.budget - estimateTokens(prefix) - estimateTokens(last);
  const { kept, tokens: historyTokens } = fitHistory(input.history, room);
  const messages = mergeRoles([{ role: 'system', content: prefix }, ...kept.flatMap(toChatMessage), { role: 'user', content: last }]);
  return {
    messages, context, prefixHash: sha256(prefix),
    promptStartId: kept.length === input.history.length ? null : (kept[0]?.id ?? input.message.id),
    tokens: {
      prefix: estimateTokens(prefix), summary: 0, history: historyTokens, recalled: context === null ? 0 : estimateTokens(context),
      message: estimateTokens(input.message.content), budget: input.budget,
    },
  };
}

function prefixText(characterText: string, pinnedFacts: readonly Fact[], language: Language): string {
  if (pinnedFacts.length === 0) return characterText;
  const lines = [...pinnedFacts].sort((one, other) => (one.id < other.id ? -1 : 1)).map((fact) => `- ${quoteForPrompt(factSentence(fact, language))}.`);
  return `${characterText}\n\n${words[language].pinned}\n${lines.join('\n')}`;
}

const words: Record<Language, { pinned: string; memory: string; user: string; assistant: string; feeling: (mood: string) => string }> = {
  en: { pinned: 'Always remember:', memory: 'Memory', user: 'the user said', assistant: 'you said', feeling: (mood) => `You feel ${mood}` },
  es: { pinned: 'Recuerda siempre:', memory: 'Memoria', user: 'el usuario dijo', assistant: 'tú dijiste', feeling: (mood) => `Te sientes: ${mood}` },
};

/** Recalled lines as one bracketed note, facts first, then what was said, oldest first, and the mood of the moment. */
function contextBlock(recalled: readonly RecalledItem[], mood: PromptInput['mood'], language: Language): string | null {
  const sent = recalled.filter((item) => !item.is_in_prompt);
  const facts = sent.filter((item) => item.kind === 'fact').map((item) => quoteForPrompt(item.text));
  const said = sent.filter((item) => item.kind !== 'fact').sort((one, other) => one.created_at - other.created_at).map((item) => saidLine(item, language));
  const lines = [...facts, ...said, ...(mood.mood === 'neutral' ? [] : [words[language].feeling(mood.mood)])];
  return lines.length > 0 ? `[${words[language].memory}: ${lines.join('. ')}.]` : null;
}

function saidLine(item: RecalledItem, language: Language): string {
  const day = new Date(item.created_at).toISOString().slice(0, 10);
  const who = item.speaker === 'assistant' ? words[language].assistant : words[language].user;
  return `${day} ${who}: "${quoteForPrompt(item.text).replaceAll('"', "'")}"`;
}

function userTurn(content: string, context: string | null): string {
  return context === null ? content : `${context}\n${content}`;
}

/** A reply that failed without a word leaves no turn behind. */
function toChatMessage(message: Message): ChatMessage[] {
  if (message.speaker === 'user') return [{ role: 'user', content: userTurn(message.content, message.context) }];
  return message.content.trim() === '' ? [] : [{ role: 'assistant', content: message.content }];
}

function fitHistory(history: readonly Message[], room: number): { kept: readonly Message[]; tokens: number } {
  const costs = history.map((message) => toChatMessage(message).reduce((sum, turn) => sum + estimateTokens(turn.content) + 4, 0));
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  if (total <= room) return { kept: history, tokens: total };
  let start = 0;
  let tokens = total;
  while (start < history.length && (tokens > room / 2 || history[start]!.speaker !== 'user')) {
    tokens -= costs[start]!;
    start += 1;
  }
  return { kept: history.slice(start), tokens };
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
