// A companion's face: its picture, or its initial on a moon of its own hue, with a thin ring in the colour of its mood.
import type { CSSProperties, ReactNode } from 'react';
import './portrait.css';

/** `src`: a picture in the letter's place. `ring`: the colour of the mood. */
export function Portrait({ name, hue, ring = null, src = null, size = 32 }: { name: string; hue: number | null; ring?: string | null; src?: string | null; size?: number }): ReactNode {
  const style = { '--portrait-size': `${size / 16}rem`, '--portrait-hue': String(hue ?? 192), '--portrait-ring': ring ?? 'transparent' } as CSSProperties;
  return (
    <span className={ring ? 'portrait portrait-mood' : 'portrait'} style={style} aria-hidden>
      {src ? <img className="portrait-picture" src={src} alt="" draggable={false} /> : <span className="portrait-letter">{(name.trim()[0] ?? 'L').toLocaleUpperCase()}</span>}
    </span>
  );
}

/** The product's own mark: a rising light. */
export function Mark({ size = 28 }: { size?: number }): ReactNode {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden className="mark">
      <path d="M16 4a12 12 0 1 0 12 12A9.2 9.2 0 0 1 16 4Z" fill="currentColor" />
      <circle cx="23" cy="9" r="3.2" fill="var(--mood-happy)" />
    </svg>
  );
}
