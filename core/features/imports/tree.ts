// A tree of messages out of nodes that name their parents, whatever is wrong with them: what is left out hands its children to its own parent.
import type { ImportedMessage } from './imported.ts';
import { cleanText } from './text.ts';

/** `message` null: left out (system, tool, hidden). One without text is left out as well. */
export type TreeNode = {
  id: string;
  parent: string | null;
  message: { speaker: 'user' | 'assistant'; content: string; created_at: number | null; model: string | null } | null;
};

type Place = { id: string; node: TreeNode; parent: Place | null; children: Place[]; content: string; time: number };

/**
 * Parents before their children, siblings by time and then as listed. A second node with the same id keeps its words under another id; a parent that is
 * not there makes a root; a circle is opened at one place.
 * @param leafId the node the conversation is shown to; the newest message when it is not there
 * @param startedAt the time of messages that have none before them
 */
export function mendTree(nodes: readonly TreeNode[], leafId: string | null, startedAt: number): ImportedMessage[] {
  const { places, byId } = placeAll(nodes);
  for (const place of places) place.parent = (place.node.parent === null ? null : byId.get(place.node.parent)) ?? null;
  openCircles(places);
  for (const place of places) place.parent?.children.push(place);
  const messages: ImportedMessage[] = [];
  const kept = new Map<Place, number>();
  const waiting: { place: Place; keptParent: Place | null }[] = [];
  const visit = (children: Place[], keptParent: Place | null, time: number) => {
    for (const child of children) child.time = child.node.message?.created_at ?? time;
    const sorted = children.length < 2 ? children : children.toSorted((one, other) => one.time - other.time);
    for (const place of sorted.toReversed()) waiting.push({ place, keptParent });
  };
  visit(places.filter(({ parent }) => parent === null), null, startedAt);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { place, keptParent } = next;
    const { message } = place.node;
    if (message && place.content !== '') {
      kept.set(place, messages.length);
      messages.push({ source_id: place.id, parent_source_id: keptParent?.id ?? null, speaker: message.speaker, content: place.content, created_at: place.time, model: message.model, is_active: false });
      visit(place.children, place, place.time);
    } else visit(place.children, keptParent, place.time);
  }
  markActive(messages, shownLeaf(messages, leafId === null ? undefined : byId.get(leafId), kept));
  return messages;
}

function placeAll(nodes: readonly TreeNode[]): { places: Place[]; byId: Map<string, Place> } {
  const byId = new Map<string, Place>();
  const places = nodes.map((node): Place => {
    let id = node.id;
    for (let number = 2; byId.has(id); number += 1) id = `${node.id}#${byId.size + number}`;
    const place: Place = { id, node, parent: null, children: [], content: node.message ? cleanText(node.message.content) : '', time: 0 };
    byId.set(id, place);
    return place;
  });
  return { places, byId };
}

/** Walks up from every node; one that comes back to its own walk loses its parent. */
function openCircles(places: readonly Place[]): void {
  const walkOf = new Map<Place, number>();
  for (const [walk, start] of places.entries()) {
    for (let here: Place | null = start; here !== null && !walkOf.has(here); here = here.parent) {
      walkOf.set(here, walk);
      if (here.parent !== null && walkOf.get(here.parent) === walk) here.parent = null;
    }
  }
}

/** Index of the message the conversation is shown to. */
function shownLeaf(messages: readonly ImportedMessage[], named: Place | undefined, kept: ReadonlyMap<Place, number>): number {
  for (let here: Place | null = named ?? null; here !== null; here = here.parent) {
    const index = kept.get(here);
    if (index !== undefined) return index;
  }
  return messages.reduce((best, message, index) => (best < 0 || message.created_at >= messages[best]!.created_at ? index : best), -1);
}

function markActive(messages: readonly ImportedMessage[], leaf: number): void {
  const indexOf = new Map(messages.map(({ source_id }, index) => [source_id, index]));
  for (let index: number | undefined = leaf; index !== undefined && index >= 0;) {
    const message: ImportedMessage = messages[index]!;
    message.is_active = true;
    index = message.parent_source_id === null ? undefined : indexOf.get(message.parent_source_id);
  }
}
