// The product's version, as health and the log tell it.
import manifest from '../package.json' with { type: 'json' };

export const productVersion: string = manifest.version;
