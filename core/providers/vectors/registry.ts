// The vector stores there are, by the name the configuration uses. Only core/engine.ts reads this.
import { sqliteVecStore } from './sqlite-vec.ts';
import type { VectorStoreProvider } from './vectors.ts';

export const vectorStoreProviders: Readonly<Record<string, VectorStoreProvider>> = { 'sqlite-vec': sqliteVecStore };
