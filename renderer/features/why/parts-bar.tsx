// A whole and its parts: a thin bar and, below, a legend with the figures (so nothing is told by colour alone).
import type { ReactNode } from 'react';
import type { Part } from './trace-parts.ts';

export function PartsBar({ parts, total, format, label }: { parts: readonly Part[]; total?: number; format: (value: number) => string; label: string }): ReactNode {
  const whole = Math.max(total ?? 0, parts.reduce((sum, part) => sum + part.value, 0)) || 1;
  const shown = parts.filter((part) => part.value > 0);
  return (
    <div className="parts">
      <div className="parts-bar" role="img" aria-label={label}>{shown.map((part) => <span key={part.id} style={{ width: `${(part.value / whole) * 100}%`, background: part.colour }} />)}</div>
      <ul className="parts-legend">{shown.map((part) => <li key={part.id}><span className="parts-dot" style={{ background: part.colour }} aria-hidden /><span>{part.name}</span><span className="numbers">{format(part.value)}</span></li>)}</ul>
    </div>
  );
}
