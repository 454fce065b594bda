// The words that Markdown's controls need, made once per language.
import { useMemo } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import type { MarkdownLabels } from '../../ui/markdown.tsx';

export function useMarkdownLabels(): MarkdownLabels {
  const { t } = useText();
  return useMemo(() => ({ copy: t('code_copy'), copied: t('copied'), wrap: t('code_wrap'), unwrap: t('code_unwrap'), plainCode: t('code_plain'), code: t('code_region'), table: t('table_region'), image: (host) => t('chat_shown_image', { host }) }), [t]);
}
