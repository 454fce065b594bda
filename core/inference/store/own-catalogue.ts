// The user's own catalogue (`models.catalogue`). A mistake in it takes no other model away: it is said, and the rest goes on.
import { isLuminoraError, type LuminoraError } from '../../contract/errors.ts';
import type { Log } from '../../lib/log.ts';
import { readCatalogue, type CatalogueModel } from '../catalogue.ts';

const whatToDo = 'Correct that file, or take models.catalogue out of the settings; until then the models of the program and those you added go on without it.';

export type OwnCatalogue = {
  /** Its models, or those of the last time that it could be read, with what is wrong now (model_missing, model_damaged). Each problem is logged once. */
  read(): Promise<{ models: readonly CatalogueModel[]; problem: LuminoraError | null }>;
};

export function createOwnCatalogue(path: string, log: Log): OwnCatalogue {
  let models: readonly CatalogueModel[] = [];
  let said: string | null = null;
  return {
    async read() {
      try {
        ({ models } = await readCatalogue(path, whatToDo));
        said = null;
        return { models, problem: null };
      } catch (error) {
        if (!isLuminoraError(error)) throw error;
        if (said !== error.message) log.error('own-catalogue-unreadable', { path, reason: error.message });
        said = error.message;
        return { models, problem: error };
      }
    },
  };
}
