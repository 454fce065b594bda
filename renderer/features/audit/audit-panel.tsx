// The check-up of memory: what was looked at, how much of it is not as it should be, and what mends it.
import { CircleCheck, RotateCw, Sparkles } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { auditSeverities, type AuditFinding, type AuditReport } from '../../../core/contract/index.ts';
import { formatAgo } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useAudit, useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Tag } from '../memory/tag.tsx';
import type { Mend } from './audit-store.ts';
import { useAuditActions, type MendFindings } from './use-audit-actions.ts';
import './audit.css';

const severitiesGravestFirst = [...auditSeverities].reverse();
const rateKinds = ['exact_duplicate', 'near_duplicate', 'recall_loop', 'secret', 'stale'] as const;

export function AuditPanel(): ReactNode {
  const { t, language } = useText();
  const { audit } = useStores();
  const { report, is_loading: isLoading, error } = useAudit((state) => state);
  useEffect(() => { void audit.getState().load(language); }, [audit, language]);
  if (error && !report) return <p className="problem audit-problem" role="alert">{t('audit_failed')} {error.message} <Button onClick={() => void audit.getState().load(language)}>{t('retry')}</Button></p>;
  if (!report) return <p className="soft audit-problem" role="status">{t('audit_looking')}</p>;
  const { facts, past_facts: past, episodes } = report.counts;
  if (facts + past + episodes === 0) return <div className="page-empty"><p>{t('audit_empty')}</p></div>;
  return (
    <div className="audit" aria-busy={isLoading}>
      {error && <p className="problem" role="alert">{t('audit_failed')} {error.message}</p>}
      <Summary report={report} isLoading={isLoading} />
      <Rates rates={report.rates} />
      <Findings findings={report.findings} />
      <Notes report={report} />
    </div>
  );
}

function Summary({ report, isLoading }: { report: AuditReport; isLoading: boolean }): ReactNode {
  const { t, language } = useText();
  const { audit } = useStores();
  const mend = useAuditActions();
  const { counts, findings, checked_at: at } = report;
  const safe = findings.filter((finding) => finding.is_safe);
  return (
    <header className="audit-head">
      <div>
        <h2 id="audit-head" tabIndex={-1}>{findings.length === 0 ? <><CircleCheck size={18} aria-hidden className="audit-ok" />{t('audit_well')}</> : t('audit_found', { count: findings.length })}</h2>
        <p className="soft">{t('audit_summary', { facts: t('audit_summary_facts', { count: counts.facts }), past: t('audit_summary_past', { count: counts.past_facts }), episodes: t('audit_summary_episodes', { count: counts.episodes }), ago: formatAgo(at, Date.now(), language) })}</p>
      </div>
      <span className="audit-ways">
        {safe.length > 0 && <Button tone="accent" title={t('audit_mend_safe_hint')} icon={<Sparkles size={15} aria-hidden />} disabled={isLoading} onClick={() => void mend(safe).then(() => document.getElementById('audit-head')?.focus())}>{t('audit_mend_safe', { count: safe.length })}</Button>}
        <Button icon={<RotateCw size={15} aria-hidden />} disabled={isLoading} onClick={() => void audit.getState().load(language)}>{t('audit_again')}</Button>
      </span>
    </header>
  );
}

function Rates({ rates }: { rates: AuditReport['rates'] }): ReactNode {
  const { t, language } = useText();
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <dl className="audit-rates" aria-label={t('audit_rates')}>
      {rateKinds.map((kind) => (
        <div key={kind} data-some={rates[kind] > 0 || undefined}>
          <dt>{t(`audit_rate_${kind}`)}</dt>
          <dd><span className="numbers">{percent.format(rates[kind])}</span><span className="audit-meter" aria-hidden><span style={{ width: `${Math.max(rates[kind] > 0 ? 2 : 0, rates[kind] * 100)}%` }} /></span></dd>
        </div>
      ))}
    </dl>
  );
}

function Findings({ findings }: { findings: readonly AuditFinding[] }): ReactNode {
  const { t } = useText();
  const mend = useAuditActions();
  const list = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<AuditFinding | null>(null);
  /** The next finding gets the focus; where there is none, the head does. */
  const mendAndGoOn: MendFindings = async (chosen, way) => {
    const place = findings.findIndex(({ id }) => id === chosen[0]?.id);
    const next = findings[place + 1] ?? findings[place - 1];
    const isDone = await mend(chosen, way);
    if (isDone) setTimeout(() => (list.current?.querySelector<HTMLElement>(`[data-finding="${CSS.escape(next?.id ?? '')}"] button`) ?? document.getElementById('audit-head'))?.focus(), 0);
    return isDone;
  };
  const onMend = (finding: AuditFinding, way: Mend): void => { if (finding.kind === 'secret' && way === 'forget') setAsked(finding); else void mendAndGoOn([finding], way); };
  return (
    <div ref={list}>
      {severitiesGravestFirst.map((severity) => {
        const some = findings.filter((finding) => finding.severity === severity);
        return some.length > 0 && (
          <section key={severity} className={`audit-group audit-${severity}`} aria-labelledby={`audit-${severity}`}>
            <h3 id={`audit-${severity}`}>{t(`audit_severity_${severity}`)} <span className="numbers facts-count">{some.length}</span></h3>
            <ul>{some.map((finding) => <Finding key={finding.id} finding={finding} onMend={onMend} />)}</ul>
          </section>
        );
      })}
      <Confirm isOpen={asked !== null} onClose={() => setAsked(null)} title={t('audit_secret_title')} confirmLabel={t('audit_mend_forget')} cancelLabel={t('cancel')} onConfirm={() => { if (asked) void mendAndGoOn([asked], 'forget'); }}>{t('audit_secret_body')}</Confirm>
    </div>
  );
}

function Finding({ finding, onMend }: { finding: AuditFinding; onMend: (finding: AuditFinding, mend: Mend) => void }): ReactNode {
  const { t } = useText();
  const showInMemory = useShell((state) => state.showInMemory);
  const words = (way: Mend): string => t(finding.kind === 'unconfirmed' && way === 'keep' ? 'audit_mend_confirm' : `audit_mend_${way}`);
  const named = (action: string): string => t('audit_of', { action, finding: finding.sentence });
  const [first] = finding.ids;
  const ways: Mend[] = finding.mend === 'keep' ? ['keep'] : [finding.mend, 'keep'];
  return (
    <li className="finding" data-testid="finding" data-finding={finding.id} data-kind={finding.kind}>
      <div className="finding-words"><p>{finding.sentence}</p><Tag tone="plain">{t(`audit_kind_${finding.kind}`)}</Tag></div>
      <div className="finding-ways">
        {ways.map((way, index) => <Button key={way} tone={index === 0 ? 'plain' : 'quiet'} aria-label={named(words(way))} onClick={() => onMend(finding, way)}>{words(way)}</Button>)}
        {first && finding.kind !== 'orphan' && <Button tone="quiet" aria-label={named(t('audit_show'))} onClick={() => showInMemory(finding.entity, first)}>{t('audit_show')}</Button>}
      </div>
    </li>
  );
}

function Notes({ report }: { report: AuditReport }): ReactNode {
  const { t } = useText();
  const notes = [
    report.secret_messages > 0 ? t('audit_note_secrets', { count: report.secret_messages }) : '', report.recall_repeats > 0 ? t('audit_note_repeats', { count: report.recall_repeats }) : '',
    report.is_complete ? '' : t('audit_note_incomplete'), report.by_meaning ? '' : t('audit_note_words_only'),
  ].filter(Boolean);
  return notes.length > 0 && <ul className="audit-notes">{notes.map((note) => <li key={note}>{note}</li>)}</ul>;
}
