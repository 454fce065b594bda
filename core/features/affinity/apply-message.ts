// One message of the user and what it does to the relationship: pure, the same for the same input, one pass over the rules and no look at the ledger.
import type { Affinity } from '../../contract/entities.ts';
import type { Level } from '../../contract/personality.ts';
import type { Language } from '../../lib/language.ts';
import type { MessageSignals, ReadKeywords } from '../message-condition.ts';
import { decidingRule, worthNow } from './deciding-rule.ts';
import { createLedger } from './ledger.ts';
import type { AffinityMove, Ledger } from './ledger.ts';
import { own } from './own.ts';
import { countersAt, reserved } from './relationship-day.ts';
import type { ResolvedAffinityConfig } from './resolved-config.ts';
import { saidIn, sayings } from './sayings.ts';
import { returnGives, silenceOf } from './silence.ts';
import type { Silence } from './silence.ts';

/** A relationship before its first word. @param personality a companion's id */
export function newAffinity(userId: string, personality: string, now: number): Affinity {
  return {
    id: `${userId}/${personality}`, user_id: userId, personality, points: 0, level: 'stranger', highest_points: 0, last_interaction_at: null, messages: 0,
    counters: { day: '', gained: 0, lost: 0, rules: {} }, milestones: {}, created_at: now, updated_at: now,
  };
}

/** The relationship with the days of silence counted in; nothing else changes. Asking twice, or keeping the answer and asking again, charges no day twice. */
export function affinityAt(config: ResolvedAffinityConfig, levels: readonly Level[], affinity: Affinity, now: number, language: Language = 'en'): AffinityMove {
  const ledger = createLedger(config, levels, affinity, affinity.counters, now, language);
  takeSilence(ledger, silenceOf(config, affinity, now), language);
  ledger.settleLevel();
  return ledger.close(false);
}

/**
 * The relationship after a message, and the ledger's new entries: the message's own first, also when it is worth nothing; then what silence before it took and
 * the coming back gave, a level reached or lost, milestones. Each entry stands on the one before it, in that order.
 * @param levels ascending @param now milliseconds since the Unix epoch @param keywords reads the rules' keywords; one that remembers them where many messages are read
 */
export function applyMessage(config: ResolvedAffinityConfig, levels: readonly Level[], affinity: Affinity, message: MessageSignals, now: number, language: Language, keywords?: ReadKeywords): AffinityMove {
  const counters = countersAt(config, affinity.counters, now);
  const ledger = createLedger(config, levels, affinity, counters, now, language);
  const silence = silenceOf(config, affinity, now);
  const hurt = counters.rules[reserved.hurt]?.moved ?? 0;
  const decision = decidingRule(config, message, hurt, keywords);
  if (decision === null) ledger.moveFreely({ kind: 'interaction', rule: 'nothing', asked: 0, reason: sayings.nothing(language) });
  else {
    const { rule, asked } = decision;
    const worth = worthNow(decision, own(counters.rules, rule.id), now);
    const delta = ledger.move({ kind: 'interaction', rule: rule.id, asked, reason: saidIn(rule.reason, language) }, worth);
    ledger.count(rule.id, delta, worth !== 0);
    if (delta < 0) ledger.hurt(-delta);
    // An apology closes all it stands for; kindness makes good what it gives.
    else if (delta > 0 && hurt > 0) ledger.hurt(-(rule.heals ? delta / rule.heals : delta));
  }
  const taken = takeSilence(ledger, silence, language);
  if (silence.chargeable > 0) {
    const asked = Math.min(returnGives.atMost, returnGives.share * taken);
    ledger.move({ kind: 'return', rule: 'return', asked, reason: sayings.back(language, silence.days) }, asked);
  }
  ledger.spoke();
  ledger.settle(decision?.rule.id ?? null);
  return ledger.close(true);
}

/** @returns the points it took */
function takeSilence(ledger: Ledger, silence: Silence, language: Language): number {
  if (silence.takes === 0) return 0;
  ledger.charge(silence.chargeable);
  return -ledger.moveFreely({ kind: 'absence', rule: 'absence', asked: -silence.takes, reason: sayings.absence(language, silence.days) });
}
