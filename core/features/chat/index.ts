// The door of chat.
export { createChatHandlers } from './chat-handlers.ts';
export { createChatService } from './chat-service.ts';
export type { ChatService } from './chat-service.ts';
export { createSessionService } from './session-service.ts';
export { markInterrupted } from './interrupted.ts';
export type { TurnParts, TurnSettings } from './turn/turn-parts.ts';
