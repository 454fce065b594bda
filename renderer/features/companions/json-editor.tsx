// The file itself in CodeMirror: coloured, completed by the schema, problems at their place. Large, so it is loaded when its tab opens.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef, type ReactNode } from 'react';
import { suggestionsAt, type Schema } from './json-complete.ts';
import type { PlacedProblem } from './json-problems.ts';

const colours = HighlightStyle.define([
  { tag: tags.propertyName, class: 'hljs-attr' }, { tag: tags.string, class: 'hljs-string' }, { tag: tags.number, class: 'hljs-number' },
  { tag: [tags.bool, tags.null], class: 'hljs-literal' }, { tag: tags.invalid, class: 'hljs-deletion' },
]);

export function JsonEditor({ text, label, problems, schema, onChange }: { text: string; label: string; problems: readonly PlacedProblem[]; schema: Schema; onChange: (text: string) => void }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ onChange, schema, text });
  useEffect(() => { latest.current = { onChange, schema, text }; });
  useEffect(() => {
    if (!place.current) return undefined;
    const complete = (context: CompletionContext) => {
      if (!context.explicit && !context.matchBefore(/["\w]$/)) return null;
      const { from, suggestions } = suggestionsAt(context.state.doc.toString(), context.pos, latest.current.schema);
      return suggestions.length === 0 ? null : { from, filter: true, options: suggestions.map(({ label: word, apply, kind }) => ({ label: `"${word}"`, displayLabel: word, apply, type: kind })) };
    };
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          lineNumbers(), foldGutter(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), closeBrackets(), indentOnInput(), json(), syntaxHighlighting(colours), lintGutter(),
          autocompletion({ override: [complete], icons: false }), EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
          EditorView.updateListener.of((update) => { if (update.docChanged) latest.current.onChange(update.state.doc.toString()); }),
        ],
      }),
    });
    view.current = editor;
    return () => { editor.destroy(); view.current = null; };
  }, [label]);
  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== text) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
  }, [text]);
  useEffect(() => {
    const editor = view.current;
    if (editor) editor.dispatch(setDiagnostics(editor.state, problems.map(({ from, to, ...problem }) => ({ ...problem, from: Math.min(from, editor.state.doc.length), to: Math.min(to, editor.state.doc.length) }))));
  }, [problems]);
  return <div className="json-editor" ref={place} />;
}
