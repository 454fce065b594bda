// Memory bound to the conversation it came from: what follows when messages go, and when another branch becomes the active one.
import { createWeigher } from '../episodes/index.ts';
import { createFollowBranch } from './follow-branch.ts';
import type { FollowBranchParts } from './follow-branch.ts';
import { createUnbind } from './unbind.ts';

export type BindingParts = Omit<FollowBranchParts, 'weigh'>;

export function createBinding(given: BindingParts) {
  const parts = { ...given, weigh: createWeigher() };
  return { unbind: createUnbind(parts), followBranch: createFollowBranch(parts) };
}
