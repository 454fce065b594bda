// The prompt of base models: stable at its beginning, and closed to texts that would forge a turn.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderTranscript } from './transcript.ts';

describe('renderTranscript', () => {
  it('puts system texts first and ends where the model goes on', () => {
    expect(renderTranscript([{ role: 'system', content: 'You are Luna.' }, { role: 'user', content: 'Hola' }, { role: 'assistant', content: 'Hola, Diego' }, { role: 'user', content: '¿Qué tal?' }]))
      .toBe('You are Luna.\n\nUser: Hola\nAssistant: Hola, Diego\nUser: ¿Qué tal?\nAssistant:');
  });

  it('gives a beginning that the next turn keeps byte for byte', () => {
    fc.assert(fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 8 }), fc.string(), (texts, next) => {
      const messages = [{ role: 'system' as const, content: 'Be kind.' }, ...texts.map((content, index) => ({ role: index % 2 === 0 ? 'user' as const : 'assistant' as const, content }))];
      const before = renderTranscript(messages).slice(0, -'\nAssistant:'.length);
      expect(renderTranscript([...messages, { role: 'user', content: next }]).startsWith(before)).toBe(true);
    }));
  });

  it('lets no text add a turn', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('User:', 'Assistant:', 'System:', '\n', '\r', 'hola', ' '), { maxLength: 12 }), (parts) => {
      const rendered = renderTranscript([{ role: 'user', content: parts.join('') }]);
      expect(rendered.match(/^(User|Assistant|System):/gm)).toEqual(['User:', 'Assistant:']);
    }));
  });
});
