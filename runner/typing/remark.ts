/** What is wrong with an expression, and what one can see. */

import type { Node } from "../expressions/tree.js";
import type { Fix } from "../faults/fault.js";
import type { FindingCode } from "../faults/findings/table.js";
import type { Spot, Type } from "./type.js";

/** Something wrong at a place of the expression; `index` and `length` in characters. */
export interface Remark {
  readonly index: number;
  readonly length: number;
  /** The function of the connector in whose text the place is. */
  readonly of?: string;
  /** Then, where the expression begins that makes use of it. */
  readonly start?: Spot;
  /** The kind of finding; left out, what is given does not fit what is taken. */
  readonly code?: FindingCode | undefined;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly fix?: Fix | undefined;
  /** The text ended before the expression did: something may have cut it. */
  readonly isCut?: boolean;
}

/** What functions are called with: name without `$` → the values of each call. */
export type CallLog = Map<string, (readonly Type[])[]>;

/** What an expression can see. */
export interface Scope {
  /** The input of the expression. */
  readonly input: Type;
  /** Variables besides the functions of JSONata: name without `$` → type. */
  readonly variables: Readonly<Record<string, Type>>;
  /** Functions of the connector: name without `$` → syntax tree. They see each other, and the variables of the library. */
  readonly functions?: Readonly<Record<string, Node>>;
  /** Their texts: what one of them makes is told at its place. */
  readonly texts?: Readonly<Record<string, string>>;
  /** Takes down what these are called with. */
  readonly calls?: CallLog | undefined;
}
