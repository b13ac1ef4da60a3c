/**
 * Reads the parts of a list one after the other, each as a list of its own: with its own place in paging, its own end and its own
 * order. A list without parts is one.
 */
import type { ListPart } from "../compile/plan.js";
import { Fault } from "../faults/fault.js";
import { kindOf } from "../faults/kind-of.js";
import { asList, takeSteps } from "../steps/steps.js";
import type { Scope } from "../steps/system.js";
import type { Entry } from "../types.js";
import type { Facts } from "./facts.js";
import { Listing, type Shared } from "./listing.js";
import type { PullOptions } from "./options.js";
import type { Quota } from "./quota.js";
import { Reader } from "./reader.js";
import { repeats } from "./repeats.js";
import { partsOf } from "./windows.js";

export class Parts {
  readonly #options: PullOptions;
  readonly #facts: Facts;
  readonly #quota: Quota;
  readonly #base: Scope;
  readonly #elements: AsyncGenerator<Scope>;
  #lookups: Promise<Scope> | undefined;
  #listing: Listing | undefined;
  /** How many parts were begun. */
  #count = 0;
  #hasExpired = false;
  /** The window that is read. */
  #window: unknown;

  /** @param base what the steps before the list named */
  constructor(options: PullOptions, facts: Facts, quota: Quota, base: Scope) {
    this.#options = options;
    this.#facts = facts;
    this.#quota = quota;
    this.#base = base;
    this.#elements = elementsOf(partsOf(options), { ...base, cursor: options.shifted }, {});
  }

  /**
   * The entries of the next page, of whatever part; undefined when there is none, or none shall be asked for.
   *
   * @throws Fault of the list
   */
  async next(): Promise<AsyncIterable<Entry> | undefined> {
    for (;;) {
      this.#listing ??= await this.#begin();
      if (!this.#listing) return undefined;
      const batch = await this.#ofPart(this.#listing.next());
      // Left before its end, by a limit or a stop: the parts behind it are not begun, and the token does not move past them (I1).
      if (batch || !this.#facts.part.complete) return batch;
      this.#listing = undefined;
    }
  }

  async #begin(): Promise<Listing | undefined> {
    if (this.#options.stop.aborted) return undefined;
    const { done, value: elements } = await this.#elements.next();
    if (done) {
      this.#facts.complete = true;
      this.#missToken();
      return undefined;
    }
    const { plan, system, from, incremental, shifted } = this.#options;
    const part = this.#count === 0 ? this.#facts.part : this.#facts.nextPart();
    if (plan.list.window && this.#count > 0 && elements.window !== this.#window) this.#facts.endWindow();
    this.#window = elements.window;
    this.#count += 1;
    const base = { ...this.#base, ...elements };
    const like = this.#facts.given?.cursor;
    const onExpired = (fault: Fault) => this.#tellExpired(fault);
    const place = { from, shifted, like, onExpired, clock: () => this.#facts.clock };
    part.reader = await Reader.open({ plan, system, base, incremental, ...place });
    const { hasParts } = this.#facts;
    return new Listing(this.#options, this.#shared(), part.reader, hasParts ? elements : undefined);
  }

  #shared(): Shared {
    const records = async () => {
      const { plan, system } = this.#options;
      this.#lookups ??= takeSteps(plan.lookups, this.#base, system).then(({ scope }) => scope);
      return this.#lookups;
    };
    // Two parts may well have the same record: it is no repeat of either.
    return { facts: this.#facts, quota: this.#quota, records, isRepeat: repeats() };
  }

  #tellExpired({ message }: Fault): void {
    if (this.#hasExpired) return;
    this.#hasExpired = true;
    this.#options.emit({ type: "warning", message: `${message}: everything is read again` });
  }

  /** A list that came to its end without the token for the next run would be read from the old one for ever. */
  #missToken(): void {
    const { plan, incremental, system } = this.#options;
    const { token, oddToken } = this.#facts;
    if (!incremental || !plan.cursor?.token || (token !== undefined && oddToken === undefined)) return;
    const message =
      oddToken === undefined
        ? `no answer of ${system.connector} held a token for the next run`
        : `what an answer of ${system.connector} held as the token for the next run is ${kindOf(oddToken)}, and not a text or a number`;
    const hint =
      "The list was read to its end and the token stays where it was. Look at `cursor.token` of the manifest.";
    this.#facts.fail(new Fault("ORDER_NOT_KEPT", message, { hint }));
  }

  /** What goes wrong in a part says in which: an element may hold what nobody should read in a log. */
  async #ofPart<T>(reading: Promise<T>): Promise<T> {
    try {
      return await reading;
    } catch (error) {
      if (!(error instanceof Fault) || !this.#facts.hasParts || error.code === "STOPPED") throw error;
      throw new Fault(error.code, `${error.message} (part ${this.#count} of the list)`, error.details);
    }
  }
}

/** The elements of each part by their names. One part without elements where there are no names. */
async function* elementsOf(
  [first, ...rest]: readonly ListPart[],
  base: Scope,
  given: Scope,
): AsyncGenerator<Scope> {
  if (!first) {
    yield given;
    return;
  }
  const elements = await first.list({ ...base, ...given });
  // As with `records`: an error in the place of the parents must not look like a list without any (I9).
  if (elements === undefined || elements === null) {
    throw new Fault(
      "HTTP_BAD_BODY",
      `\`for\` of a list found ${elements === null ? "null" : "nothing"} for \`${first.name}\``,
      {
        hint: `Nothing and null are no list: where they mean that there are none, write \`… ?: []\` under \`list.for.${first.name}\`.`,
      },
    );
  }
  for (const element of asList(elements)) yield* elementsOf(rest, base, { ...given, [first.name]: element });
}
