import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Proposal } from '../../../contract/inbox.ts';
import { createTestMemory, type TestMemory } from '../../../testing/test-memory.ts';
import { askFirst, type JudgeForgotten } from './ask-first.ts';
import type { FactCandidate } from './fact-candidate.ts';

let memory: TestMemory;
beforeEach(async () => { memory = await createTestMemory(); });
afterEach(() => memory.close());

const candidate = (key: string, value: string, more: Partial<FactCandidate> = {}): FactCandidate => ({ category: 'preferences', key, value, confidence: 0.9, source: 'rules-es', tags: [], ...more });
const judge: JudgeForgotten = async (_message, candidates) => candidates.map(({ value }) => (value === 'queso' || value === 'queso fresco' ? 'ask' : value === 'vino' ? 'drop' : 'learn'));
async function say(text: string, ...candidates: FactCandidate[]) {
  const message = await memory.say(text);
  const { allowed, changes } = await askFirst({ ...memory, judge }, { ...message, scope: '' }, candidates);
  await memory.storage.commit(changes);
  return { message, allowed: allowed.map(({ value }) => value) };
}
const waiting = (): Promise<Proposal[]> => memory.storage.proposals.list({ user_id: 'ana', limit: 100 });

describe('asking first', () => {
  it('lets what was forgotten wait once, however often and however fully it is said', async () => {
    const first = await say('Me gusta el queso, el vino y el pan.', candidate('likes', 'queso'), candidate('likes', 'vino'), candidate('likes', 'pan'));
    expect(first.allowed).toEqual(['pan']);
    const second = await say('Me gusta el queso fresco.', candidate('likes', 'queso fresco'));
    const proposals = await waiting();
    expect(proposals.map(({ reason, session_id, fact }) => [reason, session_id, fact.key, fact.value, fact.source_message_ids])).toEqual([['forgotten', 's', 'likes', 'queso', [first.message.id, second.message.id]]]);
  });

  it('always learns that something is over, and everything where nothing was ever forgotten', async () => {
    expect((await say('Ya no me gusta el queso.', candidate('likes', 'queso', { is_ended: true }))).allowed).toEqual(['queso']);
    const message = await memory.say('Me gusta el queso.');
    expect((await askFirst(memory, { ...message, scope: '' }, [candidate('likes', 'queso')])).allowed).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });
});
