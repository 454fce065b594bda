import { describe, expect, it } from 'vitest';
import { readConversations, readDate, readIds } from './locomo-files.ts';
import { UsageError } from './suite.ts';

describe('LoCoMo files', () => {
  it.each([['D8:6; D9:17', ['D8:6', 'D9:17']], ['(D3:04)', ['D3:4']], ['D:11:26', ['D11:26']], ['D1:1 D2:2', ['D1:1', 'D2:2']], ['D', []]])('the ids of %j', (text, ids) => expect(readIds(text)).toEqual(ids));

  it('dates', () => {
    expect(readDate('1:56 pm on 8 May, 2023')).toBe(Date.UTC(2023, 4, 8, 13, 56));
    expect(readDate('12:09 am on 13 September, 2023')).toBe(Date.UTC(2023, 8, 13, 0, 9));
    expect(readDate(undefined)).toBe(Date.UTC(2023, 0, 1));
  });

  const sample = {
    sample_id: 'x',
    conversation: {
      speaker_a: 'Ana', speaker_b: 'Bo', session_2_date_time: '1:00 pm on 9 May, 2023', session_2: [{ speaker: 'Bo', dia_id: 'D2:1', text: 'Look', blip_caption: 'a photo of a dog' }],
      session_1_date_time: '1:00 pm on 8 May, 2023', session_1: [{ speaker: 'Ana', dia_id: 'D1:1', text: 'Hi' }, { speaker: 'Bo', dia_id: 'D1:2', text: '' }], session_1_summary: 'no turns',
    },
    qa: [
      { question: 'q1', evidence: ['D1:1; D2:1', 'D9:9'], category: 1, answer: 'x' }, { question: 'q2', evidence: ['D9:9'], category: 2 }, { question: 'q3', category: 3 }, { question: 'q5', evidence: ['D1:1'], category: 5 },
    ],
  };
  it('give sessions in their order, photos as words, and questions that can be measured', () => {
    for (const text of [JSON.stringify([sample]), JSON.stringify(sample)]) {
      const [conversation] = readConversations([{ name: 'a.json', text }]);
      expect(conversation?.sessions.map(({ turns }) => turns)).toEqual([[{ id: 'D1:1', isFirstSpeaker: true, text: 'Hi' }], [{ id: 'D2:1', isFirstSpeaker: false, text: 'Look [photo: a photo of a dog]' }]]);
      expect(conversation?.questions).toEqual([{ text: 'q1', category: 1, evidence: ['D1:1', 'D2:1'] }]);
      expect(conversation?.left_out).toEqual({ questions: 2, ids: 2 });
    }
  });

  it('of another format are refused by name', () => {
    for (const text of ['{}', 'x', '[{"conversation": {"speaker_a": "Ana"}, "qa": []}]']) expect(() => readConversations([{ name: 'odd.json', text }])).toThrow(UsageError);
  });
});
