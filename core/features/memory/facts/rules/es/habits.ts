// What somebody does over and over, and what they own.
import { rule } from '../../reading/rule.ts';
import { readPhrase } from '../../reading/values.ts';
import { fold } from '../common.ts';

const often = '(?:casi )?(?:todas las (?:mananas|noches|tardes|semanas)|todos los (?:dias|lunes|martes|miercoles|jueves|viernes|sabados|domingos|veranos|inviernos|anos|meses|fines de semana)|cada (?:dia|manana|noche|tarde|semana|domingo|sabado|lunes|martes|miercoles|jueves|viernes|verano|mes|ano|finde|fin de semana)|los (?:lunes|martes|miercoles|jueves|viernes|sabados|domingos|fines de semana)(?: (?:y|por la|por las) (?:los )?\\p{L}+)?|(?:una|dos|tres|cuatro|cinco|\\d) (?:vez|veces) (?:a la semana|por semana|al dia|al mes|al ano)|por las (?:mananas|noches|tardes)|antes de (?:dormir|acostarme|desayunar)|entre semana|a diario|de vez en cuando)';
const doing = '(?:me (?:levanto|despierto|acuesto|ducho|bano|voy a dormir|tomo|hago|echo|preparo)|corro|salgo a (?:correr|caminar|andar|pasear|bailar)|voy (?:al gimnasio|a nadar|a correr|al gym|a misa|a terapia|al mercado|a pilates|a yoga|a ver a|andando|en bici|a la piscina|al cine|a casa de|a clase|a bailar|al trabajo en|a caminar)|hago (?:yoga|deporte|ejercicio|pilates|meditacion|estiramientos|la siesta|pesas|abdominales|voluntariado|pan)|camino|medito|leo|nado|desayuno|ceno|como con|escribo (?:en )?(?:un|mi)? ?(?:diario)|escribo|entreno|paseo|llamo a|tomo (?:un |una |dos |tres |el )?(?:cafe|te|mate|cafes|vermut|siesta)|duermo|rezo|bebo|cocino|juego|monto|estudio|dibujo|pinto|toco|veo|madrugo|cuido|visito|quedo con|limpio|riego|saco a|escucho|practico|ayudo)';

const clause = (text: string) => readPhrase(text.replace(/^(?:yo|siempre|también)\s+/iu, ''), { words: 12, until: /\s(?:porque|pero|para no|asi que|desde)(?![\p{L}])/u });

export const spanishHabits = [
  rule(['<yo>(vendi|he vendido|acabo de vender|vendimos|me robaron|me han robado) (el|la|mi|nuestro|nuestra) <thing>'], (match) => ({ key: /^(?:bici|casa|piso|apartamento|guitarra|piano|camara|barco|finca|consola|terreno)/.test(match.folded('thing')) ? 'owns' : 'vehicle', value: match.get('thing'), isEnded: true }), { words: { thing: 'coche|carro|auto|moto|motocicleta|furgoneta|furgo|camioneta|patinete|vespa|scooter|autocaravana|caravana|bici|bicicleta|casa|piso|apartamento|guitarra|piano|camara|barco|finca|consola|terreno' } }),
  rule([`<yo><doing>[^,;:.!?\\n]{0,50}? <often>`, `<often>,? <yo><doing>[^,;:.!?\\n]{0,50}`], (match) => {
    const said = match.sentence.text.slice(match.before.length, match.sentence.text.length - match.after.length).trim();
    const value = clause(said);
    return value === null || /\b(?:contigo|esta semana|este mes|de vez en cuando)\b/.test(fold(said)) ? null : { key: 'habit', value };
  }, { words: { often, doing }, confidence: 0.85 }),
  rule(['<yo>(suelo|acostumbro a|acostumbro|tengo la costumbre de|tengo el habito de|tengo la mania de|estoy acostumbrado a|estoy acostumbrada a|tengo por costumbre) <words>', 'siempre (?<words>(?:me (?:levanto|acuesto|despierto|ducho)|duermo|desayuno|ceno|madrugo|llevo|tomo (?:un |el )?(?:cafe|te|mate)|salgo a correr|voy (?:andando|en bici))[^,;:.!?\\n]{0,50})', '<yo>nunca (?<words>desayuno|ceno|madrugo)'], (match) => {
    if (match.polarity === 'no') return null;
    // "el suelo del autobús" is a floor, not a habit.
    if (/(?:^|\s)suelo\s/u.test(match.sentence.folded) && !/^\p{L}+[aei]r(?:me|se|lo|la)?(?![\p{L}])/u.test(match.folded('words'))) return null;
    const value = readPhrase(match.get('words'), { words: 10, keepsAnd: false });
    return value === null || /^(?:ser|estar|tener|pensar|creer|decir|hacerlo|ponerme|sentirme|olvidar|equivocarme)(?![\p{L}])/u.test(fold(value)) ? null : { key: 'habit', value, confidence: 0.82 };
  }),
  rule(['<yo>(tengo|conduzco|manejo|me compre|me he comprado|acabo de comprarme|acabo de comprar|compre|he comprado|voy en|llevo) (un|una|mi) <vehicle> <more>', '<yo>(tengo|conduzco|manejo|me compre|me he comprado|acabo de comprarme|acabo de comprar|compre|he comprado) (un|una) <vehicle>', 'mi (coche|carro|auto|moto) es (un|una) <words>', '<yo>(tengo|conduzco|manejo) un <brand>'], (match) => {
    const said = match.sentence.text.slice(match.before.length).trim();
    const value = match.get('words') !== '' ? readPhrase(match.get('words'), { words: 5 }) : readPhrase(said.replace(/^.*?\b(?:un|una|mi)\s+/iu, ''), { words: 5, until: /\s(?:para|con|de segunda|desde|en|y|hace)(?![\p{L}])/u });
    return value === null || /alquil|prestad|de empresa/.test(fold(said)) || match.polarity === 'no' ? null : { key: 'vehicle', value, confidence: 0.85 };
  }, { words: { vehicle: 'coche|carro|auto|moto|motocicleta|furgoneta|camioneta|vespa|scooter|autocaravana|caravana|todoterreno', brand: '(?:seat|renault|peugeot|citroen|ford|opel|volkswagen|toyota|honda|nissan|kia|hyundai|mazda|fiat|bmw|audi|mercedes|skoda|dacia|tesla|volvo|chevrolet|jeep|suzuki|yamaha|vespa)[^,;:.!?\\n]{0,25}' } }),
  rule(['<yo>(tengo|me compre|me he comprado|acabo de comprarme|he comprado|compre) (un|una|unos|unas) [viejo] [vieja] [pequeno] [pequena] <thing>'], (match) => {
    if (match.polarity === 'no') return null;
    const rest = /^\s*(?:de \p{L}+(?: \p{L}+)?|en (?:la playa|el pueblo|el campo|propiedad|la sierra|la montana)|con \p{L}+|\p{L}+(?:o|a|al|il))(?=\s*(?:[,.;!]|$))/u.exec(match.after)?.[0] ?? '';
    const end = match.sentence.text.length - match.after.length + rest.length;
    const said = match.sentence.text.slice(match.before.length, end).replace(/^.*?\b(?:un|una|unos|unas)\s+/iu, '').trim();
    return /alquil|peluche|juguete/.test(fold(said)) ? null : { key: 'owns', value: said, confidence: 0.8 };
  }, { words: { thing: 'casita|casita \\p{L}+|huertito|terrenito|pisito|bici|bicicleta|bicicleta de montana|casa|piso|apartamento|guitarra|piano|camara|telescopio|tienda|restaurante|bar|negocio|barco|velero|huerto|finca|terreno|granja|consola|playstation|xbox|nintendo switch|switch|ordenador|portatil|tablet|ipad|impresora 3d|dron|kindle|ebook|tocadiscos|vinilos|moto de agua|jardin|caravana|cabana|maquina de coser|telar|acuario|terrario|invernadero|estudio|local' } }),
];
