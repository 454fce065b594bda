// A companion's face as it is now: the picture of its mood's expression, else its portrait, else its initial; the ring has the mood's colour.
import { useEffect, type ReactNode } from 'react';
import type { PersonalitySummary } from '../../../core/contract/index.ts';
import { usePictures } from '../../stores-context.tsx';
import { Portrait } from '../../ui/portrait.tsx';
import { pictureKey } from './pictures-store.ts';

type Face = Pick<PersonalitySummary, 'id' | 'name' | 'accent_hue' | 'assets'>;

/** Which of its pictures shows an expression; null when it has none that fits. */
export function pictureFor(assets: readonly string[], expression: string | null): string | null {
  return [expression, 'portrait', 'neutral'].find((name) => name !== null && assets.includes(name)) ?? null;
}

export function CompanionPortrait({ companion, expression = null, ring = null, size }: { companion: Face; expression?: string | null; ring?: string | null; size: number }): ReactNode {
  const picture = pictureFor(companion.assets, expression);
  const src = usePictures((state) => (picture ? state.pictures[pictureKey(companion.id, picture)] ?? null : null));
  const want = usePictures((state) => state.want);
  useEffect(() => { if (picture && !src) want(companion.id, picture); }, [picture, src, want, companion.id]);
  return <Portrait name={companion.name} hue={companion.accent_hue} ring={ring} src={src} size={size} />;
}
