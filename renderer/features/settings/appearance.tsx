// Theme, language and sizes: kept by this screen, at once.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useShell } from '../../stores-context.tsx';
import { Options } from '../../ui/field.tsx';
import { replyFonts, sizes, themes } from '../shell/preferences.ts';

export function Appearance(): ReactNode {
  const { t } = useText();
  const preferences = useShell((state) => state.preferences);
  const prefer = useShell((state) => state.prefer);
  return (
    <div className="setting-rows">
      <Row label={t('settings_theme')}><Options label={t('settings_theme')} value={preferences.theme} options={themes.map((value) => ({ value, label: t(`settings_theme_${value}`) }))} onChange={(theme) => prefer({ theme })} /></Row>
      <Row label={t('settings_language')}><Options label={t('settings_language')} value={preferences.language} options={[{ value: 'en', label: 'English' }, { value: 'es', label: 'Español' }]} onChange={(language) => prefer({ language })} /></Row>
      <Row label={t('settings_size')}><Options label={t('settings_size')} value={preferences.size} options={sizes.map((value) => ({ value, label: t(`settings_size_${value}`) }))} onChange={(size) => prefer({ size })} /></Row>
      <Row label={t('settings_reply_font')}><Options label={t('settings_reply_font')} value={preferences.reply_font} options={replyFonts.map((value) => ({ value, label: t(`settings_font_${value}`) }))} onChange={(font) => prefer({ reply_font: font })} /></Row>
    </div>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return <div className="setting-row setting-row-wide"><div className="setting-words"><span className="setting-label">{label}</span></div><div className="setting-control">{children}</div></div>;
}
