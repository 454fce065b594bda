// ST37 and ST38: everything of one owner, page by page, and a commit of any length.
import { expect } from 'vitest';
import { LuminoraError } from '../../../contract/errors.ts';
import type { Change } from '../changes.ts';
import type { OwnedEntity, RecordOwner } from '../storage.ts';
import type { Cases } from './place.ts';
import {
  insert, makeAffinity, makeAffinityEvent, makeAsset, makeClassification, makeEmbedding, makeEpisode, makeEpisodeEmbedding, makeFact, makeLorebook, makeMessage, makeMood, makePersonality, makeSession, makeSpace, makeTrace, makeUsage,
} from './records.ts';

/** Everything one session may have. */
function conversation(id: string, user_id: string, personality: string): Change[] {
  const of = { session_id: id, user_id };
  return [
    insert('session', makeSession(id, { user_id, personality })), insert('message', makeMessage(`m-${id}`, of)), insert('message', makeMessage(`n-${id}`, { ...of, parent_id: `m-${id}`, depth: 1, is_active: false })),
    insert('mood', makeMood(`d-${id}`, { session_id: id, user_id: '', personality: '' })), insert('trace', makeTrace(`t-${id}`, { session_id: id, message_id: `m-${id}` })), insert('usage', makeUsage(`u-${id}`, { message_id: `m-${id}` })),
    insert('classification', makeClassification(`m-${id}`, of)), insert('episode', makeEpisode(`e-${id}`, { ...of, personality })), insert('message_embedding', { ...makeEmbedding('e5', `m-${id}`), ...of }),
    insert('episode_embedding', { ...makeEpisodeEmbedding('e5', `e-${id}`), ...of }),
  ];
}

export const ownerCases: Cases = (test, bench) => {
  const idsOf = async (entity: OwnedEntity, owner: RecordOwner, limit = 2): Promise<string[]> => {
    const ids: string[] = [];
    for (let after: string | undefined; ;) {
      const found = await bench.storage().records({ entity, owner, limit, ...(after === undefined ? {} : { after }) });
      ids.push(...found.map(({ id }) => id));
      after = ids.at(-1);
      if (found.length < limit) return ids;
    }
  };

  test('ST37 every record of a user, and of one companion', async () => {
    await bench.storage().commit([
      insert('embedding_space', makeSpace('e5')), ...conversation('a', 'ana', 'luna'), ...conversation('b', 'ana', 'rex'), ...conversation('c', 'eva', 'luna'),
      insert('fact', makeFact('f-luna', { scope: 'luna', source_message_ids: [] })), insert('fact', makeFact('f-learnt', { source_message_ids: ['gone', 'm-a'], valid_to: 5 })), insert('fact', makeFact('f-rex', { source_message_ids: ['m-b'] })),
      insert('fact', makeFact('f-told', { source_message_ids: [] })), insert('fact', makeFact('f-eva', { user_id: 'eva', source_message_ids: ['m-c'] })),
      ...(['ana/luna', 'ana/rex', 'eva/luna'] as const).flatMap((id) => {
        const [user_id = '', personality = ''] = id.split('/');
        return [insert('affinity', makeAffinity({ id, user_id, personality })), insert('affinity_event', makeAffinityEvent(`v-${id}`, { user_id, personality }))];
      }),
      insert('personality', makePersonality('luna')), insert('personality', makePersonality('rex')), insert('character_asset', makeAsset('luna', 'joy')), insert('character_asset', makeAsset('rex', 'portrait')),
      insert('lorebook', makeLorebook('l-all')), insert('lorebook', makeLorebook('l-luna', { personality: 'luna' })),
    ]);
    const ana = { user_id: 'ana' };
    const both = { user_id: 'ana', personality: 'luna' };
    for (const [entity, prefix] of [['mood', 'd-'], ['trace', 't-'], ['usage', 'u-'], ['episode', 'e-'], ['classification', 'm-'], ['message_embedding', 'e5/m-'], ['episode_embedding', 'e5/e-'], ['session', '']] as const) {
      expect([entity, await idsOf(entity, ana)]).toEqual([entity, [`${prefix}a`, `${prefix}b`]]);
      expect([entity, await idsOf(entity, both)]).toEqual([entity, [`${prefix}a`]]);
    }
    expect(await idsOf('message', ana)).toEqual(['m-a', 'm-b', 'n-a', 'n-b']);
    expect(await idsOf('message', both)).toEqual(['m-a', 'n-a']);
    expect(await idsOf('fact', ana)).toEqual(['f-learnt', 'f-luna', 'f-rex', 'f-told']);
    expect(await idsOf('fact', both)).toEqual(['f-learnt', 'f-luna']);
    expect(await idsOf('affinity', ana)).toEqual(['ana/luna', 'ana/rex']);
    expect(await idsOf('affinity', both)).toEqual(['ana/luna']);
    expect(await idsOf('affinity_event', both)).toEqual(['v-ana/luna']);
    expect(await idsOf('personality', ana)).toEqual(['luna', 'rex']);
    expect(await idsOf('personality', both)).toEqual(['luna']);
    expect(await idsOf('character_asset', both)).toEqual(['luna/joy']);
    expect(await idsOf('lorebook', ana)).toEqual(['l-all', 'l-luna']);
    expect(await idsOf('lorebook', both)).toEqual(['l-luna']);
    expect(await idsOf('embedding_space', both)).toEqual(['e5']);
    expect(await idsOf('session', { user_id: 'nobody' })).toEqual([]);
    expect(await bench.storage().records({ entity: 'session', owner: ana, limit: 0 })).toEqual([]);
  });

  test('ST37 records come back as they were written, by the bytes of their ids', async () => {
    const facts = ['é', 'z', 'A', '\u{1F436}', '\uFFFD'].map((id) => makeFact(id, { value: ['a', '🐶'] }));
    await bench.storage().commit(facts.map((fact) => insert('fact', fact)));
    const byBytes = [...facts].sort((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
    expect(await bench.storage().records({ entity: 'fact', owner: { user_id: 'ana' }, limit: 99 })).toEqual(byBytes);
    expect(await idsOf('fact', { user_id: 'ana' })).toEqual(byBytes.map(({ id }) => id));
    await bench.storage().commit([insert('session', makeSession('s1')), insert('message', makeMessage('m1', { content: 'NUL\0🐶', context: 'x', client_message_id: 'c' }))]);
    expect(await bench.storage().records({ entity: 'message', owner: { user_id: 'ana' }, limit: 9 })).toEqual([await bench.storage().messages.get('m1')]);
  });

  test('ST38 a lazy list is one commit', async () => {
    const facts = function* (count: number, failAt: number): Generator<Change> {
      for (let index = 0; index < count; index++) {
        if (index === failAt) throw new LuminoraError('cancelled', 'stopped');
        yield insert('fact', makeFact(`f${index}`));
      }
    };
    await expect(bench.storage().commit(facts(300, 200))).rejects.toMatchObject({ code: 'cancelled' });
    expect(await bench.storage().count('fact')).toBe(0);
    await bench.storage().commit(facts(300, -1));
    expect(await bench.storage().count('fact')).toBe(300);
  });
};
