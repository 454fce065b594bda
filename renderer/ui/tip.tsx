// A short hint beside a control on hover and focus.
import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import './floating.css';

export function TipProvider({ children }: { children: ReactNode }): ReactNode {
  return <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>{children}</Tooltip.Provider>;
}

export function Tip({ text, side = 'top', children }: { text: string; side?: 'top' | 'right' | 'bottom' | 'left'; children: ReactNode }): ReactNode {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal><Tooltip.Content className="tip" side={side} sideOffset={6} collisionPadding={8}>{text}</Tooltip.Content></Tooltip.Portal>
    </Tooltip.Root>
  );
}
