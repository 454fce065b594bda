// A small word beside something.
import type { ReactNode } from 'react';

export function Tag({ children, tone = 'accent' }: { children: ReactNode; tone?: 'accent' | 'plain' }): ReactNode {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}
