/** A file that is parsed: into a new profile or one that is there, and shown at once, or later where the source is so. */

import type { Json } from "../../types.js";
import type { Scope } from "../described/scope.js";
import type { Behind } from "../described/world.js";
import type { Answer, Call } from "../exchange.js";
import type { FaultDice } from "../faults.js";
import { plainTime } from "../local-time.js";
import { readForm } from "../multipart.js";
import { parseResume } from "./parser.js";
import type { ParsingQueue } from "./parsing-queue.js";
import { type Fields, keyOf, newProfile, type ProfileRecord } from "./profile.js";

/** What the route has named, and refused where it was not so. */
interface Named {
  readonly source: { readonly key: string; readonly sync_parsing: boolean };
  readonly reference: string | null;
  /** The key that follows from the reference. */
  readonly usual: string | null;
  /** The profile with the reference. */
  readonly before?: ProfileRecord;
  /** A profile with the usual key. */
  readonly holder?: ProfileRecord;
  readonly created?: string;
  readonly labels?: Json;
  readonly tags?: Json;
  readonly metadatas?: Json;
}

export function takeFile(
  call: Call,
  { world, show, scope }: Behind & { readonly scope: Scope },
  queue: ParsingQueue,
  dice: FaultDice,
): Answer {
  const named = scope as unknown as Named;
  const { source, reference, usual, before, holder } = named;
  const file = readForm(call.body, call.headers["content-type"] ?? "")?.files.get("file");
  if (!file) throw new TypeError("the description lets no request without a file pass");
  const { holdings } = world;
  const at = holdings.later();
  const free = () => keyOf(source.key, `\u0000${holdings.created}`);
  const key = before?.key ?? (usual !== null && !holder ? usual : free());
  const now = plainTime(Date.parse(at));
  const { fields, parsing, seconds } = parseResume(file.bytes, file.filename, key, now);
  const written: Fields = { ...before?.fields, ...fields, ...listsOf(named) };
  const record: ProfileRecord = before
    ? { ...before, updated_at: at, fields: written }
    : { ...newProfile(source.key, key, reference, at, written), created_at: named.created ?? at };
  holdings.write("profiles", key, record, before ? "changed" : "created");
  if (source.sync_parsing) {
    const message = `Profile parsed successfully. Profile extraction finished : ${seconds} seconds.`;
    return envelope(201, message, { parsing, profile: show("profiles", record) });
  }
  if (!before) queue.add(key, call.now, dice.strikes("slow-parsing", key) ? 10 : 1);
  return envelope(202, "Your profile as been sent successfully to the Parsing Queue.", []);
}

/** The fields that a form carries as JSON; an empty list, or an empty object in its place, says nothing. */
function listsOf({ labels, tags, metadatas }: Named): Fields {
  const said = (list: Json | undefined) => Array.isArray(list) && list.length > 0;
  const all = Object.entries({ labels, tags, metadatas });
  return Object.fromEntries(all.filter(([, list]) => said(list))) as Fields;
}

export function envelope(code: number, message: string, data: unknown): Answer {
  const headers = { "Content-Type": "application/json" };
  return { status: code, headers, body: JSON.stringify({ code, message, data }) };
}
