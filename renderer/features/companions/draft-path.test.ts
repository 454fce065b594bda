// Reading and changing a draft by path.
import { expect, it } from 'vitest';
import { moved, valueAt, withValue } from './draft-path.ts';

const draft = { persona: { name: 'Luna', tags: ['a', 'b'] }, appearance: { accent_hue: 5 }, list: [{ name: 'x', keys: ['k'] }] };

it('reads what is there, and nothing where nothing is', () => {
  expect([valueAt(draft, 'persona.name'), valueAt(draft, 'persona.tags.1'), valueAt(draft, 'list.0.keys.0'), valueAt(draft, 'list.3.keys'), valueAt(draft, 'persona.name.length.x')]).toEqual(['Luna', 'b', 'k', undefined, undefined]);
});

it('changes one place and leaves the rest the same objects', () => {
  const next = withValue(draft, 'list.0.keys.0', 'other');
  expect(next.list[0]?.keys).toEqual(['other']);
  expect(next.persona).toBe(draft.persona);
  expect(draft.list[0]?.keys).toEqual(['k']);
});

it('makes the holders that are missing, lists where a number follows', () => {
  expect(withValue({}, 'mood_config.moods.0.id', 'calm')).toEqual({ mood_config: { moods: [{ id: 'calm' }] } });
});

it('keeps the order of keys', () => {
  expect(Object.keys(withValue(draft, 'persona', { name: 'Sol', tags: [] }))).toEqual(['persona', 'appearance', 'list']);
});

it('takes a value away, with the holder that is left empty', () => {
  expect(withValue(draft, 'appearance.accent_hue', undefined)).not.toHaveProperty('appearance');
  expect(withValue(draft, 'persona.name', undefined).persona).toEqual({ tags: ['a', 'b'] });
  expect(withValue(draft, 'persona.tags.0', undefined).persona.tags).toEqual(['b']);
});

it('moves within a list only', () => {
  expect([moved(['a', 'b', 'c'], 0, 2), moved(['a', 'b'], 1, 2), moved(['a', 'b'], -1, 0)]).toEqual([['b', 'c', 'a'], ['a', 'b'], ['a', 'b']]);
});
