// Buttons: a worded one in four weights, and a square one with an icon, a name and a hint.
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Tip } from './tip.tsx';
import './button.css';

type Common = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & { ref?: Ref<HTMLButtonElement> };

export function Button({ tone = 'plain', icon, children, ...others }: Common & { tone?: 'plain' | 'accent' | 'quiet' | 'danger'; icon?: ReactNode }): ReactNode {
  return <button type="button" {...others} className={`button button-${tone}`}>{icon}{children}</button>;
}

/** `label` is both the accessible name and the hint on hover. */
export function IconButton({ label, children, side = 'top', size = 'normal', tone = 'quiet', hasTip = true, ...others }: Common & { label: string; side?: 'top' | 'right' | 'bottom' | 'left'; size?: 'small' | 'normal'; tone?: 'quiet' | 'accent'; hasTip?: boolean }): ReactNode {
  const button = <button type="button" aria-label={label} {...others} className={`icon-button icon-button-${size} icon-button-${tone}`}>{children}</button>;
  return hasTip ? <Tip text={label} side={side}>{button}</Tip> : button;
}
