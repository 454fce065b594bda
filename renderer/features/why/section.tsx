// A part of the panel: a heading, a figure beside it, and what it is about.
import type { ReactNode } from 'react';

export function Section({ title, note, children }: { title: string; note?: string; children: ReactNode }): ReactNode {
  return <section className="why-section"><h3>{title}{note && <span className="why-section-note numbers">{note}</span>}</h3>{children}</section>;
}
