import { describe, expect, it } from 'vitest';
import { conditionHolds } from './message-condition.ts';
import { areThanksMeant } from './meant-thanks.ts';

describe('thanks', () => {
  it.each([
    'gracias por la ayuda', 'Thanks, that was it!', 'te agradezco un montón', 'I just wanted to say thank you', 'quería darte las gracias', 'te doy las gracias', 'you saved me', 'no, de verdad, muchas gracias', 'thanks to you I passed',
    'Gracias a Dios, y gracias a ti', 'my boss never says thanks, but I do: thank you', 'grax me re sirvió', 'I never thank you enough', 'que haría sin ti', '', '!!!',
  ])('are meant: %s', (text) => expect(areThanksMeant(text)).toBe(true));
  it.each([
    'thanks but no thanks', 'No, thanks.', 'No gracias', 'deja, gracias, yo lo hago solo', 'thanks for nothing', '¡Gracias por nada!', 'gracias a Dios es lunes', 'thank god', 'when is Thanksgiving', 'hoy es día de Acción de Gracias?',
    'nobody at work ever says thanks', 'en mi trabajo nadie agradece nada', 'my mom taught me to say thank you', 'mi mamá me enseñó a dar las gracias', "he didn't even say thanks", 'ni gracias dijo', 'she said thanks to everyone',
  ])('are not meant: %s', (text) => expect(areThanksMeant(text)).toBe(false));
  it('that are not meant are no thanks for a trigger or a rule', () => {
    const message = { text: 'No, thanks.', emotion: 'neutral', emotions: [], sentiment: 'neutral', sentiment_score: 0, interactions: ['thanks', 'disagreement'], life_event: null, importance: 2 };
    expect(conditionHolds({ interactions: ['thanks'] }, message)).toBe(false);
    expect(conditionHolds({ interactions: ['thanks', 'disagreement'] }, message)).toBe(true);
    expect(conditionHolds({ interactions: ['thanks'] }, { ...message, text: 'Thanks!' })).toBe(true);
  });
  it('are read in no time, however odd the text', () => {
    for (const text of ['gracias '.repeat(20_000), 'nobody a '.repeat(20_000), 'quiero '.repeat(20_000), 'taught how '.repeat(20_000)]) expect(typeof areThanksMeant(text)).toBe('boolean');
  });
});
