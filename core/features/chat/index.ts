// The door of chat.
export { branchDifference, createAfterBranchChange } from './branch-changed.ts';
export type { AfterBranchChange, BranchChange, BranchListener } from './branch-changed.ts';
export { createChatHandlers } from './chat-handlers.ts';
export { createChatService } from './chat-service.ts';
export type { ChatService } from './chat-service.ts';
export { createSessionService } from './session-service.ts';
export { markInterrupted } from './interrupted.ts';
export { viewMessages } from './message-view.ts';
export type { TurnParts, TurnSettings } from './turn/turn-parts.ts';
