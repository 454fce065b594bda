// Code with its language, a copy button and a switch for wrapping.
import { Check, Copy, WrapText } from 'lucide-react';
import { isValidElement, useRef, useState, type ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { useCopy } from './use-copy.ts';
import type { MarkdownLabels } from './markdown-block.tsx';

export function CodeBlock({ children, labels }: { children?: ReactNode; labels: MarkdownLabels }): ReactNode {
  const [isWrapped, setWrapped] = useState(false);
  const code = useRef<HTMLPreElement>(null);
  const { isCopied, copy } = useCopy();
  const className = isValidElement<{ className?: string }>(children) ? children.props.className : undefined;
  const language = /language-([\w+#-]+)/.exec(className ?? '')?.[1];
  return (
    <figure className="code-block">
      <figcaption>
        <span>{language ?? labels.plainCode}</span>
        <IconButton size="small" label={isWrapped ? labels.unwrap : labels.wrap} aria-pressed={isWrapped} onClick={() => setWrapped(!isWrapped)}><WrapText size={15} /></IconButton>
        <IconButton size="small" label={isCopied ? labels.copied : labels.copy} onClick={() => void copy(code.current?.textContent ?? '')}>{isCopied ? <Check size={15} /> : <Copy size={15} />}</IconButton>
      </figcaption>
      <pre ref={code} tabIndex={0} role="region" aria-label={labels.code} className={isWrapped ? 'is-wrapped' : undefined}>{children}</pre>
    </figure>
  );
}
