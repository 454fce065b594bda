// The format of LoCoMo (Maharana et al., ACL 2024): conversations of two people in dated sessions, and questions with the turns that answer them.
import * as z from 'zod';
import type { DataFile } from './data-files.ts';
import { UsageError } from './suite.ts';

export type Turn = { id: string; isFirstSpeaker: boolean; text: string };
export type Conversation = {
  name: string;
  speakers: readonly [string, string];
  sessions: { started_at: number; turns: Turn[] }[];
  questions: { text: string; category: number; /** Turns that answer it, of those the conversation has. */ evidence: string[] }[];
  /** Questions of categories 1 to 4 without a turn that the conversation has, and evidence ids it lacks. */
  left_out: { questions: number; ids: number };
};

const turnSchema = z.object({ speaker: z.string(), dia_id: z.string(), text: z.string().default(''), blip_caption: z.string().nullish() });
const conversationSchema = z.object({
  sample_id: z.string().optional(),
  conversation: z.record(z.string(), z.unknown()),
  qa: z.array(z.object({ question: z.string(), evidence: z.array(z.string()).default([]), category: z.number() })),
});

/** Every conversation of the files. Throws UsageError for one of another format. */
export function readConversations(files: readonly DataFile[]): Conversation[] {
  return files.flatMap(({ name, text }) => {
    try {
      const parsed: unknown = JSON.parse(text);
      return (Array.isArray(parsed) ? parsed : [parsed]).map((one, index) => toConversation(conversationSchema.parse(one), `${name} ${index + 1}`));
    } catch (error) {
      throw new UsageError(`${name} is not in the format of LoCoMo: ${error instanceof Error ? error.message.split('\n').slice(0, 4).join(' ') : String(error)}`);
    }
  });
}

function toConversation({ sample_id, conversation, qa }: z.infer<typeof conversationSchema>, name: string): Conversation {
  const speakers = [z.string().parse(conversation['speaker_a']), z.string().parse(conversation['speaker_b'])] as const;
  const numbers = Object.keys(conversation).flatMap((key) => /^session_(\d+)$/.exec(key)?.[1] ?? []).map(Number).sort((one, other) => one - other);
  const sessions = numbers.map((number) => ({
    started_at: readDate(conversation[`session_${number}_date_time`]),
    turns: z.array(turnSchema).parse(conversation[`session_${number}`]).map((turn): Turn => ({ id: cleanId(turn.dia_id) ?? turn.dia_id, isFirstSpeaker: turn.speaker === speakers[0], text: textOf(turn) })).filter((turn) => turn.text !== ''),
  }));
  const known = new Set(sessions.flatMap(({ turns }) => turns.map(({ id }) => id)));
  const left_out = { questions: 0, ids: 0 };
  const questions = qa.filter(({ category }) => category >= 1 && category <= 4).flatMap(({ question, category, evidence }) => {
    const ids = [...new Set(evidence.flatMap(readIds))];
    const found = ids.filter((id) => known.has(id));
    left_out.ids += ids.length - found.length;
    if (found.length > 0) return [{ text: question, category, evidence: found }];
    left_out.questions += 1;
    return [];
  });
  return { name: sample_id ?? name, speakers, sessions, questions, left_out };
}

function textOf({ text, blip_caption }: z.infer<typeof turnSchema>): string {
  return [text.trim(), blip_caption ? `[photo: ${blip_caption}]` : ''].filter((part) => part !== '').join(' ');
}

/** "D8:6; D9:17", "(D3:4)", "D:11:26": every id of a text. */
export function readIds(text: string): string[] {
  return [...text.matchAll(/D:?\s*(\d+)\s*:\s*(\d+)/g)].map(([, session, turn]) => `D${Number(session)}:${Number(turn)}`);
}

function cleanId(text: string): string | undefined {
  return readIds(text)[0];
}

/** "1:56 pm on 8 May, 2023" as milliseconds; 2023-01-01 for anything else. */
export function readDate(value: unknown): number {
  const [, hour = '', minutes = '', half = '', rest = ''] = /(\d{1,2}):(\d{2})\s*(am|pm)\s+on\s+(.+)/i.exec(String(value)) ?? [];
  const day = Date.parse(`${rest.replace(',', '')} UTC`);
  if (!Number.isFinite(day)) return Date.UTC(2023, 0, 1);
  return day + ((Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)) * 3_600_000 + Number(minutes) * 60_000;
}
