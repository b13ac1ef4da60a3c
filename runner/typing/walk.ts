/** What the files that look through one kind of node know of each other, so that none imports another in a circle. */

import type { Node } from "../expressions/tree.js";
import type { Fix } from "../faults/fault.js";
import type { FindingCode } from "../faults/findings/table.js";
import type { Around } from "./names.js";
import type { Remark } from "./remark.js";
import type { Spot, Type } from "./type.js";

export interface Walk {
  /** The text that is looked at: the expression, or a function of the connector. */
  readonly text: string;
  /** The input of the whole expression. */
  readonly root: Type;
  /** The function of the connector that is looked at; undefined in the expression itself. */
  readonly of: string | undefined;
  /** The type of a node's value, with remarks about what cannot be. */
  look(node: Node | undefined, around: Around): Type;
  /** The same without remarks. */
  peek(node: Node, around: Around): Type;
  remark(spot: Spot, message: string, hint?: string, code?: FindingCode, fix?: Fix): void;
  /** Looks at the body of a function for any values. */
  lookForAny(look: () => Type): Type;
  /** Looks at the body of a function for one call; gives anything where looking at calls has taken too long. */
  lookInCall(lambda: Lambda, look: () => Type): Type;
  /** Remembers a function whose calls are looked at; what all of them make wrong is remarked where it is written. */
  watch(calls: Calls): void;
}

/** A function that is written out. */
export interface Lambda {
  readonly node: Node;
  readonly calls: Calls;
  /** The function of the connector that it stands in; undefined for the expression itself. */
  readonly of: string | undefined;
}

/** The remarks of each call of a function. */
export type Calls = Called[];

export interface Called {
  readonly remarks: readonly Remark[];
  /** True where the call stands in a function that was looked at for any values: it says less than the calls for known ones. */
  readonly isForAny: boolean;
}
