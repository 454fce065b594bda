// The moods that can be chosen for the draft: those the engine knows of it, and the draft's own.
import { useMemo } from 'react';
import { useEditor, usePreview } from '../../stores-context.tsx';
import { usualMoods } from './choices.ts';

export function useMoodIds(): readonly string[] {
  const own = useEditor(({ history }) => history?.present.mood_config?.moods);
  const known = usePreview((state) => state.moods);
  return useMemo(() => [...new Set([...(known.length > 0 ? known.map(({ id }) => id) : usualMoods), ...(own ?? []).map(({ id }) => id)])], [own, known]);
}

/** Names of the draft's levels, or of those the engine gives it. */
export function useLevelNames(): readonly string[] {
  const own = useEditor(({ history }) => history?.present.hierarchical_config?.relationship_levels);
  const isOn = useEditor(({ history }) => history?.present.hierarchical_config?.enabled !== false);
  const known = usePreview((state) => state.levels);
  return useMemo(() => (!isOn ? [] : own ?? known).map(({ name }) => name), [own, known, isOn]);
}
