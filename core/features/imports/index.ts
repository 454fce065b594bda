// The door of imports.
export { importConversations, removeUnfinished } from './import-conversations.ts';
export type { ImportOptions, ImportParts, ImportProgress } from './import-conversations.ts';
export { createImportHandlers } from './import-handlers.ts';
export { createImportService } from './import-service.ts';
export type { ImportService, ImportServiceParts } from './import-service.ts';
export type { ImportedConversation, ImportedMessage, ImportFinding, ImportSource } from './imported.ts';
export { readConversations } from './read-conversations.ts';
export { saidElsewhere } from './said-elsewhere.ts';
export { isImportedSession } from './to-records.ts';
