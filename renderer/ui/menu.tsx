// A menu that opens from a button, with items, headings and a mark on the chosen one.
import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import './floating.css';

/** `onCloseAutoFocus`: prevented when what was chosen takes the focus itself. */
export function Menu({ trigger, children, align = 'end', label, open, onOpenChange, onCloseAutoFocus }: { trigger: ReactNode; children: ReactNode; align?: 'start' | 'center' | 'end'; label: string; open?: boolean; onOpenChange?: (open: boolean) => void; onCloseAutoFocus?: (event: Event) => void }): ReactNode {
  return (
    <DropdownMenu.Root modal={false} {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align={align} sideOffset={6} collisionPadding={8} aria-label={label} {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}>{children}</DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({ icon, children, hint, tone = 'plain', isChosen, onSelect, isDisabled = false }: { icon?: ReactNode; children: ReactNode; hint?: ReactNode; tone?: 'plain' | 'danger'; isChosen?: boolean; onSelect: () => void; isDisabled?: boolean }): ReactNode {
  const body = (
    <>
      {icon !== undefined && <span className="menu-icon" aria-hidden>{icon}</span>}
      <span className="menu-text"><span>{children}</span>{hint && <span className="menu-hint">{hint}</span>}</span>
      {isChosen && <Check size={16} aria-hidden className="menu-check" />}
    </>
  );
  if (isChosen === undefined) return <DropdownMenu.Item className={`menu-item menu-${tone}`} disabled={isDisabled} onSelect={onSelect}>{body}</DropdownMenu.Item>;
  return <DropdownMenu.CheckboxItem className={`menu-item menu-${tone}`} checked={isChosen} disabled={isDisabled} onSelect={onSelect}>{body}</DropdownMenu.CheckboxItem>;
}

export function MenuHeading({ children }: { children: ReactNode }): ReactNode {
  return <DropdownMenu.Label className="menu-heading">{children}</DropdownMenu.Label>;
}

export function MenuLine(): ReactNode {
  return <DropdownMenu.Separator className="menu-line" />;
}
