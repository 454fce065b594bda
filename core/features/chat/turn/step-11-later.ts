// Step 11: the work that may wait, as jobs added in the same commit as the message that needs it.
import type { Message } from '../../../contract/entities.ts';
import { newJob } from '../../../jobs/jobs.ts';
import type { Change } from '../../../providers/storage/changes.ts';
import type { TurnParts } from './turn-parts.ts';

/** Every message with words is indexed; only the user's own are learnt from. One that completes a stretch has it summarised. */
export function laterJobs(parts: Pick<TurnParts, 'ids' | 'clock'> & Partial<Pick<TurnParts, 'summaries'>>, message: Message): Change[] {
  if (message.content.trim() === '' || message.status === 'failed' || message.status === 'streaming') return [];
  const payload = { message_id: message.id, session_id: message.session_id };
  const jobs = [newJob(parts, 'index-message', message.id, payload)];
  if (message.speaker === 'user') jobs.push(newJob(parts, 'learn-facts', message.id, payload));
  return [...jobs, ...(parts.summaries?.jobsFor(message) ?? [])];
}
