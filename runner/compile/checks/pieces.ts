/** The texts of a manifest that are evaluated, in the order in which a run comes to them. */
import type {
  Batch,
  Cursor,
  HttpSettings,
  Connector as Manifest,
  Step,
} from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { cursorsOf, deletedOf, listsOf } from "../modes.js";
import { type PlacedStep, type Procedures, stepsOf } from "./step-list.js";

/** A text of a manifest. */
export interface Piece {
  readonly path: Path;
  readonly text: string;
  /**
   * `expression`: bare JSONata. `text`: a text whose `${ … }` are expressions. `address`: the same, where a request goes. `message`: the
   * same, for people to read.
   */
  readonly kind: "expression" | "text" | "address" | "message";
}

/** A name that a step gives to what follows. */
export interface Naming {
  readonly name: string;
  readonly path: Path;
  readonly by: "as" | "let" | "for";
  /** How many pieces of the part were there before the name could be read. */
  readonly from: number;
}

/** The pieces of one part of a manifest, and the names that its steps give. */
export class Part {
  readonly pieces: Piece[] = [];
  readonly names: Naming[] = [];
  /** The procedures that its steps take. */
  readonly done = new Set<string>();
  readonly #procedures: Procedures;

  constructor(procedures: Procedures = {}) {
    this.#procedures = procedures;
  }

  /** A bare expression, where there is one. */
  expression(path: Path, text: unknown): this {
    if (typeof text === "string") this.pieces.push({ path, text, kind: "expression" });
    return this;
  }

  /** Bare expressions by name. */
  expressions(path: Path, texts: Readonly<Record<string, unknown>> | undefined): this {
    for (const [name, text] of Object.entries(texts ?? {})) this.expression([...path, name], text);
    return this;
  }

  /** A value whose texts may hold `${ … }`. */
  template(path: Path, value: unknown, kind: Piece["kind"] = "text"): this {
    if (typeof value === "string") this.pieces.push({ path, text: value, kind });
    else if (value !== null && typeof value === "object")
      for (const [key, member] of Object.entries(value))
        this.template([...path, Array.isArray(value) ? Number(key) : key], member, kind);
    return this;
  }

  /** The parts of a request, and how its answer is read. */
  request(path: Path, given: object): this {
    const request = given as Readonly<Record<string, unknown>>;
    for (const method of ["get", "post", "put", "patch", "delete"])
      this.template([...path, method], request[method], "address");
    for (const key of ["query", "headers", "json", "form", "multipart", "text", "first"])
      this.template([...path, key], request[key]);
    for (const key of [
      ...["accept", "records", "next", "total", "limit", "filter", "value", "record", "until", "fail_if"],
    ])
      this.expression([...path, key], request[key]);
    return this;
  }

  cursor(path: Path, cursor: Cursor | undefined): this {
    if (!cursor) return this;
    for (const key of ["value", "token", "expired"] as const) this.expression([...path, key], cursor[key]);
    return this.template([...path, "query"], cursor.query).template([...path, "start"], cursor.start);
  }

  batch(path: Path, batch: Batch): this {
    this.expression([...path, "item"], batch.item).request(path, batch);
    for (const key of ["results", "key", "accepted", "message"] as const)
      this.expression([...path, key], batch[key]);
    return this;
  }

  /** The names that the elements of a `for` have. */
  loop(path: Path, names: Readonly<Record<string, string>> | undefined): this {
    for (const [name, text] of Object.entries(names ?? {})) {
      this.expression([...path, "for", name], text);
      this.name(name, [...path, "for", name], "for");
    }
    return this;
  }

  steps(path: Path, steps: readonly Step[] | undefined): this {
    for (const one of stepsOf(path, steps, this.#procedures)) this.step(one);
    return this;
  }

  private step({ path, step }: PlacedStep): void {
    if (step.do !== undefined) this.done.add(step.do);
    this.loop(path, step.for);
    this.expression([...path, "if"], step.if);
    for (const [name, text] of Object.entries(step.let ?? {})) {
      this.expression([...path, "let", name], text);
      this.name(name, [...path, "let", name], "let");
    }
    this.template([...path, "skip"], step.skip, "message");
    this.template([...path, "fail"], step.fail, "message");
    this.template([...path, "drop"], step.drop, "message");
    this.request(path, step);
    if (step.as !== undefined) this.name(step.as, [...path, "as"], "as");
  }

  private name(name: string, path: Path, by: Naming["by"]): void {
    this.names.push({ name, path, by, from: this.pieces.length });
  }
}

/** The parts of a manifest: what holds for all requests, each session, each pull and operation, each callback. */
export interface Parts {
  readonly http: Part;
  readonly sessions: ReadonlyMap<string, Part>;
  readonly pulls: ReadonlyMap<string, Part>;
  /** By entity and operation: `profile create`. */
  readonly pushes: ReadonlyMap<string, Part>;
  /** Headers, event and callback by action. */
  readonly actions: ReadonlyMap<string, Part>;
  readonly keys: Part;
}

/** Cuts a manifest into its parts. */
export function partsOf({ http, check, sessions, entities, actions, procedures }: Manifest): Parts {
  const pulls = new Map<string, Part>();
  const pushes = new Map<string, Part>();
  const keys = new Part();
  for (const [name, { key, pull, push }] of Object.entries(entities)) {
    const path: Path = ["entities", name];
    keys.expression([...path, "key"], key);
    if (pull) {
      const at = [...path, "pull"];
      const part = new Part(procedures).steps([...at, "once"], pull.once);
      for (const [place, list] of listsOf(at, pull)) part.loop(place, list.for).request(place, list);
      for (const [place, deleted] of deletedOf(at, pull))
        part
          .request(place, deleted)
          .expression([...place, "key"], deleted.key)
          .cursor([...place, "cursor"], deleted.cursor);
      part.steps([...at, "lookups"], pull.lookups).steps([...at, "each"], pull.each);
      if (pull.one) part.request([...at, "one"], pull.one);
      for (const [place, cursor] of cursorsOf(at, pull)) part.cursor(place, cursor);
      pulls.set(name, part);
    }
    for (const [operation, one] of Object.entries(push ?? {})) {
      const at = [...path, "push", operation];
      const part = new Part(procedures).steps([...at, "once"], one.once).steps([...at, "each"], one.each);
      if (one.batch) part.batch([...at, "batch"], one.batch);
      pushes.set(`${name} ${operation}`, part.steps([...at, "after"], one.after));
    }
  }
  const each = <T>(of: Readonly<Record<string, T>> | undefined, make: (name: string, one: T) => Part) =>
    new Map(Object.entries(of ?? {}).map(([name, one]) => [name, make(name, one)]));
  return {
    keys,
    pulls,
    pushes,
    http: limitsOf(http.rate_limit)
      .template(["http", "base_url"], http.base_url, "address")
      .template(["http", "headers"], http.headers)
      .template(["http", "query"], http.query)
      .template(["http", "tls"], http.tls)
      .expression(["http", "accept"], http.accept)
      .expression(["http", "message"], http.message)
      .expression(["http", "retry", "when"], http.retry?.when)
      .expression(["http", "retry", "wait"], http.retry?.wait)
      .request(["check"], check ?? {})
      .expression(["check", "account"], check?.account),
    sessions: each(sessions, (name, one) =>
      new Part(procedures)
        .expression(["sessions", name, "if"], one.if)
        .steps(["sessions", name, "steps"], one.steps)
        .steps(["sessions", name, "renew"], one.renew)
        .expressions(["sessions", name, "keep"], one.keep)
        .template(["sessions", name, "authorize"], one.authorize)
        .expression(["sessions", name, "expires"], one.expires)
        .template(["sessions", name, "headers"], one.headers)
        .expression(["sessions", name, "renew_if"], one.renew_if)
        .steps(["sessions", name, "end"], one.end),
    ),
    actions: each(actions, (name, one) =>
      new Part(procedures)
        .template(["actions", name, "headers"], one.headers)
        .expression(["actions", name, "event"], one.event)
        .steps(["actions", name, "callback", "steps"], one.callback?.steps),
    ),
  };
}

/** What the limits of a connector read of its answers. */
function limitsOf(given: HttpSettings["rate_limit"]): Part {
  const part = new Part();
  for (const [index, { remaining, reset }] of [given ?? []].flat().entries()) {
    const path = ["http", "rate_limit", ...(Array.isArray(given) ? [index] : [])];
    part.expression([...path, "remaining"], remaining).expression([...path, "reset"], reset);
  }
  return part;
}

/** All pieces of some parts. */
export function piecesOf(...parts: readonly Iterable<Part>[]): Piece[] {
  return parts.flatMap((some) => [...some].flatMap(({ pieces }) => pieces));
}
