// Tastes said in a roundabout way: what one cannot do with, has come to like, leaves on the plate or holds above all else.
import { rule } from '../../reading/rule.ts';
import { endsLiking, likings } from './tastes.ts';

/** Said with the article of the thing: "no puedo con las arañas"; without it they are idioms ("no puedo más", "me va bien"). */
const named = { confidence: 0.8, isNamed: true };

export const spanishPreferencesOtherwise = [
  rule(['me (va|van) (mucho|bastante|mogollon|un monton) <list>', 'me (gusta|gustan|encanta|encantan|tira|tiran) [mucho] [muchisimo] mas <list> que (el|la|los|las|\\p{L}+[aei]r)', 'cada (vez|dia) me (gusta|gustan|encanta|encantan) mas <list>', 'me (tiene|tienen) [completamente] [totalmente] (enamorado|enamorada|enganchado|enganchada|viciado|viciada|fascinado|fascinada|obsesionado|obsesionada) <list>'], (match) => likings(match, true, { ...named, most: 1 })),
  rule(['<yo>le (he cogido|estoy cogiendo|voy cogiendo|cogi|he agarrado|estoy agarrando|agarre|he pillado|estoy pillando|pille|he encontrado|encontre) (el gusto|gusto|gustillo|el gustillo|el punto|el vicio|carino) (?:al|a (?=l[ao]s?\\s)) ?<list>'], (match) => likings(match, true, { confidence: 0.8, most: 1 })),
  rule(['<yo>le (he cogido|he agarrado|he pillado|cogi|agarre|pille|tengo|tengo cogida) [mucha] [mucho] [un] [una] (mania|tirria|odio|asco|fobia|rabia) (?:al|a (?=l[ao]s?\\s)) ?<list>'], (match) => (match.polarity === 'none' ? likings(match, false, { confidence: 0.8, most: 1 }) : [])),
  rule(['<yo>(estoy|ando|vivo|sigo) [muy] [bien] [super] [re] [totalmente] [completamente] (enganchado|enganchada|viciado|viciada|obsesionado|obsesionada|aficionado|aficionada|clavado|clavada|enamorado|enamorada|fascinado|fascinada|loco|loca) (?:(?:al|del)|(?:a|con|de|por) (?=(?:el|la|los|las)\\s)|de(?= \\p{Lu})) ?<list>', '<yo>me (he enganchado|enganche|he viciado|vicie) (?:al|a (?=l[ao]s?\\s)) ?<list>'], (match) => (match.polarity === 'none' ? likings(match, true, { confidence: 0.8, most: 1 }) : [])),
  rule(['<yo>no puedo con <list>', '<yo>no me (entra|entran) (?!(?:el|la|los|las) (?:pantal|zapat|vestid|camis|vaquer|anill|bot|llave|cabeza))<list>', '<yo>no me (hace gracia|hacen gracia|hace mucha gracia|hacen mucha gracia|hace ninguna gracia|hacen ninguna gracia) <list>', '<yo>no me (va|van) [nada] [mucho] [demasiado] <list>', 'paso (bastante|mucho|totalmente|completamente|olimpicamente) de <list>'], (match) => likings(match, false, { ...named, most: 1 }), { readsDenial: true }),
  rule(['(si hay algo que|si algo|lo unico que|lo que mas) (no soporto|no aguanto|no trago|odio|detesto) [del mundo] [en el mundo] [de todo] (es|son) <list>', 'lo que (peor llevo|menos me gusta|menos soporto) (es|son) <list>', 'lo que (peor llevo|menos me gusta) (?:de los|de las|del|de la) [^,;:.!?]{2,25} (es|son) <list>'], (match) => likings(match, false, { ...named, most: 1 })),
  rule(['nunca me (ha|han) (gustado|encantado|llamado|atraido|ido) [nada] [mucho] [demasiado] <list>', 'nunca me (gusto|gustaron) [nada] [mucho] <list>'], (match) => likings(match, false)),
  rule(['(como|como de|me como|me gusta|me gustan|me encanta|se lo comen|se comen|soporto|aguanto) [casi] [de] (?:todo|tod[oa]s l[oa]s \\p{L}+),? (menos|excepto|salvo|quitando) <list>'], (match) => (match.polarity === 'none' ? likings(match, false, named) : [])),
  rule(['(me ha dejado|me han dejado|me dejo|me dejaron|ha dejado|han dejado) de (gustar|gustarme|interesar|interesarme|hacer gracia) <list>', '<yo>(he dejado|deje) de disfrutar [de] [con] <list>'], endsLiking),
];
