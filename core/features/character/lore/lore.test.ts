import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lorebookSchema } from '../../../contract/lorebook.ts';
import type { Lorebook } from '../../../contract/lorebook.ts';
import { activateLore } from './activate-lore.ts';
import type { LoreInput } from './activate-lore.ts';
import { readDecorators } from './decorators.ts';
import { readBook } from './read-book.ts';
import { readLorebook } from './read-lorebook.ts';

const book = (entries: object[], more: object = {}): Lorebook => lorebookSchema.parse({ entries: entries.map((entry) => ({ keys: ['faro'], content: 'El faro.', ...entry })), ...more });
const wake = (lorebook: Lorebook, messages: string[], more: Partial<LoreInput> = {}) => activateLore({ books: [{ name: 'B', book: lorebook, isCharacterBook: true }], messages, turns: 1, greeting: null, tokenBudget: 1000, seed: 's', char: 'Luna', user: 'Ana', ...more });
const texts = (...asked: Parameters<typeof wake>) => wake(...asked).entries.map(({ content }) => content);

describe('lore', () => {
  it('enters when one of its keys is said in the last messages, whatever the case, and once', () => {
    const lorebook = book([{ keys: ['Faro', 'puerto'] }]);
    expect(texts(lorebook, ['Mira el FARO del puerto', 'faro'])).toEqual(['El faro.']);
    expect(texts(lorebook, ['el mar'])).toEqual([]);
    expect(texts(book([{}], { scan_depth: 1 }), ['faro', 'nada'])).toEqual([]);
    expect(texts(book([{ enabled: false }, { content: ' ' }]), ['faro'])).toEqual([]);
    expect(texts(book([{ case_sensitive: true }]), ['Faro'])).toEqual([]);
  });

  it('that is constant is always there; that is selective needs a second key', () => {
    expect(wake(book([{ constant: true, keys: [] }]), ['x']).entries).toMatchObject([{ reason: 'constant', isConstant: true }]);
    const selective = (logic?: number) => book([{ selective: true, secondary_keys: ['noche', 'lluvia'], extensions: logic === undefined ? {} : { selective_logic: logic } }]);
    expect([texts(selective(), ['faro']).length, texts(selective(), ['faro de noche']).length]).toEqual([0, 1]);
    // SillyTavern: 1 NOT_ALL, 2 NOT_ANY, 3 AND_ALL.
    expect([1, 2, 3].map((logic) => [texts(selective(logic), ['faro']).length, texts(selective(logic), ['faro de noche']).length, texts(selective(logic), ['faro noche lluvia']).length])).toEqual([[1, 1, 0], [1, 0, 0], [0, 0, 1]]);
    expect(texts(book([{ selective: true, secondary_keys: [] }]), ['faro'])).toHaveLength(1);
  });

  it('stands in the order of insertion, and gives way by priority when room is short', () => {
    const lorebook = book([{ content: 'tercero '.repeat(20), insertion_order: 3, priority: 1 }, { content: 'primero', insertion_order: 1, priority: 5 }, { content: 'segundo', insertion_order: 2 }]);
    expect(texts(lorebook, ['faro']).map((text) => text.split(' ')[0])).toEqual(['primero', 'segundo', 'tercero']);
    const short = wake(lorebook, ['faro'], { tokenBudget: 12 });
    expect([short.entries.map(({ content }) => content), short.dropped]).toEqual([['primero', 'segundo'], 1]);
    expect(texts({ ...lorebook, token_budget: 12 }, ['faro'])).toEqual(['primero', 'segundo']);
    expect(texts(book([{ content: '@@ignore_on_max_context\nuno dos tres', priority: 99 }, { content: 'otro' }]), ['faro'], { tokenBudget: 4 })).toEqual(['otro']);
  });

  it('that is constant is not pushed out of the prompt by what is woken, only by its own book', () => {
    const lorebook = book([{ constant: true, content: 'siempre '.repeat(8), priority: 1 }, { content: 'a veces '.repeat(8), priority: 9 }]);
    const heads = ['nada', 'faro'].map((said) => wake(lorebook, [said], { tokenBudget: 30 }));
    expect(heads.map(({ entries, dropped }) => [entries.map(({ isConstant }) => isConstant), dropped])).toEqual([[[true], 0], [[true], 1]]);
    expect(wake({ ...lorebook, token_budget: 30 }, ['faro']).entries).toMatchObject([{ isConstant: false }]);
  });

  it('wakes other lore only where the book says so', () => {
    const entries = [{ content: 'Junto al faro vive Nela.' }, { keys: ['nela'], content: 'Nela es farera.' }];
    expect(texts(book(entries), ['faro'])).toHaveLength(1);
    expect(texts(book(entries, { recursive_scanning: true }), ['faro'])).toHaveLength(2);
    expect(texts(book([entries[0]!, { ...entries[1], extensions: { exclude_recursion: true } }], { recursive_scanning: true }), ['faro'])).toHaveLength(1);
    expect(texts(book([{ ...entries[0], extensions: { prevent_recursion: true } }, entries[1]!], { recursive_scanning: true }), ['faro'])).toHaveLength(1);
  });

  it('of the character stands with that of everywhere, and goes last when room is short', () => {
    const books = [{ name: 'own', book: book([{ content: 'propio' }]), isCharacterBook: true }, { name: 'all', book: book([{ content: 'común' }]), isCharacterBook: false }];
    expect(texts(book([]), ['faro'], { books })).toEqual(['común', 'propio']);
    expect(texts(book([]), ['faro'], { books, tokenBudget: 3 })).toEqual(['propio']);
  });

  it('obeys decorators, asks fallbacks, and never shows one', () => {
    const one = (content: string, more: Partial<LoreInput> = {}, said = 'faro') => texts(book([{ content }]), [said], more);
    expect(one('@@activate\nsiempre', {}, 'x')).toEqual(['siempre']);
    expect(one('@@dont_activate\nnunca')).toEqual([]);
    expect([one('@@activate_only_after 3\ny', { turns: 2 }), one('@@activate_only_after 3\ny', { turns: 3 })]).toEqual([[], ['y']]);
    expect([one('@@activate_only_every 2\ny', { turns: 3 }), one('@@activate_only_every 2\ny', { turns: 4 })]).toEqual([[], ['y']]);
    expect([one('@@additional_keys sol,luna\ny'), one('@@additional_keys sol,luna\ny', {}, 'faro y luna')]).toEqual([[], ['y']]);
    expect([one('@@exclude_keys sol\ny', {}, 'faro al sol'), one('@@exclude_keys sol\ny')]).toEqual([[], ['y']]);
    expect([one('@@is_greeting 1\ny', { greeting: 0 }), one('@@is_greeting 1\ny', { greeting: 1 }), one('@@is_greeting 1\ny')]).toEqual([[], ['y'], ['y']]);
    expect(one('@@risu_only 4\n@@@activate_only_after 9\n@@depth 2\n@@@dont_activate\n\ny', { turns: 3 })).toEqual([]);
    expect(readDecorators('@@depth 2\n@@@dont_activate\n@@nobody knows\n\n\ntexto\n@@dentro')).toMatchObject({ text: 'texto\n@@dentro', decorators: { dontActivate: false } });
    expect(wake(book([{ content: '@@position before_desc\ny', constant: true }]), ['x']).entries[0]?.position).toBe('before_char');
  });

  it('with patterns: invalid ones match nothing, and none takes long', () => {
    const pattern = (key: string, said: string) => texts(book([{ use_regex: true, keys: [key] }]), [said]).length;
    expect([pattern('fa(r|ll)o', 'Un fallo'), pattern('/FALLO/i', 'fallo'), pattern('(', '('), pattern('a(?=b)', 'ab'), pattern('fallo', 'faro')]).toEqual([1, 1, 0, 0, 0]);
    const bombs = book(Array.from({ length: 2000 }, (_value, index) => ({ use_regex: true, keys: [`((a*)*)*${index}b`] })), { recursive_scanning: true });
    const began = performance.now();
    expect(texts(bombs, ['a'.repeat(100_000)])).toEqual([]);
    // A guard against hanging, not a measure: exponential patterns would never end.
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('fills in macros, and a book never throws', () => {
    expect(texts(book([{ content: '{{char}} y {{user}} junto al faro.' }]), ['faro'])).toEqual(['Luna y Ana junto al faro.']);
    fc.assert(fc.property(fc.array(fc.record({ keys: fc.array(fc.string()), content: fc.string(), use_regex: fc.boolean(), selective: fc.boolean(), secondary_keys: fc.array(fc.string()), constant: fc.boolean() })), fc.array(fc.string(), { minLength: 1 }), (entries, messages) => {
      const { entries: woken, dropped } = wake(book(entries, { recursive_scanning: true }), messages);
      expect(woken.length + dropped).toBeLessThanOrEqual(entries.length);
    }));
  });
});

describe('a lorebook file', () => {
  it('of V3, of a card and of world information is read; what is no book is refused', () => {
    const entry = { keys: ['a'], content: 'b', extensions: {}, enabled: true, insertion_order: 1, use_regex: false };
    expect(readLorebook({ spec: 'lorebook_v3', data: { name: 'N', entries: [entry], extensions: {}, odd: 1 } }).lorebook).toMatchObject({ name: 'N', odd: 1, entries: [entry] });
    expect(readLorebook({ entries: [entry] }).lorebook?.entries).toEqual([entry]);
    const world = readLorebook({ entries: { 0: { uid: 7, key: ['a'], keysecondary: ['c'], content: 'b', comment: 'n', constant: false, selective: true, selectiveLogic: 3, order: 5, position: 0, disable: true, scanDepth: 2, excludeRecursion: true } } });
    expect(world.lorebook?.entries).toMatchObject([{ id: 7, keys: ['a'], secondary_keys: ['c'], insertion_order: 5, enabled: false, position: 'before_char', extensions: { selective_logic: 3, scan_depth: 2, exclude_recursion: true } }]);
    for (const odd of [null, 7, [], {}, { entries: 7 }]) expect(readLorebook(odd)).toMatchObject({ lorebook: null, findings: [{ severity: 'error' }] });
  });

  it('with broken parts keeps the rest and says what it left out', () => {
    const { lorebook, findings } = readLorebook({ name: 7, entries: [{ keys: 'a', content: 'b', priority: 'high' }, { keys: ['x', 5], content: 'y' }, 'no entry'] });
    expect(lorebook).toEqual({ extensions: {}, entries: [{ keys: ['a'], content: 'b', extensions: {}, enabled: true, insertion_order: 100 }, { keys: ['x'], content: 'y', extensions: {}, enabled: true, insertion_order: 100 }] });
    expect(findings.map(({ path }) => path)).toEqual(['entries.0.priority', 'entries.1.keys.1', 'entries.2', 'name']);
  });

  it('with nothing in a field loses no entry and needs no word, in a file as in a card', () => {
    const empty = { keys: ['a'], content: 'b', name: null, position: '', comment: null, id: null, extensions: null, secondary_keys: null };
    const read = { keys: ['a'], content: 'b', extensions: {}, enabled: true, insertion_order: 100 };
    expect(readLorebook({ spec: 'lorebook_v3', data: { name: null, entries: [empty] } })).toEqual({ lorebook: { extensions: {}, entries: [read] }, findings: [] });
    const warned: string[] = [];
    expect(readBook({ name: null, entries: [empty] }, 'data.character_book', { warn: (path) => warned.push(path) })?.entries).toEqual([read]);
    expect(warned).toEqual([]);
    const world = readLorebook({ entries: { 0: { key: 'alone', content: 7 }, 1: { key: ['b'], content: 'c', name: null } } });
    expect(world.lorebook?.entries).toMatchObject([{ keys: ['alone'], content: '' }, { keys: ['b'], content: 'c' }]);
    expect(world.findings.map(({ path }) => path)).toEqual(['entries.0.content']);
  });
});
