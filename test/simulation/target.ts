/** The fake target: it keeps every item it was ever sent, twice where it was sent twice, so that nothing can be hidden from the test. */
import { multipartParts } from "../../runner/testing/multipart.js";
import type { Answer, Asked } from "./visit.js";

export const targetHost = "api.target.example";

/** One item, as often as it was created. */
export interface Item {
  readonly ref: string;
  readonly name: string;
  readonly at: string;
  /** Where in the target it is, for operations that say so. */
  readonly source?: string;
  /** Digest of the file that came with it. */
  readonly file?: string;
}

export class Target {
  /** In the order of creation. */
  readonly items: Item[] = [];
  readonly archived: string[] = [];
  /** References that it refuses, whatever is sent of them. */
  readonly refused = new Set<string>();
  /** References of which it takes no note: an item of two steps is half written. */
  readonly noteless = new Set<string>();
  /** Requests that changed it. */
  changes = 0;
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  answer(asked: Asked): Answer {
    const { method, path, headers, query } = asked;
    const source = query.get("source") ?? undefined;
    if (headers["x-secret"] !== this.#secret)
      return json(401, { error: `no such secret: ${headers["x-secret"]}` });
    const [, kind, name] = path.split("/");
    const ref = decodeURIComponent(name ?? "");
    if (method === "GET" && ref === "") {
      return json(
        200,
        this.items.filter((item) => !this.archived.includes(item.ref)),
      );
    }
    if (method === "GET") {
      const found = this.items.find((item) => item.ref === ref);
      if (!found) return json(404, { error: `there is no ${ref}` });
      return json(200, this.archived.includes(ref) ? { ...found, archived: true } : found);
    }
    this.changes += 1;
    if (kind === "archive") {
      const archived = String((bodyOf(asked) as { ref: unknown }).ref);
      if (!this.archived.includes(archived)) this.archived.push(archived);
      return json(200, {});
    }
    if (kind === "notes") {
      const { ref: noted } = bodyOf(asked) as { ref: string };
      return this.noteless.has(noted) ? json(422, { error: `no note of ${noted}` }) : json(201, {});
    }
    if (method === "DELETE") {
      const place = this.items.findIndex((item) => item.ref === ref);
      if (place >= 0) this.items.splice(place, 1);
      return json(place < 0 ? 404 : 200, {});
    }
    if (kind === "bulk") return this.#bulk(method, bodyOf(asked) as { items: Item[] });
    if (kind === "batch") return this.#batch(bodyOf(asked) as { items: Item[] });
    const item = kind === "files" ? fieldsOf(asked) : (bodyOf(asked) as Item);
    if (this.refused.has(item.ref)) return json(422, { error: `${item.ref} is not wanted` });
    const { ref: own, name: said, at, file } = item;
    const more = { ...(file === undefined ? {} : { file }), ...(source === undefined ? {} : { source }) };
    const kept = { ref: own, name: said, at, ...more };
    const isHere = (one: Item): boolean => one.ref === ref && one.source === source;
    const place = method === "PUT" ? this.items.findIndex(isHere) : -1;
    // What is written is no longer archived.
    if (this.archived.includes(own)) this.archived.splice(this.archived.indexOf(own), 1);
    if (place < 0) this.items.push(kept);
    else this.items[place] = kept;
    return json(method === "PUT" ? 200 : 201, kept);
  }

  /** Takes all of them, or none. */
  #bulk(method: string, { items }: { items: Item[] }): Answer {
    if (items.some(({ ref }) => this.refused.has(ref)))
      return json(422, { error: "one of them is not wanted" });
    for (const item of items) {
      const place = method === "PUT" ? this.items.findIndex(({ ref }) => ref === item.ref) : -1;
      if (place < 0) this.items.push(item);
      else this.items[place] = item;
    }
    return json(200, { results: items.map(({ ref }) => ({ ref, status: "ok" })) });
  }

  #batch({ items }: { items: Item[] }): Answer {
    const failed = items.filter(({ ref }) => this.refused.has(ref));
    for (const item of items) if (!failed.includes(item)) this.items.push(item);
    return json(207, {
      failed: failed.map(({ ref }) => ref),
      error: failed.map(({ ref }) => `${ref} is not wanted`).join(),
    });
  }
}

/** The text fields of a form; of its file, the digest. */
function fieldsOf({ body, headers }: Asked): Item {
  const parts = multipartParts(body, String(headers["content-type"])) ?? [];
  const fields = parts.map((part) => [part.name, part.text ?? part.sha256]);
  return Object.fromEntries(fields) as Item;
}

function bodyOf({ body }: Asked): unknown {
  return JSON.parse(body.toString("utf8"));
}

function json(status: number, value: unknown): Answer {
  return { status, type: "application/json", body: Buffer.from(JSON.stringify(value)) };
}
