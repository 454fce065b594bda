// What a character card brought that the prompt needs, and the dialogue in its examples.
import type { Personality } from '../../../contract/personality.ts';
import type { ExampleExchange } from './words.ts';

/** A text of the card as it came; '' when there is none. The author's notes are not for the prompt and cannot be asked for. */
export function cardText(personality: Personality, key: 'personality' | 'mes_example'): string {
  const value = personality.card?.[key];
  return typeof value === 'string' ? value.trim() : '';
}

/** Longest speech of a card's example that is taken, in characters. */
const longestSpeech = 600;

/**
 * The exchanges of a card's `mes_example`: blocks that begin with <START>, lines that begin with {{user}}: or {{char}}:, or with their names.
 * A speech goes on over the following lines. What the character says before the user has spoken is no exchange.
 */
export function readExamples(text: string, names: { char: string; user: string }): ExampleExchange[] {
  return text.split(/<START>/i).flatMap((block) => exchangesOf(block, names));
}

function exchangesOf(block: string, names: { char: string; user: string }): ExampleExchange[] {
  const speeches: { isUser: boolean; text: string }[] = [];
  for (const line of block.split(/\r\n|\r|\n/)) {
    const isUser = speaks(line, ['{{user}}', '<user>', names.user]);
    const rest = isUser ?? speaks(line, ['{{char}}', '<bot>', names.char]);
    const last = speeches.at(-1);
    if (rest !== null) speeches.push({ isUser: isUser !== null, text: rest });
    else if (last && line.trim() !== '') last.text += `\n${line.trim()}`;
  }
  const exchanges: ExampleExchange[] = [];
  speeches.forEach(({ isUser, text }, index) => {
    const before = speeches[index - 1];
    if (isUser || !before?.isUser || before.text === '' || text === '') return;
    exchanges.push({ input: before.text.slice(0, longestSpeech), output: text.slice(0, longestSpeech) });
  });
  return exchanges;
}

/** What a line says when one of these speaks it, else null. */
function speaks(line: string, speakers: readonly string[]): string | null {
  const trimmed = line.trim();
  const speaker = speakers.find((name) => name !== '' && trimmed.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return speaker === undefined ? null : trimmed.slice(speaker.length + 1).trim();
}
