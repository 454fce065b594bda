// Stand-ins for what could tell who somebody is: the same value always gets the same one within a snapshot, and nothing kept leads back.
import { createHmac, randomBytes } from 'node:crypto';
import { foldName } from './name-finder.ts';

const found = /(?<mail>[\p{L}\p{Nd}._%+-]{1,64}@[\p{L}\p{Nd}.-]{1,253})|(?<url>(?:https?:\/\/|www\.)\S+)|(?<handle>@[\p{L}\p{Nd}_]{2,64})|(?<digits>\p{Nd}{2,})|(?<word>\p{L}[\p{L}\p{M}]*)/gu;
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The key that decides them is made here, is never written, and dies with the process. */
export function createStandIns(isName: (word: string) => boolean) {
  const key = randomBytes(32);
  const numbered = new Map<string, number>();
  const hashOf = (use: string, value: string) => createHmac('sha256', key).update(`${use}\0${value}`).digest();
  const numberOf = (use: string, value: string): number => {
    const name = `${use}\0${value}`;
    const number = numbered.get(name) ?? numbered.size + 1;
    numbered.set(name, number);
    return number;
  };
  const digits = (value: string): string => {
    const hash = hashOf('digits', value);
    return Array.from(value, (_digit, index) => String(index === 0 ? 1 + (hash[0]! % 9) : hash[index % hash.length]! % 10)).join('');
  };
  return {
    hash: (value: string): string => hashOf('hash', value).toString('hex'),
    number(value: number): number {
      const text = String(Math.abs(Math.trunc(value)));
      return text.length < 2 || !/^\d{1,15}$/.test(text) ? value : Math.sign(value) * Number(digits(text));
    },
    /** Names, addresses, links, handles and numbers of two digits or more are exchanged. */
    text: (value: string): string => value.replaceAll(found, (whole, ...rest: unknown[]) => {
      const groups = rest.at(-1) as Record<string, string | undefined>;
      if (groups['mail'] !== undefined) return `person${numberOf('mail', whole.toLowerCase())}@example.invalid`;
      if (groups['url'] !== undefined) return `https://example.invalid/${numberOf('url', whole)}`;
      if (groups['handle'] !== undefined) return `@person${numberOf('handle', whole.toLowerCase())}`;
      if (groups['digits'] !== undefined) return digits(whole);
      return isName(whole) ? `Name${numberOf('name', foldName(whole))}` : whole;
    }),
  };
}

/** Ids in their own order: what sorts first still does. `time` is the ten characters a ULID begins with. */
export function createIdStandIns(ids: Iterable<string>, time: string): (id: string) => string | undefined {
  const own = Array.from(randomBytes(6), (byte) => crockford[byte % 32]).join('');
  const sorted = [...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const ranks = new Map(sorted.map((id, index) => [id, index]));
  return (id) => {
    const rank = ranks.get(id);
    if (rank === undefined) return undefined;
    let rest = rank;
    let text = '';
    for (let place = 0; place < 10; place++) {
      text = crockford[rest % 32]! + text;
      rest = Math.floor(rest / 32);
    }
    return `${time}${own}${text}`;
  };
}
