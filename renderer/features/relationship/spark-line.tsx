// A small curve of points, as a hint beside words that say the same.
import type { ReactNode } from 'react';

export function SparkLine({ values }: { values: readonly number[] }): ReactNode {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const points = values.map((value, index) => `${(index / (values.length - 1)) * 100},${28 - ((value - low) / span) * 24}`);
  return (
    <svg className="spark-line" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden>
      <polygon points={`0,30 ${points.join(' ')} 100,30`} fill="var(--accent-soft)" />
      <polyline points={points.join(' ')} fill="none" stroke="var(--accent)" strokeWidth="1.75" strokeLinejoin="round" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
