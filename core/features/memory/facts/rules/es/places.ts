// Where somebody lives, lived and moved to.
import { rule } from '../../reading/rule.ts';
import type { RuleMatch } from '../../reading/rule.ts';
import { fold } from '../common.ts';
import { isAhead } from '../events.ts';
import { placeName } from './identity.ts';

const notHome = /^(?:internet|instagram|navidad|semana|dios|marte|la luna|el pasado|mi mundo)\b/;
const home = (match: RuleMatch, key = 'home_city') => {
  const place = placeName(match.get('words'));
  return place === null || notHome.test(fold(place)) ? null : { key, value: place };
};

export const spanishPlaces = [
  rule(['<yo>(vivo|vivimos|resido|residimos|estoy viviendo|estamos viviendo|sigo viviendo) [solo] [sola] [solos] [yo] [ahora] [actualmente] [con (\\p{L}+|mi \\p{L}+|mis \\p{L}+)] [en un pueblo de] [en un piso] [en una casa] [cerca de] en [el centro de] [pleno] [la ciudad de] [un pueblo de] [las afueras de] <words>'], (match) => home(match), { confidence: 0.9 }),
  rule(['<yo>(vivo|vivimos) en (un|una) (piso|casa|apartamento|departamento|estudio|pueblo|barrio|habitacion|depa|pueblito|aldea) (en|de) [la ciudad de] <words>'], (match) => home(match), { confidence: 0.8 }),
  rule(['<yo>me [acabo de] (mude|he mudado|mudar|traslade|he trasladado|trasladar) [este ano] [ayer] [hace \\p{L}+ \\p{L}+] [por fin] [hace poco] [a vivir] a [la ciudad de] <words>', '<yo>acabo de mudarme a [la ciudad de] <words>', '<yo>nos [acabamos de] (mudamos|hemos mudado|mudar) [hace \\p{L}+ \\p{L}+] a <words>', '<yo>me (vine|he venido|fui|he ido) a vivir a <words>', 'nos (vinimos|fuimos|hemos venido) a vivir a <words>'], (match) => (/mudamos/.test(match.sentence.folded.slice(match.before.length, match.before.length + 20)) && isAhead(match) ? null : home(match)), { confidence: 0.88 }),
  rule(['llevo [ya] [casi] [\\p{N}+] [\\p{L}+] [unos] [muchos] (anos|ano|meses|mes|semanas|tiempo|toda la vida) [ya] (viviendo|residiendo) en <words>', 'llevo viviendo [\\p{N}+] [\\p{L}+] [\\p{L}+] en <words>', '<yo>vivo desde [hace] [\\p{N}+] [\\p{L}+] [\\p{L}+] en <words>', 'mi ciudad es <words>', 'hace [\\p{N}+] [\\p{L}+] [\\p{L}+] que vivo en <words>'], (match) => home(match)),
  rule(['[antes] <yo>(vivia|vivi|residia|estuve viviendo) [\\p{L}+] [\\p{L}+] [antes] en <words>'], (match) => {
    const found = home(match);
    return found && /\b(?:antes|hasta)\b/.test(match.sentence.folded) ? { ...found, isEnded: true } : null;
  }, { confidence: 0.8 }),
];
