// The door of imports.
export { importConversations, removeUnfinished } from './import-conversations.ts';
export type { ImportOptions, ImportParts, ImportProgress } from './import-conversations.ts';
export type { ImportedConversation, ImportedMessage, ImportFinding, ImportSource } from './imported.ts';
export { readConversations } from './read-conversations.ts';
export { isImportedSession } from './to-records.ts';
