// One companion's feelings, read when they are first looked at and again as time goes by (a mood fades by itself).
import { useEffect } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useRelationship, useStores } from '../../stores-context.tsx';
import { noFeelings, type Feelings } from './feelings.ts';

const fadeMs = 120_000;

/** @param personality '' for none yet */
export function useFeelings(personality: string): Feelings {
  const { relationship } = useStores();
  const { language } = useText();
  useEffect(() => {
    if (!personality) return undefined;
    const read = (): void => void relationship.getState().load(personality, language);
    read();
    const timer = setInterval(() => { if (!document.hidden) read(); }, fadeMs);
    return () => clearInterval(timer);
  }, [relationship, personality, language]);
  return useRelationship((state) => state.feelings[personality] ?? noFeelings);
}
