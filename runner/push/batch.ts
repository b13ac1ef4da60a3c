/**
 * Writes items many at a time, one outcome an item (I2): what an answer does not account for, or tells in two ways, may have been
 * written. A batch that is refused by an answer that speaks of no item is halved until it is known which item is to blame.
 */
import type { BatchPlan } from "../compile/plan.js";
import { isTrue } from "../compile/truth.js";
import { asFault, Fault, ofUnknownOutcome } from "../faults/fault.js";
import { shorten } from "../faults/shorten.js";
import { asKey } from "../keys/keys.js";
import { type Scope, type System, seenOf } from "../steps/system.js";

/** The words of a system about one item go into logs and reports. */
const LONGEST = 500;

type Verdict = "taken" | Fault;

const CONTRADICTION = "the answer to its batch says both that it was taken and that it was not";
const SILENT = "the answer to its batch does not say what became of it";

/** What an answer says of the items of its batch. */
interface Said {
  readonly results: readonly unknown[];
  /** The answer as a whole is no success, and accounts for items all the same. */
  readonly isRefused: boolean;
}

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

  async #ask(members: readonly Member[]): Promise<Said> {
    const { request } = this.#plan;
    const scope = { ...this.#base, items: members.map(({ item }) => item) };
    let isRefused = false;
    const answer = await this.#system.ask(request, scope, {
      beforeSend: this.#beforeSend,
      // An item that a refused answer speaks of may have been written: only one that speaks of none is of the batch as a whole.
      takes: async (refused) => {
        isRefused = await this.#speaksOfItems({ ...scope, ...seenOf(refused) });
        return isRefused;
      },
    });
    try {
      return { results: listOf(await this.#plan.results({ ...scope, ...seenOf(answer) })), isRefused };
    } catch (error) {
      // The request was taken: what it did is not known.
      throw ofUnknownOutcome(asFault(error));
    }
  }

  /** Whether a refused answer has results. Where they would be the whole of it, an object is what tells the refusal. */
  async #speaksOfItems(seen: Scope): Promise<boolean> {
    const { key, results } = this.#plan;
    try {
      const found = await results(seen);
      if (Array.isArray(found)) return found.some(isResult);
      return isResult(found) && key !== undefined && asKey(await key(found)) !== undefined;
    } catch (error) {
      // A refusal may have any form.
      if (error instanceof Fault && error.code === "EXPRESSION_FAILED") return false;
      throw error;
    }
  }

  async #judge(members: readonly Member[], said: Said): Promise<void> {
    const verdicts = await this.#verdicts(members, said).catch((error: unknown) => {
      throw ofUnknownOutcome(asFault(error));
    });
    // Somebody was refused, or the answer would be none that is refused.
    const contradicts = said.isRefused && verdicts.every((verdict) => verdict === "taken");
    for (const [index, member] of members.entries()) {
      const verdict = contradicts ? this.#unknown(CONTRADICTION) : verdicts[index];
      if (verdict === "taken") member.taken();
      else member.refused(verdict ?? this.#unknown(SILENT));
    }
  }

  async #verdicts(members: readonly Member[], said: Said): Promise<readonly Verdict[]> {
    const resultsOf = await this.#assigned(members, said.results);
    const ofItem = async (member: Member) => {
      try {
        return await this.#verdict(resultsOf(member), said);
      } catch (error) {
        return ofUnknownOutcome(asFault(error));
      }
    };
    return Promise.all(members.map(ofItem));
  }

  /** What the results of one item say of it; of unknown outcome where they do not tell. */
  async #verdict(results: readonly unknown[], { isRefused }: Said): Promise<Verdict> {
    const { accepted } = this.#plan;
    const verdicts = new Set<boolean>();
    for (const result of results) {
      if (!isResult(result) || (!accepted && result === false)) return this.#unknown(SILENT);
      verdicts.add(accepted ? isTrue(await accepted(result)) : true);
    }
    if (verdicts.size !== 1) return this.#unknown(verdicts.size === 0 ? SILENT : CONTRADICTION);
    if (!verdicts.has(true)) return this.#refusal(results[0]);
    // Without `accepted`, who is named may be who was refused.
    return isRefused && !accepted ? this.#unknown(CONTRADICTION) : "taken";
  }

  /** Which results speak of which item. */
  async #assigned(
    members: readonly Member[],
    results: readonly unknown[],
  ): Promise<(member: Member) => readonly unknown[]> {
    const { key } = this.#plan;
    if (!key) {
      // Of a list of another length nobody knows which result is whose.
      const isWhole = results.length === members.length;
      return (member) => (isWhole ? [results[members.indexOf(member)]] : []);
    }
    const byKey = new Map<string, unknown[]>();
    for (const result of results) {
      const found = asKey(await key(result));
      if (found === undefined) continue;
      const all = byKey.get(String(found)) ?? [];
      byKey.set(String(found), all);
      all.push(result);
    }
    return (member) => (member.key === undefined ? [] : (byKey.get(member.key) ?? []));
  }

  #unknown(message: string): Fault {
    const { where } = this.#plan.request;
    return new Fault("ITEM_REFUSED", message, {
      hint: `Look at the target; if it is there, \`results\`, \`key\` or \`accepted\` at ${where} are not what the answer means.`,
      outcomeUnknown: true,
    });
  }

  async #refusal(result: unknown): Promise<Fault> {
    const said = await this.#plan.message?.(result);
    const words = typeof said === "string" && said !== "" ? `: ${shorten(said, LONGEST)}` : "";
    return new Fault("ITEM_REFUSED", `the target did not take it out of its batch${words}`);
  }
}

function listOf(results: unknown): readonly unknown[] {
  return results === undefined || results === null ? [] : [results].flat();
}

/** Whether a result says anything. */
function isResult(result: unknown): boolean {
  return result !== undefined && result !== null;
}
