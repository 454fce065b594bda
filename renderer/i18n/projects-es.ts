// Proyectos, lo que se queda en este equipo, lo pasado y lo desactivado, en español. "a|b": singular y plural, según {count}.
import type { projectsEn } from './projects-en.ts';

export const projectsEs: Record<keyof typeof projectsEn, string> = {
  project_title: 'Proyecto', project_of: 'Proyecto', project_name: 'Nombre del proyecto', project_new: 'Un nombre nuevo', project_known: 'Tus proyectos',
  project_hint: 'Lo que se aprende en un proyecto se queda en sus chats: los demás no lo ven. Lo que saben todos se ve aquí también.',
  project_moves: 'Lo que se aprendió solo en este chat pasa al proyecto, y los demás chats dejan de verlo.',
  project_wrong: 'Solo letras, cifras, espacios y guiones.',
  project_none_button: 'Sin proyecto', project_begin: 'Sin proyecto', project_begin_in: 'En el proyecto {project}', project_change: 'Proyecto…',
  project_filter: 'Chats de un proyecto', project_all: 'Todos los chats', project_none: 'Sin proyecto', facet_project: 'Proyecto', project_only: 'Proyecto {project}', project_all_memories: 'En todas partes',
  status_withheld: '{count} recuerdo se quedó en este equipo|{count} recuerdos se quedaron en este equipo',
  status_withheld_hint: 'No se enviaron con la última respuesta, porque su modelo no está en este equipo. «¿Por qué esta respuesta?» dice de qué tipo son.',
  why_withheld: 'Se quedó en este equipo',
  guard_local_facts_withheld: 'datos marcados solo para este equipo',
  guard_local_messages_withheld: 'lo que se dijo de ellos y mensajes que cuentan un secreto',
  guard_local_notes_withheld: 'notas de turnos anteriores que citan algo así',
  guard_local_summary_withheld: 'el resumen de lo dicho antes, que abarca algo así',
  why_withheld_says: '{count} recuerdo no se envió a {location}: {kinds}.|{count} recuerdos no se enviaron a {location}: {kinds}.',
  past_mark: 'pasado',
  feature_off_analytics: 'Las estadísticas están desactivadas.', feature_off_audit: 'La revisión de la memoria está desactivada.', feature_off_snapshots: 'Las instantáneas están desactivadas.', feature_off_imports: 'Las importaciones están desactivadas.',
  feature_off_summaries: 'Los resúmenes están desactivados.', feature_switch_on: 'Activar',
};
