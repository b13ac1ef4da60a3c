/**
 * Writes items many at a time, one outcome an item (I2): what an answer does not account for may have been written, and a batch that
 * is refused as a whole is halved until it is known which item is to blame.
 */
import type { BatchPlan } from "../compile/plan.js";
import { isTrue } from "../compile/truth.js";
import { asFault, Fault, ofUnknownOutcome } from "../faults/fault.js";
import { shorten } from "../faults/shorten.js";
import { asKey } from "../keys/keys.js";
import type { Scope, System } from "../steps/system.js";

/** The words of a system about one item go into logs and reports. */
const LONGEST = 500;

interface Member {
  /** What the batch holds of the item. */
  readonly item: unknown;
  readonly key: string | undefined;
  readonly taken: () => void;
  readonly refused: (fault: Fault) => void;
}

/** Collects the items of one operation into requests. */
export class Batches {
  readonly #plan: BatchPlan;
  readonly #system: System;
  readonly #base: Scope;
  readonly #beforeSend: () => void;
  #members: Member[] = [];
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param base what the request sees besides the items
   * @param beforeSend called right before a request leaves; what it throws keeps it from leaving
   */
  constructor(plan: BatchPlan, system: System, base: Scope, beforeSend: () => void) {
    this.#plan = plan;
    this.#system = system;
    this.#base = base;
    this.#beforeSend = beforeSend;
  }

  /**
   * Resolves when the target has taken the item.
   *
   * @param scope what the steps of `each` see behind the last of them
   * @param key of the item, where it has one
   * @throws Fault why it was not taken; `outcomeUnknown` where it may have been
   */
  async add(scope: Scope, key: string | undefined): Promise<void> {
    const item = this.#plan.item ? await this.#plan.item(scope) : scope.item;
    return new Promise<void>((taken, refused) => {
      this.#members.push({ item, key, taken, refused });
      if (this.#members.length >= this.#plan.size) this.#leave();
      else this.#timer ??= setTimeout(() => this.#leave(), this.#plan.waitMs);
    });
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const members = this.#members;
    this.#members = [];
    void this.#send(members);
  }

  async #send(members: readonly Member[]): Promise<void> {
    try {
      await this.#judge(members, await this.#ask(members));
    } catch (error) {
      const fault = asFault(error);
      const isRefusal = fault.code === "ITEM_REFUSED" && !fault.details.outcomeUnknown;
      if (!isRefusal || members.length === 1) {
        for (const { refused } of members) refused(fault);
        return;
      }
      const half = Math.ceil(members.length / 2);
      await this.#send(members.slice(0, half));
      await this.#send(members.slice(half));
    }
  }

  async #ask(members: readonly Member[]): Promise<readonly unknown[]> {
    const scope = { ...this.#base, items: members.map(({ item }) => item) };
    const { status, headers, body } = await this.#system.ask(this.#plan.request, scope, {
      beforeSend: this.#beforeSend,
    });
    try {
      const results = await this.#plan.results({ ...scope, status, headers, body });
      return results === undefined || results === null ? [] : [results].flat();
    } catch (error) {
      // The request was taken: what it did is not known.
      throw ofUnknownOutcome(asFault(error));
    }
  }

  async #judge(members: readonly Member[], results: readonly unknown[]): Promise<void> {
    const resultOf = await this.#assigned(members, results);
    for (const member of members) {
      const result = resultOf(member);
      if (result === undefined) member.refused(this.#unaccounted());
      else
        try {
          const isTaken = !this.#plan.accepted || isTrue(await this.#plan.accepted(result));
          if (isTaken) member.taken();
          else member.refused(await this.#refusal(result));
        } catch (error) {
          member.refused(ofUnknownOutcome(asFault(error)));
        }
    }
  }

  /** Which result speaks of which item. */
  async #assigned(
    members: readonly Member[],
    results: readonly unknown[],
  ): Promise<(member: Member) => unknown> {
    const { key } = this.#plan;
    if (!key) {
      // Of a list of another length nobody knows which result is whose.
      const isWhole = results.length === members.length;
      return (member) => (isWhole ? results[members.indexOf(member)] : undefined);
    }
    const byKey = new Map<string, unknown>();
    for (const result of results) {
      const found = asKey(await key(result));
      if (found !== undefined) byKey.set(String(found), result);
    }
    return (member) => (member.key === undefined ? undefined : byKey.get(member.key));
  }

  #unaccounted(): Fault {
    const { where } = this.#plan.request;
    return new Fault("ITEM_REFUSED", "the answer to its batch does not say what became of it", {
      hint: `Look at the target; if it is there, \`results\` or \`key\` at ${where} look in the wrong place.`,
      outcomeUnknown: true,
    });
  }

  async #refusal(result: unknown): Promise<Fault> {
    const said = await this.#plan.message?.(result);
    const words = typeof said === "string" && said !== "" ? `: ${shorten(said, LONGEST)}` : "";
    return new Fault("ITEM_REFUSED", `the target did not take it out of its batch${words}`);
  }
}
