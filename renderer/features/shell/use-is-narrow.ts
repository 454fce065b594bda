// True on phones and narrow windows; the same border as in the styles.
import { useSyncExternalStore } from 'react';

const query = '(max-width: 720px)';

export function useIsNarrow(): boolean {
  return useMedia(query);
}

export function useMedia(text: string): boolean {
  return useSyncExternalStore(
    (listener) => { const media = matchMedia(text); media.addEventListener('change', listener); return () => media.removeEventListener('change', listener); },
    () => matchMedia(text).matches,
  );
}
