// Companions: the gallery, or the editor of one.
import type { ReactNode } from 'react';
import { useShell } from '../../stores-context.tsx';
import { editorTabs } from './draft-issues.ts';
import { Editor } from './editor.tsx';
import { Gallery } from './gallery.tsx';
import '../memory/memory.css';
import './companions.css';
import './editor.css';
import './preview.css';

export function CompanionsScreen(): ReactNode {
  const route = useShell((state) => state.route);
  if (route.view !== 'companions' || route.personality === null) return <Gallery />;
  return <Editor key={route.personality} id={route.personality} tab={editorTabs.find((name) => name === route.tab) ?? 'identity'} />;
}
