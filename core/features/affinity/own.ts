/** A record's own value: ids come from personality files, and "constructor" is a fine name for a rule. */
export const own = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);
