// The canned answers about companions, cards, lorebooks, mood and relationship.
import { implement } from '@orpc/server';
import { contract, personalitySchema, type Affinity, type AffinityView, type LorebookRecord, type Mood, type MoodView, type PersonalityView } from '../../core/contract/index.ts';

export function characterRoutes(secretWord: string) {
  const server = implement(contract);
  const definition = personalitySchema.parse({
    persona: { name: 'Luna', version: '1.0.0', description: secretWord, author: 'nobody', tags: [], language: 'es', compatibility: ['any'] },
    core_traits: { archetype: 'caregiver', temperament: 'calm', communication_style: 'casual' }, linguistic_profile: { tone: ['warm'], syntax: 'simple', vocabulary: [] }, behavioral_rules: [secretWord],
  });
  const personality = (id: string): PersonalityView => ({ id, definition, findings: [], is_shipped: true, is_changed: false, updated_at: 1 });
  const asset = { name: 'portrait', media_type: 'image/png', bytes: 1, updated_at: 1 };
  const lorebook = (id: string): LorebookRecord => ({ id, name: secretWord, personality: '', is_enabled: true, definition: { entries: [], extensions: {} }, created_at: 1, updated_at: 1 });
  const mood: Mood = { id: 'm1', session_id: 's1', message_id: null, mood: 'happy', intensity: 0.5, cause: secretWord, user_id: 'default', personality: 'luna', source: 'rules', expression: 'joy', parameters: {}, created_at: 1 };
  const moods: MoodView = { current: mood, last: mood, resting_mood: 'neutral', moods: [] };
  const affinity: Affinity = {
    id: 'default/luna', user_id: 'default', personality: 'luna', points: 1, level: secretWord, highest_points: 1, last_interaction_at: 1, messages: 1, counters: { day: '', gained: 0, lost: 0, rules: {} }, milestones: {},
    created_at: 1, updated_at: 1,
  };
  const relationship: AffinityView = { affinity, levels: [], next_level: null, milestones: [], today: { gained: 0, lost: 0, gain_cap: 1, loss_cap: 1 }, decay: { begins_at: null, points_per_day: 0 } };
  return {
    characters: {
      list: server.characters.list.handler(() => ({ personalities: [{ id: 'luna', name: secretWord, description: '', language: 'es', accent_hue: null, descriptions: {} }] })),
      schema: server.characters.schema.handler(() => ({ secretWord })),
      get: server.characters.get.handler(({ input }) => personality(input.id)),
      create: server.characters.create.handler(() => personality('new')),
      save: server.characters.save.handler(({ input }) => personality(input.id)),
      remove: server.characters.remove.handler(({ input }) => personality(input.id)),
      reset: server.characters.reset.handler(({ input }) => personality(input.id)),
      validate: server.characters.validate.handler(() => ({ findings: [], definition })),
      compile: server.characters.compile.handler(({ input }) => ({ personality: input.id, name: 'Luna', level: 'friend', mood: 'happy', text: secretWord, note: '', parameters: {}, layers: [] })),
      blend: server.characters.blend.handler(() => ({ definition })),
      tryOut: server.characters.tryOut.handler(async function* () {
        yield { type: 'text-delta' as const, text: secretWord };
        yield { type: 'end' as const, model: 'canned', error: null };
      }),
      overrides: server.characters.overrides.handler(() => ({ behavioral_adjustments: [secretWord] })),
      override: server.characters.override.handler(({ input }) => input.overrides),
      assets: server.characters.assets.handler(() => ({ assets: [asset] })),
      asset: server.characters.asset.handler(() => ({ ...asset, data: btoa(secretWord) })),
      putAsset: server.characters.putAsset.handler(() => asset),
      putSprites: server.characters.putSprites.handler(() => ({ assets: [asset], findings: [] })),
      removeAsset: server.characters.removeAsset.handler(() => ({ deleted: true })),
    },
    cards: {
      import: server.cards.import.handler(() => ({ personality: personality('imported'), format: 'png', findings: [] })),
      export: server.cards.export.handler(() => ({ file_name: 'luna.png', media_type: 'image/png', data: btoa(secretWord) })),
    },
    lorebooks: {
      list: server.lorebooks.list.handler(() => ({ lorebooks: [lorebook('l1')] })),
      create: server.lorebooks.create.handler(() => lorebook('l2')),
      import: server.lorebooks.import.handler(() => ({ lorebook: lorebook('l3'), findings: [] })),
      save: server.lorebooks.save.handler(({ input }) => lorebook(input.id)),
      remove: server.lorebooks.remove.handler(({ input }) => lorebook(input.id)),
      activate: server.lorebooks.activate.handler(() => ({ entries: [], dropped: 0 })),
    },
    moods: {
      current: server.moods.current.handler(() => moods),
      history: server.moods.history.handler(() => ({ moods: [mood], next_before: null })),
      set: server.moods.set.handler(() => moods),
    },
    affinity: {
      get: server.affinity.get.handler(() => relationship),
      events: server.affinity.events.handler(() => ({ events: [], next_before: null })),
      set: server.affinity.set.handler(() => relationship),
      revert: server.affinity.revert.handler(() => relationship),
    },
  };
}
