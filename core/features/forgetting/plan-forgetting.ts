// From a target to everything that goes.
import type { ForgetTarget } from '../../contract/forgetting.ts';
import { aimAtFact } from './aim-at-fact.ts';
import { aimAtPerson } from './aim-at-person.ts';
import { aimAtEpisode, aimAtMessage, aimAtSession, aimAtSource } from './aim-at-told.ts';
import { followWords } from './follow-words.ts';
import type { Aim, Plan, Reads } from './plan.ts';
import { findQuotations } from './quotations.ts';
import { renameProjects } from './rename-projects.ts';

/** Reads, and changes nothing. @throws LuminoraError `not_found`, `invalid_input` */
export async function planForgetting(storage: Reads, userId: string, target: ForgetTarget): Promise<Plan> {
  const followed = await followWords(storage, await aimAt(storage, userId, target));
  return { ...followed, ...await findQuotations(storage, followed), renamed: await renameProjects(storage, followed) };
}

function aimAt(storage: Reads, userId: string, target: ForgetTarget): Promise<Aim> {
  switch (target.kind) {
    case 'fact': return aimAtFact(storage, userId, target);
    case 'episode': return aimAtEpisode(storage, userId, target);
    case 'message': return aimAtMessage(storage, userId, target);
    case 'session': return aimAtSession(storage, userId, target);
    case 'person': return aimAtPerson(storage, userId, target);
    case 'source': return aimAtSource(storage, userId, target);
  }
}
