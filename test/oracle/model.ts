/** What has to be at the target, and what nobody could have known: the model that a world is compared with. */
import type { Origin, Person, Seen } from "./origin.js";
import { canBeAsked, type Fault, type PipelineSpec, type WorldSpec } from "./spec.js";
import type { Item, Target } from "./target.js";
import type { Rejects } from "./told.js";

/** A run, as far as it matters for what has to be at the target behind it. */
export interface Reading {
  readonly scope: PipelineSpec;
  readonly isIncremental: boolean;
  /** Who was at the origin when it began. */
  readonly before: ReadonlyMap<number, Person>;
  readonly happened: ReadonlySet<Fault["do"]>;
  readonly seen: Seen;
  /** It did not read, or write, all that it was to. */
  readonly isPartial: boolean;
}

export class Model {
  readonly #world: WorldSpec;
  readonly #origin: Origin;
  readonly #target: Target;
  /** Scopes in which a whole run came to its end. */
  readonly #known = new Set<string>();
  /** Scopes in which records were discarded by logics. */
  readonly #judged = new Set<string>();
  /** Why nobody could tell whether an incremental run reads everything. */
  readonly excuses = new Set<string>();
  #wasEdited = false;
  #wasPartial = false;
  #wasMoved = false;

  constructor(world: WorldSpec, origin: Origin, target: Target) {
    this.#world = world;
    this.#origin = origin;
    this.#target = target;
  }

  isKnown(scope: PipelineSpec): boolean {
    return this.#known.has(scopeOf(scope));
  }

  noteEdit(): void {
    this.#wasEdited = true;
  }

  /** Takes in what a run saw. */
  note(reading: Reading): void {
    const { scope, isIncremental, happened, seen, isPartial } = reading;
    const { order, promise, form } = this.#world;
    const isDown = promise === "descending";
    const filter = isDown ? "inclusive" : this.#world.filter;
    const isKept = order === (isDown ? "descending" : "sorted");
    if (scopeOf(scope) !== scopeOf(this.#world.pipeline)) this.#wasMoved = true;
    if (scope.logics) this.#judged.add(scopeOf(scope));
    if (!isIncremental && !isPartial) this.#known.add(scopeOf(scope));
    if (!isIncremental) return;
    if (isPartial) this.#wasPartial = true;
    if (happened.has("edit")) this.#wasEdited = true;
    if (happened.has("edit") && !this.#isSteady()) this.excuses.add("pages shifted while they were read");
    // Where there was a total the run has to say so; what it did not list no later one of its kind finds.
    const wasCut = happened.has("empty") || happened.has("gap");
    if (wasCut && (filter !== "inclusive" || !isKept || isDown || this.#world.parts))
      this.excuses.add("the list was cut short");
    // Behind the token nobody looks at a descending list.
    const isUnseen = isPartial || isDown || !this.#hasTotal();
    if (!isKept && promise !== "none" && !seen.disorder && isUnseen)
      this.excuses.add("what was seen of the list was in order");
    if (filter !== "inclusive" && promise !== "none" && this.#wasEdited && this.#wasPartial)
      this.excuses.add("the record at the edge may have been changed");
    if (filter === "exclusive" && form === "date" && this.#wasEdited)
      this.excuses.add("what changed on the day of the token is not given");
  }

  /** Records that have to be at the target behind a run, and are not. */
  missing({ scope, isIncremental, before, happened, seen }: Reading): Person[] {
    if (isIncremental && this.excuses.size > 0) return [];
    // Whoever is given an empty page, and no number to compare with, takes it for the end; the next run goes on from there.
    const wasCut = happened.has("empty") || happened.has("gap");
    if (wasCut && !seen.hasTotal) return [];
    const hasShifted = happened.has("edit") && this.#world.paging !== "token";
    if (!isIncremental && (hasShifted || wasCut)) return [];
    const wasJudged = this.#judged.has(scopeOf(scope));
    return this.#origin.people.filter((person) => {
      if (before.get(person.id)?.v !== person.v) return false;
      if (scope.kind !== undefined && person.kind !== scope.kind) return false;
      if (person.drop && (scope.logics || (isIncremental && wasJudged))) return false;
      if (person.t === undefined && isIncremental) return false;
      return !this.#isDelivered(person, scope.source ?? "one");
    });
  }

  /** True for a world that keeps its word, in which everything has to go well. */
  isHonest(): boolean {
    const { order, filter, promise, parts, records } = this.#world;
    const places = this.#origin.people.map(({ t }) => t);
    return (
      order === "sorted" &&
      filter === "inclusive" &&
      promise !== "none" &&
      promise !== "descending" &&
      !parts &&
      new Set(places).size === places.length &&
      records.every(({ bad, future, t }) => !bad && !future && t !== undefined) &&
      this.excuses.size === 0
    );
  }

  /** True for a record that nobody can deliver: a replay without a fault, and a whole run, leave it where it is. */
  mayStayRejected({ bad }: Person): boolean {
    return bad || !canBeAsked(this.#world);
  }

  /** Rejects that are open although their record is at the target as it is now. */
  *leftOpen({ ids }: Rejects): Generator<readonly [name: string, what: string]> {
    if (this.#wasMoved) return;
    for (const person of this.#origin.people) {
      if (!ids.has(person.id) || person.bad || person.ref === "shared") continue;
      if (this.#target.versionOf("one", person.id) === person.v)
        yield ["R1 reject left open", `record ${person.id} v${person.v} is at the target`];
    }
  }

  /** What only the last run shows. */
  *atTheEnd(scope: PipelineSpec, isWell: boolean): Generator<readonly [name: string, what: string]> {
    if (this.#world.target !== "mirror") return;
    const live = new Map(this.#origin.people.map((person) => [person.ref, person]));
    for (const item of this.#target.itemsOf(scope.source ?? "one")) {
      const person = live.get(item.ref);
      if (!person && !item.archived && isWell && !this.#wasMoved && !scope.kind)
        yield ["G1 not archived", `record ${item.id} is gone, and two whole runs left it`];
      const isMeant = person && (scope.kind === undefined || person.kind === scope.kind);
      if (isMeant && item.archived && !(person.drop && scope.logics) && !person.bad)
        yield ["G1 not un-archived", `record ${item.id} is at the origin`];
    }
  }

  #isDelivered({ id, v, ref }: Person, source: string): boolean {
    const isSame = (item: Item) => {
      if (canBeAsked(this.#world)) return String(item.ref) === String(ref);
      return item.ref === ref && ref !== "" && ref !== null;
    };
    return this.#target.itemsOf(source).some((item) => {
      if (item.archived) return false;
      // Of records that share a key one is there, and nobody can say which.
      if (item.id !== id) return isSame(item);
      return this.#world.target !== "update" || item.v === v;
    });
  }

  /** True where nothing is passed over although others come and go. */
  #isSteady(): boolean {
    const { paging, promise, order, filter, parts, pageSize } = this.#world;
    if (!this.#origin.form.isInstant) return false;
    if (paging === "token") return !parts;
    const ties = new Map<number | undefined, number>();
    for (const { t } of this.#origin.people) ties.set(t, (ties.get(t) ?? 0) + 1);
    const most = Math.max(0, ...ties.values());
    return promise === "seek" && order === "sorted" && filter === "inclusive" && most < pageSize;
  }

  #hasTotal(): boolean {
    return this.#world.total === "number" || this.#world.total === "text";
  }
}

function scopeOf({ kind, source }: PipelineSpec): string {
  return `${kind ?? "all"} ${source ?? "one"}`;
}
