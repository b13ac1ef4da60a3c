/** What can go wrong at a request, by name: a row of the fault programme says which, and at which request. */

import { listActions } from "./actions-of-lists.js";
import { networkActions } from "./actions-of-network.js";
import { processActions } from "./actions-of-process.js";
import { sizeActions } from "./actions-of-size.js";
import { textActions } from "./actions-of-words.js";
import type { Answer, Kind, Visit } from "./visit.js";
import type { World } from "./world.js";

/** One fault of a row. What else it says is for its action. */
export interface FaultSpec {
  readonly at: Kind;
  /** The first request of its kind that it meets; by chance between two bounds. */
  readonly nth?: number | { readonly from: number; readonly to: number };
  /** How many requests it meets from there on. */
  readonly times?: number | "all";
  /** Only one in so many of them: 2 for every other one. */
  readonly every?: number;
  /** The run that it belongs to; 1 when left out. */
  readonly run?: number;
  readonly do: string;
  readonly [more: string]: unknown;
}

/** What an action can do with a request. */
export interface Scene {
  readonly visit: Visit;
  /** Has the request carried out, and gives the answer of the system. */
  readonly answer: () => Answer;
  readonly send: (answer: Answer) => void;
  readonly world: World;
}

export type Action = (spec: FaultSpec, scene: Scene) => void | Promise<void>;

export const actions: Readonly<Record<string, Action>> = {
  ...networkActions,
  ...sizeActions,
  ...listActions,
  ...processActions,
  ...textActions,
};
