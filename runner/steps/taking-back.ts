/** What was written for an item and can be taken back, when a later step of it fails (I5): the last write first. */
import { asFault, Fault, ofUnknownOutcome } from "../faults/fault.js";

/** The writes of one item that say how they are taken back. */
export class TakingBack {
  readonly #undone: { readonly where: string; readonly undo: () => Promise<void> }[] = [];

  /** How many writes can be taken back. */
  get count(): number {
    return this.#undone.length;
  }

  /** Notes a write. @param undo resolves when it is taken back */
  note(where: string, undo: () => Promise<void>): void {
    this.#undone.push({ where, undo });
  }

  /**
   * Takes back the writes behind the first `count`, whatever becomes of each.
   *
   * @param fault why
   * @returns the same fault; where something could not be taken back it says what, and the outcome is not known
   */
  async since(count: number, fault: Fault): Promise<Fault> {
    const left: string[] = [];
    for (const { where, undo } of this.#undone.splice(count).reverse()) {
      try {
        await undo();
      } catch (error) {
        left.push(`${where}: ${asFault(error).message}`);
      }
    }
    if (left.length === 0) return fault;
    const message = `${fault.message}; what was written before could not be taken back (${left.join("; ")})`;
    // A part of it stays, so nobody may send the whole again unseen (I5).
    return ofUnknownOutcome(new Fault(fault.code, message, fault.details));
  }
}
