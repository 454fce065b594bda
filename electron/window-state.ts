// Where the window was when it was closed, and whether that place still exists.
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import * as z from 'zod';
import { writePrivateFile } from '../core/index.ts';

const boundsSchema = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int().min(200).max(20_000), height: z.number().int().min(200).max(20_000) });
const stateSchema = z.object({ bounds: boundsSchema, is_maximized: z.boolean() });
export type Bounds = z.infer<typeof boundsSchema>;
export type WindowState = z.infer<typeof stateSchema>;

const visibleEdge = 80;

/** The remembered state; null when there is none, it is damaged, or no screen shows enough of it to take hold of. */
export function readWindowState(file: string, screens: readonly Bounds[]): WindowState | null {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return screens.some((screen) => isReachable(state.bounds, screen)) ? state : null;
  } catch {
    return null;
  }
}

/** Keeps the state; a folder that cannot be written costs only the memory of it. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writePrivateFile(dirname(file), basename(file), JSON.stringify(state));
  } catch {
    return;
  }
}

function isReachable(window: Bounds, screen: Bounds): boolean {
  const width = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const isTitleOnScreen = window.y >= screen.y && window.y <= screen.y + screen.height - visibleEdge;
  return width >= visibleEdge && isTitleOnScreen;
}
