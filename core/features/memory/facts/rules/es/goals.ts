// What somebody wants to reach, beyond today.
import { rule } from '../../reading/rule.ts';
import { readPhrase } from '../../reading/values.ts';
import { fold } from '../common.ts';

/** Verbs of wishes that last; "quiero comer" is over by supper. */
const lasting = /^(?:(?:poder|llegar a|volver a|conseguir|lograr|empezar a|terminar de) )?(?:aprender|ser|llegar|conseguir|lograr|escribir|publicar|abrir|montar|fundar|crear|estudiar|sacarme|sacar(?:me)? (?:el|la|una plaza)|aprobar|terminar|acabar|graduarme|titularme|dejar de|dejar el|dejar mi|perder|adelgazar|bajar|subir|ganar|ahorrar|comprar(?:me)? (?:una|un) (?:casa|piso|apartamento|departamento|terreno|coche|moto|furgoneta|autocaravana|barco)|comprar(?:me)? mi|viajar|conocer|visitar|recorrer|ir a vivir|irme a vivir|vivir|mudarme|emigrar|correr (?:un|una|el|la|mi)|hacer (?:un|una|el|la) (?:maraton|media|camino|triatlon|ironman|doctorado|master|viaje|curso|vuelta)|tener (?:un[oa]? (?:\p{L}+ )?(?:huert[oa]|huertito|casa|casita|jardin|perro|gato|caballo|barco|negocio|taller|libreria|cafeteria|tienda|bar|restaurante)|hijos|un hijo|una hija|mi propi|una familia|una casa|un huerto|familia|una granja)|formar|casarme|adoptar|cambiar de|encontrar|mejorar|dominar|hablar|tocar|convertirme|dedicarme|trabajar (?:en|de|como|para)|independizarme|jubilarme|emprender|lanzar|participar|competir|clasificar|ponerme en forma|volver a|dar la vuelta|leer (?:\d+|mas|cincuenta|un libro|cien)|superar|retomar|opositar|construir|grabar|componer|pintar un|exponer|ver (?:la aurora|una aurora|auroras)|especializarme|ascender|madurar|mantener|rodar|dirigir|reducir|pagar|saldar|cuidar(?:me)?|certificar(?:me)?|desarrollar|preparar(?:me)?|alcanzar|meditar|tirarme en paracaidas|comer mas sano|dormir mejor)(?![\p{L}])/u;
const soon = /\b(?:hoy|ahora mismo|esta noche|esta tarde|manana|ahorita|un rato|este finde|este fin de semana|contigo|que me (?:ayudes|digas|cuentes|expliques)|saber|preguntarte|contarte)\b/;
const phrase = (text: string) => readPhrase(text, { words: 10, keepsAnd: true, until: /\s(?:algun dia|un dia|este ano|el ano que viene|antes de|porque|en el futuro|cuando|de mayor|alguna vez|en la vida|desde|por fin|pronto|de una vez|para (?:poder|que|mi|el|la|mejorar|no))(?![\p{L}])/u });

const goal = (text: string, needsLasting: boolean, confidence: number) => {
  if (soon.test(fold(text))) return null;
  const value = phrase(text);
  return value === null || fold(value).length < 4 || (needsLasting && !lasting.test(fold(value))) || /^(?:ser (?:sincer|honest|clar|feliz contigo)|conocerte|hablar (?:contigo|de|con)|vivir (?:tranquil|la vida|en paz)|mejorar (?:el dia)|volver a (?:casa|dormir|la cama)|encontrar (?:mis|las) llaves|terminar (?:ya|esto)|que)/u.test(fold(value)) ? null : { key: 'goal', value, confidence };
};

export const spanishGoals = [
  rule(['<yo>(he renunciado a|renuncie a|he abandonado la idea de|abandone la idea de|he desistido de|me he rendido con lo de|he dejado de querer|se me quitaron las ganas de|se me han quitado las ganas de) <words>'], (match) => {
    const value = readPhrase(match.get('words').replace(/^(?:la idea de|mi sueño de|ser\s)/iu, (start) => (/^ser/i.test(start) ? start : '')), { words: 8 });
    return value === null || !/^\p{L}+(?:ar|er|ir)(?:me|se)?\b/u.test(fold(value)) ? null : { key: 'goal', value, isEnded: true };
  }),
  rule(['<yo>(quiero|quisiera|querria|me gustaria|me encantaria|espero|pretendo|planeo|aspiro a|me propongo|me he propuesto|me propuse|intento|estoy intentando|trato de|estoy tratando de|tengo ganas de|deseo|sueno con|quiero llegar a|anhelo|ansio|tengo pensado|ambiciono) [algun dia] [un dia] [de verdad] [mucho] [poder] [este ano] [de mayor] <words>'], (match) => {
    if (match.polarity === 'over') return { ...(goal(match.get('words'), true, 0.8) ?? { key: 'goal', value: '' }), isEnded: true };
    const isDream = /(?:sueno con|aspiro a|me propongo|me he propuesto|me propuse|ambiciono|anhelo)/.test(match.sentence.folded.slice(match.before.length));
    if (match.polarity === 'no' || (isDream && !/^(?:llegar a |poder |con )?\p{L}+(?:ar|er|ir)(?:me|nos|se|lo|la)?(?![\p{L}])/u.test(match.folded('words')))) return null;
    return goal(match.get('words'), !isDream, 0.85);
  }),
  rule(['mi (gran|mayor|principal)? ?(sueno|meta|objetivo|proposito|ilusion|aspiracion|deseo|reto|ambicion)( de vida| en la vida| este ano| para este ano| de este ano| del ano| principal| ahora mismo| profesional| de siempre| desde nina?| desde nino)? (es|seria|siempre ha sido|sigue siendo|ha sido siempre) [poder] <words>', '(tengo|me he puesto|me puse) (como|de) (meta|objetivo|proposito) <words>', '(estoy ahorrando|ahorro|llevo tiempo ahorrando) para <words>', '<yo>me estoy preparando para <words>', 'tengo (el sueno|la meta|el objetivo|la ilusion|el proposito|la ambicion) de <words>', 'una de mis metas es <words>', 'uno de mis (suenos|objetivos|propositos) es <words>'], (match) => {
    const value = goal(match.get('words'), false, 0.9);
    return value !== null && /^(?:estoy ahorrando|ahorro|llevo tiempo ahorrando)/.test(match.sentence.folded.slice(match.before.length)) ? { ...value, value: `ahorrar para ${String(value.value)}`, confidence: 0.8 } : value;
  }),
  rule(['ojala [algun dia] [un dia] (pueda|logre|consiga) <words>', '(lo que mas deseo|lo que mas quiero) [en la vida] es <words>'], (match) => goal(match.get('words'), false, 0.8)),
  rule(['<yo>(estoy preparando|preparo|me preparo para|me estoy preparando) (las|unas|la|una) (?<words>oposicion(?:es)? (?:a|de|para) [^,;:.!?]{3,40})'], (match) => (match.polarity === 'none' ? goal(match.get('words'), false, 0.8) : null)),
];
