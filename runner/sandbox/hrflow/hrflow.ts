/** The simulated HrFlow.ai: profiles and jobs behind a key, with a parser that answers at once or later. */
import { type Answer, answered, type Call, type Route, type System } from "../exchange.js";
import type { FaultDice } from "../faults.js";
import { plainTime } from "../local-time.js";
import { readForm } from "../multipart.js";
import { formLists, isArchiving, readBody, readDate, readReference } from "./body.js";
import { badRequest, duplicate, envelope, notFound } from "./envelope.js";
import type { StoredJob } from "./job.js";
import { createJobs } from "./jobs.js";
import { createList } from "./list.js";
import { isParsable, parseResume } from "./parser.js";
import { createParsingQueue } from "./parsing-queue.js";
import { newProfile, type ProfileFields, type StoredProfile, shownWith, writtenFields } from "./profile.js";
import type { Shelf, Shelved } from "./shelf.js";
import { type Board, type Source, sourceBrief, sourceObject } from "./source.js";
import { parseTexts } from "./text.js";

/** What the simulation needs to know. */
export interface HrflowOptions {
  readonly apiSecret: string;
  readonly apiUser: string;
  readonly sources: readonly Source[];
  readonly boards: readonly Board[];
  readonly shelf: Shelf<StoredProfile>;
  readonly jobShelf: Shelf<StoredJob>;
  readonly dice: FaultDice;
}

export function createHrflow(options: HrflowOptions): System {
  const { apiSecret, apiUser, sources, boards, shelf, jobShelf, dice } = options;
  const jobs = createJobs(boards, jobShelf);
  const sourceByKey = new Map(sources.map((source) => [source.key, source]));
  const extras = new Map(sources.map((source) => [source.key, shownWith(sourceBrief(source))]));
  const queue = createParsingQueue();

  const show = (one: Shelved): string => `${one.json.slice(0, -1)},${extras.get(one.home) ?? "}"}`;
  const source = (key: unknown): Source => {
    const found = typeof key === "string" ? sourceByKey.get(key) : undefined;
    if (found === undefined) throw notFound("source");
    return found;
  };
  /** The profile that a request names by key or, without one, by reference. */
  const named = (source: Source, key: unknown, reference: unknown, now: number): Shelved => {
    const found =
      typeof key === "string" && key !== ""
        ? shelf.byKey(source.key, key)
        : typeof reference === "string" && reference !== ""
          ? shelf.byReference(source.key, reference)
          : undefined;
    if (found === undefined || !queue.look(found.key, now)) throw notFound("profile");
    return found;
  };
  const list = createList({
    thing: "profile",
    home: "source",
    shelf,
    isHome: (key) => sourceByKey.has(key),
    isVisible: (one) => queue.isReady(one.key, Date.now()),
    show,
  });

  const hasArrived = (one: Shelved): boolean => !shelf.isPreset(one.key);

  const getSource = ({ search }: Call): Answer => {
    const query = new URLSearchParams(search);
    const found = source(query.get("key"));
    const size = query.get("stats") === "1" ? shelf.countAt(found.key) : undefined;
    return envelope(200, "Source info", JSON.stringify(sourceObject(found, size)));
  };
  const getProfile = ({ search, now }: Call): Answer => {
    const query = new URLSearchParams(search);
    const found = named(source(query.get("source_key")), query.get("key"), query.get("reference"), now);
    return envelope(200, "Profile details", show(found));
  };
  const addProfile = (call: Call): Answer => {
    const { source_key, ...body } = readBody(call, "profile");
    const { key } = source(source_key);
    const reference = readReference(body.reference);
    if (reference !== null && shelf.byReference(key, reference) !== undefined)
      throw duplicate("profile", reference);
    const now = plainTime(call.now);
    const created = readDate(body.created_at) ?? now;
    const profileKey = shelf.freeKey(key, reference);
    const put = shelf.put(newProfile(key, profileKey, reference, created, now, writtenFields(body)));
    return envelope(201, "Profile created", show(put));
  };
  const editProfile = (call: Call): Answer => {
    const body = readBody(call, "profile");
    const found = named(source(body.source_key), body.key, body.reference, call.now);
    const before = shelf.unfold(found);
    const reference = readReference(body.reference) ?? found.reference;
    if (reference !== null && reference !== found.reference && shelf.byReference(found.home, reference)) {
      throw duplicate("profile", reference);
    }
    const dates = {
      created_at: readDate(body.created_at) ?? before.created_at,
      updated_at: plainTime(call.now),
    };
    return envelope(
      200,
      "Profile edited",
      show(shelf.put({ ...before, reference, ...dates, ...writtenFields(body) })),
    );
  };
  const archiveProfile = (call: Call): Answer => {
    const body = readBody(call, "profile");
    const found = named(source(body.source_key), body.key, body.reference, call.now);
    const archive = isArchiving(body);
    const archived_at = archive ? plainTime(call.now) : null;
    shelf.put({ ...shelf.unfold(found), archived_at, updated_at: plainTime(call.now) });
    return envelope(
      200,
      archive ? "Profile archived" : "Profile unarchived",
      JSON.stringify({ key: found.key }),
    );
  };
  const parseFile = (call: Call): Answer => {
    const form = readForm(call.body, call.headers["content-type"] ?? "");
    if (form === undefined) throw badRequest("Invalid parameters. The body must be multipart/form-data");
    const { key, syncParsing } = source(form.fields.get("source_key"));
    const file = form.files.get("file");
    if (file === undefined) throw badRequest("Invalid parameters. Missing: file");
    if (!isParsable(file.filename)) throw badRequest("Invalid parameters. File extension is not supported");
    const reference = form.fields.get("reference") || null;
    const before = reference === null ? undefined : shelf.byReference(key, reference);

    const now = plainTime(call.now);
    const profileKey = before?.key ?? shelf.freeKey(key, reference);
    const { fields, parsing, seconds } = parseResume(file.bytes, file.filename, profileKey, now);
    const written: ProfileFields = { ...fields, ...formLists(form.fields) };
    const created = readDate(form.fields.get("created_at")) ?? now;
    const profile =
      before === undefined
        ? newProfile(key, profileKey, reference, created, now, written)
        : { ...shelf.unfold(before), updated_at: now, ...written };
    const put = shelf.put(profile);
    if (syncParsing) {
      const message = `Profile parsed successfully. Profile extraction finished : ${seconds} seconds.`;
      return envelope(201, message, `{"parsing":${JSON.stringify(parsing)},"profile":${show(put)}}`);
    }
    const times = dice.strikes("slow-parsing", profileKey) ? 10 : 1;
    if (before === undefined) queue.add(profileKey, call.now, times);
    return envelope(202, "Your profile as been sent successfully to the Parsing Queue.", "[]");
  };
  const checkKey = (): Answer =>
    envelope(
      200,
      "API Access Success",
      JSON.stringify({
        team_name: "sandbox",
        team_subdomain: "sandbox",
        request_origin: "127.0.0.1",
        api_secret_permission: "all",
      }),
    );

  const routes: Readonly<Record<string, (call: Call) => Answer>> = {
    "GET /v1/auth": checkKey,
    "GET /v1/source": getSource,
    "GET /v1/profile/indexing": getProfile,
    "POST /v1/profile/indexing": addProfile,
    "PUT /v1/profile/indexing": editProfile,
    "PATCH /v1/profile/indexing/archive": archiveProfile,
    "POST /v1/profile/parsing/file": parseFile,
    "GET /v1/storing/profiles": ({ search }) => list(search),
    "POST /v1/text/parsing": parseTexts,
    ...jobs.routes,
  };
  const unauthorized = ({ method, headers }: Call): Answer => {
    const permission = method === "GET" ? "all" : "write";
    const key = String(headers["x-api-key"] ?? "");
    return envelope(401, `Unauthorized. Invalid secret key: ${key} for permission: ${permission}`);
  };
  const guarded = (call: Call, act: (call: Call) => Answer): Answer => {
    if (call.headers["x-api-key"] !== apiSecret) return unauthorized(call);
    if (call.headers["x-user-email"] !== apiUser) return envelope(401, "Unauthorized. Invalid user email");
    return answered(() => act(call));
  };

  return {
    host: "api.hrflow.ai",
    route(method, path): Route {
      const act = routes[`${method} ${path}`];
      if (act !== undefined) return { template: path, answer: (call) => guarded(call, act) };
      const hint = `The sandbox does not simulate ${method} ${path} of HrFlow.ai. It has: ${Object.keys(routes).join(", ")}`;
      return { template: "(unknown)", answer: (call) => guarded(call, () => envelope(404, hint)) };
    },
    refuse: (status, call) =>
      status === 401 ? unauthorized(call) : envelope(status, statusMessages[status] ?? "Error"),
    state() {
      const arrived = [...shelf.all()].filter(hasArrived);
      return {
        profiles: arrived.length,
        archived: arrived.filter((one) => one.archived).length,
        parsing: queue.size,
        sources: Object.fromEntries(sources.map(({ key }) => [key, shelf.countAt(key)])),
        jobs: jobShelf.size,
        boards: Object.fromEntries(boards.map(({ key }) => [key, jobShelf.countAt(key)])),
      };
    },
    collections: {
      *profiles(query) {
        const wanted = query.get("source_key");
        for (const one of shelf.all()) {
          if (wanted === null ? hasArrived(one) : one.home === wanted) yield show(one);
        }
      },
      *jobs() {
        for (const one of jobShelf.all()) yield jobs.show(one);
      },
      sources: () => sources.map((one) => JSON.stringify(one)),
      boards: () => boards.map((one) => JSON.stringify(one)),
    },
    close() {
      shelf.close();
      jobShelf.close();
    },
  };
}

const statusMessages: Readonly<Record<number, string>> = {
  402: "Payment required. Your plan does not allow more requests on this endpoint",
  429: "Too many requests",
  500: "Internal server error",
  503: "Service unavailable",
};
