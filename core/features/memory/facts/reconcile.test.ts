import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../contract/entities.ts';
import { createIdSource } from '../../../lib/ids.ts';
import type { FactCandidate } from './fact-candidate.ts';
import { factKey } from './fact-keys.ts';
import { endedByTag, keysToRead, reconcile } from './reconcile.ts';
import { isSameValue, isWithin } from './same-value.ts';

const clock = { now: () => 1_700_000_000_000 };
const ids = createIdSource(clock);
const candidate = (key: string, value: Fact['value'], more: Partial<FactCandidate> = {}): FactCandidate => ({ category: factKey(key)!.category, key, value, confidence: 0.8, source: 'rules-es', tags: [], ...more });

/** A user's facts, message after message, as storage would keep them. */
function memory() {
  const facts = new Map<string, Fact>();
  const commit = (changes: ReturnType<typeof reconcile>['changes']) => {
    for (const change of changes) {
      if (change.op === 'insert' && change.entity === 'fact') facts.set(change.record.id, change.record);
      if (change.op === 'update' && change.entity === 'fact') facts.set(change.id, { ...facts.get(change.id)!, ...change.set });
    }
  };
  const say = (candidates: FactCandidate[], messageId = ids.next()) => {
    const known = [...facts.values()].filter((fact) => fact.valid_to === null && keysToRead(candidates).includes(fact.key));
    const done = reconcile(candidates, known, { id: messageId, user_id: 'ana', created_at: clock.now() }, { clock, ids });
    commit(done.changes);
    return done;
  };
  const now = () => [...facts.values()].filter((fact) => fact.valid_to === null).map(({ key, value }) => `${key}=${String(value)}`).sort();
  return { facts, say, now };
}

describe('what a message does to what is known', () => {
  it('of a key that holds one value the new one supersedes; pinned and local stay so', () => {
    const { facts, say, now } = memory();
    const [home] = say([candidate('home_city', 'Lima')]).learnt;
    facts.set(home!.id, { ...home!, is_pinned: true, local_only: true });
    const [next] = say([candidate('home_city', 'Madrid')]).learnt;
    expect(now()).toEqual(['home_city=Madrid']);
    expect(facts.get(home!.id)).toMatchObject({ value: 'Lima', superseded_by: next!.id, valid_to: clock.now() });
    expect(next).toMatchObject({ is_pinned: true, local_only: true });
  });

  it('of a key that holds many they stand beside each other, several from one message too', () => {
    const { say, now } = memory();
    say([candidate('son_name', 'Luis'), candidate('son_name', 'Hugo')]);
    say([candidate('son_name', 'Iván')]);
    expect(now()).toEqual(['son_name=Hugo', 'son_name=Iván', 'son_name=Luis']);
  });

  it('the same value gains a source and certainty, once per message', () => {
    const { facts, say } = memory();
    say([candidate('likes', 'el café')], 'A');
    expect(say([candidate('likes', 'CAFE'), candidate('likes', 'café')], 'B').learnt).toEqual([]);
    expect([...facts.values()]).toMatchObject([{ value: 'el café', source_message_ids: ['A', 'B'] }]);
    expect([...facts.values()][0]!.confidence).toBeCloseTo(0.96);
    expect(say([candidate('likes', 'café')], 'B').changes).toEqual([]);
  });

  it('of two wordings of one pastime the fuller stays', () => {
    const { say, now } = memory();
    say([candidate('hobby', 'el senderismo')]);
    say([candidate('hobby', 'hacer senderismo')]);
    say([candidate('hobby', 'senderismo nocturno')]);
    say([candidate('hobby', 'senderismo')]);
    expect(now()).toEqual(['hobby=senderismo nocturno']);
    say([candidate('son_name', 'Ana'), candidate('son_name', 'Ana María')]);
    expect(now()).toHaveLength(3);
  });

  it('plans of two days are two plans', () => {
    const { say, now } = memory();
    say([candidate('plan', 'examen', { tags: ['date:2025-06-01'] })]);
    say([candidate('plan', 'examen', { tags: ['date:2025-07-01'] })]);
    say([candidate('plan', 'examen')]);
    expect(now()).toHaveLength(2);
  });

  it('what is over is closed and leaves nothing new; of many only the one that was named', () => {
    const { facts, say, now } = memory();
    say([candidate('profession', 'IT'), candidate('likes', 'té'), candidate('likes', 'café'), candidate('home_city', 'París')]);
    expect(say([candidate('profession', 'IT', { is_ended: true }), candidate('likes', 'el café', { is_ended: true }), candidate('home_city', 'Roma', { is_ended: true })], 'END').learnt).toEqual([]);
    expect(now()).toEqual(['home_city=París', 'likes=té']);
    expect([...facts.values()].find(({ key }) => key === 'profession')).toMatchObject({ valid_to: clock.now(), superseded_by: null, tags: [`${endedByTag}END`] });
    say([candidate('home_city', '', { is_ended: true })]);
    expect(now()).toEqual(['likes=té']);
  });

  it('liking and disliking exclude each other', () => {
    const { facts, say, now } = memory();
    const [liked] = say([candidate('likes', 'pescado')]).learnt;
    const [disliked] = say([candidate('dislikes', 'el pescado')]).learnt;
    expect(now()).toEqual(['dislikes=el pescado']);
    expect(facts.get(liked!.id)!.superseded_by).toBe(disliked!.id);
  });

  it('what was said earlier changes nothing, and a less sure reading of the same message neither', () => {
    const { say, now } = memory();
    say([candidate('age', 29)], 'B');
    expect(say([candidate('age', 28)], 'A').changes).toEqual([]);
    expect(say([candidate('age', 30, { confidence: 0.6 })], 'B').changes).toEqual([]);
    expect(say([candidate('age', 29, { is_ended: true })], 'A').changes).toEqual([]);
    expect(now()).toEqual(['age=29']);
  });

  it('what the user wrote by hand yields to later words only, and keeps its wording', () => {
    const { facts, say, now } = memory();
    const [fact] = say([candidate('name', 'Ana')], '1').learnt;
    facts.set(fact!.id, { ...fact!, id: fact!.id, source: 'user', source_message_ids: [], value: 'Anita', confidence: 1 });
    expect(say([candidate('name', 'Ana')], '0').changes).toEqual([]);
    say([candidate('name', 'anita')]);
    expect([...facts.values()][0]).toMatchObject({ value: 'Anita', confidence: 1, source: 'user' });
    say([candidate('name', 'Eva')]);
    expect(now()).toEqual(['name=Eva']);
  });

  it('a fact that only one companion may use stays out of it', () => {
    const { facts, say } = memory();
    const [fact] = say([candidate('name', 'Ana')]).learnt;
    facts.set(fact!.id, { ...fact!, scope: 'luna' });
    say([candidate('name', 'Eva')]);
    expect(facts.get(fact!.id)!.valid_to).toBeNull();
  });
});

describe('values', () => {
  it.each([['el café', 'Cafe', true], ['los perros', 'perros', true], ['C++', 'C#', false], ['Ana', 'Ana María', false], [28, 28, true], [28, '28', true], [true, true, true], [['a', 'b'], ['a', 'b'], true], ['?', '!', false], ['la', 'la', true]] as const)('%j and %j are the same: %s', (one, other, same) => {
    expect(isSameValue(one as Fact['value'], other as Fact['value'])).toBe(same);
  });
  it.each([['el senderismo', 'hacer senderismo', true], ['hacer senderismo', 'senderismo', true], ['pizza', 'pizza con piña', true], ['pizza con piña', 'pizza', false], ['cats', 'cat', true], ['perros grandes', 'perro grande', true], ['té', 'café', false], ['!', 'x', false], [1, 1, false]] as const)('%j is within %j: %s', (part, whole, within) => {
    expect(isWithin(part as Fact['value'], whole as Fact['value'])).toBe(within);
  });
});
