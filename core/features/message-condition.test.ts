import { describe, expect, it } from 'vitest';
import { conditionCheck, conditionHolds, createKeywordReader } from './message-condition.ts';
import type { MessageSignals } from './message-condition.ts';

const said = (text: string): MessageSignals => ({ text, emotion: 'neutral', emotions: [], sentiment: 'neutral', sentiment_score: 0, interactions: [], life_event: null, importance: 1 });
const holds = (text: string, ...keywords: string[]) => conditionHolds({ keywords }, said(text));

describe('keywords', () => {
  it('are whole words in order, whatever their case, accents and punctuation', () => {
    expect([holds('¡Qué LLUVIA!', 'lluvia'), holds('El café, solo.', 'CAFÉ solo'), holds('a b c', 'x', 'b c')]).toEqual([true, true, true]);
    expect([holds('lluvioso', 'lluvia'), holds('solo café', 'café solo'), holds('café con solo', 'café solo'), holds('anything', '?!'), holds('', 'a')]).toEqual([false, false, false, false, false]);
  });

  it('are looked for in the beginning of a very long message', () => {
    expect([holds(`rain ${'x '.repeat(50_000)}`, 'rain'), holds(`${'x '.repeat(50_000)}rain`, 'rain')]).toEqual([true, false]);
  });

  it('are folded once for as long as their list lives', () => {
    let folds = 0;
    const keywords = new Proxy(['Lluvia', '?'], { get: (list, key) => { if (key === 'flatMap') folds += 1; return Reflect.get(list, key) as unknown; } });
    const read = createKeywordReader();
    for (const text of ['hay lluvia', 'no hay', 'LLUVIA']) expect(conditionCheck(said(text), read)({ keywords })).toBe(text !== 'no hay');
    expect(folds).toBe(1);
    for (const text of ['hay lluvia', 'no hay']) conditionCheck(said(text))({ keywords });
    expect(folds).toBe(3);
  });
});
