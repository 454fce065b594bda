// More texts from a few own sentences: with hashtags, mentions and addresses, and two sentences in a row, so that a head does not take
// the length or the trimmings of a text for its mood.
import { createRandom } from '../../../core/lib/random.ts';

export type LabelledText = { text: string; labels: readonly number[] };

const tags = ('España Madrid política fútbol cine lectura libros cultura noticias música series televisión elecciones educación medioambiente clima deporte historia arte familia vida amor '
  + 'domingo lunes viernes verano viaje comida trabajo salud ciencia teatro poesía México Argentina Colombia Europa EnDirecto ÚltimaHora FelizLunes FelizViernes BuenosDías Opinión Debate '
  + 'Gobierno Democracia Justicia Feminismo Planeta Capítulo Final').split(' ');
const names = '@marialp @eldiariolocal @jotagomez @radiolocal @usuario @anaruiz @noticiasya @pedrosilva'.split(' ');
const letters = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** Each sentence as it is and in `variants` other forms; a second sentence is a plain one (label `plain`) or one of the same labels. */
export function varySentences(sentences: readonly LabelledText[], plain: number, variants: number, seed: number): LabelledText[] {
  const random = createRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const address = () => `https://t.co/${Array.from({ length: 10 }, () => letters[Math.floor(random() * letters.length)]!).join('')}`;
  const dress = (text: string): string => {
    const before = random() < 0.3 ? `${pick(names)} ` : '';
    const after = random() < 0.6 ? Array.from({ length: pick([1, 1, 2, 3]) }, () => ` #${pick(tags)}`).join('') : '';
    return `${before}${text}${after}${random() < 0.4 ? ` ${address()}` : ''}`;
  };
  const ended = (text: string) => (/[\p{L}\p{N}%]$/u.test(text) ? `${text}.` : text);
  const plainOnes = sentences.filter(({ labels }) => labels.length === 1 && labels[0] === plain);
  const alike = Map.groupBy(sentences, ({ labels }) => labels.join());
  return sentences.flatMap(({ text, labels }) => {
    const others = Array.from({ length: variants }, (_, kind) => {
      if (kind % 4 === 0) return dress(text);
      const second = kind % 4 === 3 ? pick(alike.get(labels.join())!) : pick(plainOnes);
      const both = random() < 0.5 ? `${ended(second.text)} ${text}` : `${ended(text)} ${second.text}`;
      return kind % 4 === 2 ? both : dress(both);
    });
    return [text, ...others].map((varied) => ({ text: varied, labels }));
  });
}
