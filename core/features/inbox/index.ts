// The door of the inbox.
export { createInboxHandlers } from './inbox-handlers.ts';
export { createInboxService } from './inbox-service.ts';
export type { InboxService } from './inbox-service.ts';
export { keepApproved } from './keep-approved.ts';
export { createProposeFacts, proposeFactsKind } from './propose-facts.ts';
export { tellInbox } from './tell-inbox.ts';
export type { InboxTombstones } from './tombstones.ts';
