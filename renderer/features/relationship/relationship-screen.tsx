import type { ReactNode } from 'react';

export function RelationshipScreen(): ReactNode {
  return null;
}
