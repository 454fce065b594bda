// Facts whose time has passed, and those that may have changed since anybody said them.
import type { Fact } from '../../../../contract/entities.ts';
import type { AuditMaterial, RawFinding } from '../material.ts';
import { dayOf } from './exact-duplicates.ts';

const day = 86_400_000;
/** A state that ends by itself ("is travelling", "on holiday") is past after this. */
const passingDays = 30;
const confirmedDays = 365;

/** Where lives change. Names, families and tastes stay what they are until told otherwise. */
const changing: ReadonlySet<Fact['category']> = new Set(['work', 'goals', 'health', 'events']);
const changingKeys = new Set(['age', 'home_city', 'marital_status', 'partner_name', 'habit', 'children_count']);

/** States that end by themselves, at the beginning of a value or as a key of the user's own. Folded. */
const passingKey = /^(?:is_|esta_)?(?:travel(?:l?ing)?|on_(?:holiday|vacation|a_trip)|viajando|de_(?:viaje|vacaciones)|current_mood|today|this_week|hoy|esta_semana|right_now|ahora)$/;
const passingValue = /^(?:(?:is|estar?|esta)\s)?(?:travel(?:l?ing)\b|on (?:holiday|vacation|a trip)\b|away (?:on|for|until)\b|de (?:viaje|vacaciones)\b|viajando\b)/;

export function stale({ facts, now }: Pick<AuditMaterial, 'facts' | 'now'>): RawFinding[] {
  return facts.filter((fact) => isPast(fact, now) || (isPassing(fact) && now - heardAt(fact) > passingDays * day))
    .map(({ id }): RawFinding => ({ kind: 'stale', severity: 'info', entity: 'fact', ids: [id], mend: 'supersede', is_safe: true }));
}

/** Not for what is stale already, nor for what the user pinned. Once more kept, it is asked again a year later. */
export function unconfirmed({ facts, now }: Pick<AuditMaterial, 'facts' | 'now'>): RawFinding[] {
  return facts.filter((fact) => (changing.has(fact.category) || changingKeys.has(fact.key)) && fact.key !== 'life_event' && !fact.is_pinned && now - heardAt(fact) > confirmedDays * day
    && !isPast(fact, now) && !isPassing(fact)).map(({ id }): RawFinding => ({ kind: 'unconfirmed', severity: 'info', entity: 'fact', ids: [id], mend: 'keep', is_safe: false }));
}

/** A plan, or anything but what happened, whose day is over wherever on earth the user is. What happened stays true. */
function isPast(fact: Fact, now: number): boolean {
  const said = dayOf(fact);
  const time = said === undefined || fact.key === 'life_event' ? Number.NaN : Date.parse(`${said}T00:00:00Z`);
  return Number.isFinite(time) && now > time + 2 * day;
}

function isPassing({ key, value }: Fact): boolean {
  const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
  return passingKey.test(folded(key).replaceAll(/[ -]/g, '_')) || (typeof value === 'string' && passingValue.test(folded(value)));
}

/** When it was last said or written. */
const heardAt = (fact: Fact): number => Math.max(fact.valid_from, fact.updated_at);

export function orphans({ orphans: found }: Pick<AuditMaterial, 'orphans'>): RawFinding[] {
  return found.map(({ id }): RawFinding => ({ kind: 'orphan', severity: 'info', entity: 'fact', ids: [id], mend: 'forget', is_safe: false }));
}
