// The scripted embeddings keep the same rules, except that they know no meanings and need no files.
import { embeddingConformance } from './conformance.ts';
import { createScriptedEmbeddings } from './scripted.ts';

embeddingConformance('scripted', { create: async () => createScriptedEmbeddings({ dimension: 64 }) }, {
  skip: [
    { rule: 'EM8', reason: 'it has no files and no service that could be missing' },
  ],
});
