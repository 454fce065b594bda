import type { ReactNode } from 'react';

export function CompanionsScreen(): ReactNode {
  return null;
}
