// The whole file as text. What can be drawn by the other tabs enters the draft as it is typed; the rest waits here with its problems.
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useEditor, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { issueText, type DraftIssue } from './draft-issues.ts';
import type { Schema } from './json-complete.ts';
import { placeProblems } from './json-problems.ts';

const JsonEditor = lazy(() => import('./json-editor.tsx').then((module) => ({ default: module.JsonEditor })));
const none: Schema = {};

export function JsonTab(): ReactNode {
  const { t } = useText();
  const { editor } = useStores();
  const draft = useEditor(({ history }) => history?.present);
  const { raw, issues, findings } = useEditor((state) => state);
  const [typed, setTyped] = useState<string | null>(null);
  const [schema, setSchema] = useState(none);
  useEffect(() => { editor.getState().schema().then(setSchema, () => {}); }, [editor]);
  const written = useMemo(() => JSON.stringify(draft, null, 2), [draft]);
  // The person's own spaces and order of writing stay while the text still says what the draft says.
  const text = raw?.text ?? (typed !== null && saysTheSame(typed, written) ? typed : written);
  const problems = useMemo(() => {
    const named = [...(raw?.issues ?? issues).flatMap((issue) => pathsOf(issue).map((path) => ({ path, message: issueText(issue, t), severity: 'error' as const }))), ...(raw ? [] : findings)];
    return placeProblems(text, named, t('json_not_json'));
  }, [raw, issues, findings, text, t]);
  const change = (next: string): void => { setTyped(next); if (next !== text) editor.getState().editRaw(next); };
  return (
    <div className="json-tab">
      <p className="draft-hint">{t('json_hint')}</p>
      {raw && <div className="json-waiting" role="status"><span>{t(raw.is_json ? 'json_waiting' : 'json_not_json')}</span><Button tone="quiet" onClick={() => { if (draft) { setTyped(null); editor.getState().editRaw(written); } }}>{t('json_back')}</Button></div>}
      <Suspense fallback={<p className="soft" role="status">{t('loading')}</p>}><JsonEditor text={text} label={t('tab_json')} problems={problems} schema={schema} onChange={change} /></Suspense>
      {problems.length > 0 && <ol className="json-problems" aria-label={t('json_problems')}>{problems.slice(0, 8).map((problem, index) => <li key={index} className={problem.severity === 'error' ? 'field-problem' : 'field-warning'}>{t('json_line', { line: text.slice(0, problem.from).split('\n').length })}: {problem.message}</li>)}</ol>}
    </div>
  );
}

/** What nobody knows is marked where it stands. */
function pathsOf({ path, values: { keys } }: DraftIssue): string[] {
  return keys ? keys.split(', ').map((key) => [path, key].filter(Boolean).join('.')) : [path];
}

function saysTheSame(typed: string, written: string): boolean {
  try { return JSON.stringify(JSON.parse(typed)) === JSON.stringify(JSON.parse(written)); } catch { return false; }
}
