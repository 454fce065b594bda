// The tags episodes carry, which are fixed English words, in the reader's language; a person's own tags stay as they are.
import type { Language } from '../../i18n/translate.ts';

const spanish: Record<string, string> = {
  // Feelings.
  sad: 'tristeza', afraid: 'miedo', angry: 'enfado', ashamed: 'vergüenza', happy: 'alegría', proud: 'orgullo', loving: 'cariño', grateful: 'gratitud', surprised: 'sorpresa',
  // What it is about.
  pet: 'mascota', family: 'familia', partner: 'pareja', friend: 'amistad', work: 'trabajo', study: 'estudios', health: 'salud', home: 'casa', money: 'dinero', travel: 'viaje', sport: 'deporte', art: 'arte', birthday: 'cumpleaños', routine: 'rutina',
  // What happened.
  bereavement: 'pérdida', illness: 'enfermedad', breakup: 'ruptura', new_relationship: 'relación nueva', birth: 'nacimiento', wedding: 'boda', new_job: 'trabajo nuevo', job_loss: 'pérdida del trabajo', graduation: 'graduación', move: 'mudanza',
  achievement: 'logro', conflict: 'conflicto', confession: 'confesión', accident: 'accidente',
};

export function tagWord(tag: string, language: Language): string {
  return (language === 'es' && Object.hasOwn(spanish, tag) ? spanish[tag] : undefined) ?? tag.replaceAll('_', ' ');
}
