// Puts chats under the headings a person thinks in: today, yesterday, this week, this month, earlier.
import type { Session } from '../../../core/contract/index.ts';
import { daysBetween } from '../../i18n/format.ts';
import type { TextKey } from '../../i18n/translate.ts';

export type SessionGroup = { title: TextKey; sessions: Session[] };

export function groupSessions(sessions: readonly Session[], now: number): SessionGroup[] {
  const groups: SessionGroup[] = [];
  for (const session of sessions) {
    const title = groupOf(daysBetween(session.last_activity_at, now));
    const group = groups.find((entry) => entry.title === title);
    if (group) group.sessions.push(session);
    else groups.push({ title, sessions: [session] });
  }
  return groups;
}

function groupOf(days: number): TextKey {
  if (days <= 0) return 'time_today';
  if (days === 1) return 'time_yesterday';
  if (days < 7) return 'time_week';
  return days < 31 ? 'time_month' : 'time_older';
}
