// Copies a text and says so for a moment.
import { useEffect, useState } from 'react';

export function useCopy(): { isCopied: boolean; copy: (text: string) => Promise<void> } {
  const [copiedAt, setCopiedAt] = useState(0);
  useEffect(() => {
    if (copiedAt === 0) return undefined;
    const timer = setTimeout(() => setCopiedAt(0), 1600);
    return () => clearTimeout(timer);
  }, [copiedAt]);
  return {
    isCopied: copiedAt > 0,
    async copy(text) {
      await navigator.clipboard.writeText(text);
      setCopiedAt(Date.now());
    },
  };
}
