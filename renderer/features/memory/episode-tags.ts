// The tags episodes carry, which are fixed English words, in the reader's language; a person's own tags stay as they are.
import type { Language } from '../../i18n/translate.ts';

const spanish: Record<string, string> = {
  // Feelings.
  sad: 'tristeza', afraid: 'miedo', angry: 'enfado', ashamed: 'vergüenza', happy: 'alegría', proud: 'orgullo', loving: 'cariño', grateful: 'gratitud', surprised: 'sorpresa',
  // What it is about.
  pet: 'mascota', family: 'familia', partner: 'pareja', friend: 'amistad', work: 'trabajo', study: 'estudios', health: 'salud', home: 'casa', money: 'dinero', travel: 'viaje', sport: 'deporte', art: 'arte', birthday: 'cumpleaños', routine: 'rutina',
  // What happened.
  death: 'muerte', loss: 'pérdida', illness: 'enfermedad', accident: 'accidente', breakup: 'ruptura', divorce: 'divorcio', job_loss: 'pérdida del trabajo', failure: 'fracaso', conflict: 'conflicto', confession: 'confesión', secret: 'secreto',
  birth: 'nacimiento', pregnancy: 'embarazo', wedding: 'boda', engagement: 'compromiso', recovery: 'recuperación', graduation: 'graduación', exam: 'examen', achievement: 'logro', promotion: 'ascenso', new_job: 'trabajo nuevo', relationship: 'relación',
  move: 'mudanza', new_home: 'casa nueva', new_pet: 'mascota nueva', retirement: 'jubilación', trip: 'viaje', anniversary: 'aniversario', surgery: 'operación', diagnosis: 'diagnóstico', money_trouble: 'problemas de dinero',
};

export function tagWord(tag: string, language: Language): string {
  return (language === 'es' && Object.hasOwn(spanish, tag) ? spanish[tag] : undefined) ?? tag.replaceAll('_', ' ');
}
