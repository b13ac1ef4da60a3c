/** Counts the values that become of a body: far less text than fills the memory can stand for far more values than do (I7). */
import { Fault } from "../../faults/fault.js";

/** A table of 50,000 lines of 40 columns. */
const MOST = 2_000_000;

export class Amount {
  #values = 0;

  constructor(
    private readonly what: string,
    private readonly most = MOST,
  ) {}

  /** @throws {Fault} HTTP_TOO_LARGE */
  add(values: number): void {
    this.#values += values;
    if (this.#values <= this.most) return;
    throw new Fault("HTTP_TOO_LARGE", `${this.what} holds more than ${this.most} values`, {
      hint: "Ask for less at a time, where the system has a parameter for that.",
    });
  }
}

/** How many values there are in a value, itself among them. */
export function valuesIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, one) => sum + valuesIn(one), 1);
}
