// A text with the words that were searched for marked.
import type { ReactNode } from 'react';
import { splitByHits } from './highlight.ts';

export function Marked({ text, terms }: { text: string; terms: readonly string[] }): ReactNode {
  let at = 0;
  return splitByHits(text, terms).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.isHit ? <mark key={key}>{piece.text}</mark> : piece.text;
  });
}
