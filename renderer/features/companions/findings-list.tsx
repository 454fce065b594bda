// What reading a file found: where, and what was done about it.
import type { ReactNode } from 'react';
import type { Finding } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';

const shown = 6;

export function FindingsList({ findings }: { findings: readonly Finding[] }): ReactNode {
  const { t } = useText();
  const row = (finding: Finding, index: number): ReactNode => <li key={index}><span className={finding.severity === 'error' ? 'finding-mark is-error' : 'finding-mark'}>{t(finding.severity === 'error' ? 'finding_error' : 'finding_warning')}</span><span>{finding.path && <code>{finding.path}</code>} {finding.message}</span></li>;
  return (
    <>
      <ul className="findings">{findings.slice(0, shown).map(row)}</ul>
      {findings.length > shown && <details className="findings-more"><summary>{t('findings_more', { count: findings.length - shown })}</summary><ul className="findings">{findings.slice(shown).map(row)}</ul></details>}
    </>
  );
}
