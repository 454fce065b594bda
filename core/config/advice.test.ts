// What a person is told to do names the settings as the settings screen does.
import { expect, it } from 'vitest';
import { adviceOf, errorFacts } from '../contract/errors.ts';
import { groups } from './labels.ts';

const groupOf = (field: string) => groups.find(({ paths }) => (paths as readonly string[]).includes(field.split('.')[0]!))!.title;

it.each(['features.audit', 'models.offline'])('where %s is in the way, the advice leads to the group of settings that has it, in both languages', (field) => {
  const advice = adviceOf({ code: 'feature_off', details: { field } });
  expect(advice.en).toContain(`in Settings, under ${groupOf(field).en}`);
  expect(advice.es).toContain(`en Ajustes, en ${groupOf(field).es}`);
});

it('does not tell to switch something on where staying offline is to be switched off', () => {
  expect(adviceOf({ code: 'feature_off', details: { field: 'models.offline' } }).en).toMatch(/switch “Stay offline” off/);
  // Of other errors a field of that name says nothing, and a field that is no text does not either.
  expect(adviceOf({ code: 'invalid_input', details: { field: 'models.offline' } })).toBe(errorFacts.invalid_input.advice);
  for (const details of [undefined, {}, { field: 5 }, { field: 'constructor' }]) expect(adviceOf({ code: 'feature_off', details })).toBe(errorFacts.feature_off.advice);
});
