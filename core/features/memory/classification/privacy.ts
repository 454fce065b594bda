// How private a message is: by words alone, so that it is the same on every machine and can be explained.
import type { Classification } from '../../../contract/episodes.ts';
import { findPersonalData } from '../../../safety/personal-data.ts';
import { isSensitive } from './sensitive-words.ts';

/** Something that opens a door, with its value beside it: "my password is hunter2", "el PIN es 4821". Asking how to choose one tells none. */
const toldSecret = new RegExp([
  String.raw`\b(?:contrase[ñn]as?|claves? (?:del?|para)(?: (?:el|la|mi))? (?:wi-?fi|router|banco|correo|m[oó]vil|tel[eé]fono|ordenador|cuenta|tarjeta|alarma|port[aá]til|caja fuerte)|pin|c[oó]digo de (?:acceso|seguridad|la alarma)|frase semilla)\b[^.!?\n]{0,30}?(?:\bes\b|\bson\b|:|=)\s*["'«“]?\S{3,}`,
  String.raw`\b(?:passwords?|passcodes?|passphrase|pin(?: code| number)?|(?:security|access|alarm) code|seed phrase|api key|(?:secret|private) key)\b[^.!?\n]{0,30}?(?:\bis\b|\bare\b|:|=)\s*["'“]?\S{3,}`,
].join('|'), 'iu');

/** Oneself or one's own people: what makes a message about the writer. */
const oneself = new RegExp(String.raw`(?<!\p{L})(?:${[
  'yo|me|m[ií]|mis|m[ií][oa]s?|conmigo|nuestr[oa]s?|nos',
  'soy|estoy|tengo|vivo|trabajo|estudio|quiero|siento|odio|amo|prefiero|necesito|fui|estuve|nac[ií]|voy|somos|estamos|vivimos|tenemos',
  "i|i['’](?:m|ve|d|ll)|me|my|mine|myself|we|we['’](?:re|ve)|our|ours|us",
].join('|')})(?!\p{L})`, 'iu');

/**
 * secret: a card, key, IBAN or social security number, or a password told. sensitive: health, beliefs, sex, money or law. personal: about the writer or
 * their people. public: the rest.
 */
export function privacyOf(text: string): Classification['privacy'] {
  if (findPersonalData(text).length > 0 || toldSecret.test(text)) return 'secret';
  if (isSensitive(text)) return 'sensitive';
  return oneself.test(text) ? 'personal' : 'public';
}
