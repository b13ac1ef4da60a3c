/** Boards and their jobs in the simulated HrFlow.ai: they are stored, edited, archived and listed, and never parsed. */
import { type Answer, type Call, isObject } from "../exchange.js";
import { plainTime } from "../local-time.js";
import { isArchiving, readBody, readDate, readReference } from "./body.js";
import { badRequest, duplicate, envelope, notFound } from "./envelope.js";
import { newJob, type StoredJob, writtenJobFields } from "./job.js";
import { createList } from "./list.js";
import type { Shelf, Shelved } from "./shelf.js";
import { type Board, boardObject, sourceBrief } from "./source.js";

export interface Jobs {
  /** By `METHOD path`. */
  readonly routes: Readonly<Record<string, (call: Call) => Answer>>;
  /** A job as an answer shows it: JSON text. */
  show(job: Shelved): string;
}

export function createJobs(boards: readonly Board[], shelf: Shelf<StoredJob>): Jobs {
  const board = (key: unknown): Board => {
    const found = boards.find((one) => one.key === key);
    if (found === undefined) throw notFound("board");
    return found;
  };
  const show = ({ home, json }: Shelved): string =>
    `${json.slice(0, -1)},"board":${JSON.stringify(sourceBrief(board(home)))}}`;
  /** The job that a request names by key or, without one, by reference. */
  const named = ({ key: home }: Board, key: unknown, reference: unknown): Shelved => {
    const found =
      typeof key === "string" && key !== ""
        ? shelf.byKey(home, key)
        : typeof reference === "string" && reference !== ""
          ? shelf.byReference(home, reference)
          : undefined;
    if (found === undefined) throw notFound("job");
    return found;
  };
  const list = createList({
    thing: "job",
    home: "board",
    shelf,
    isHome: (key) => boards.some((one) => one.key === key),
    isVisible: () => true,
    show,
  });

  const getBoard = ({ search }: Call): Answer => {
    const query = new URLSearchParams(search);
    const found = board(query.get("key"));
    const size = query.get("stats") === "1" ? shelf.countAt(found.key) : undefined;
    return envelope(200, "Board info", JSON.stringify(boardObject(found, size)));
  };
  const getJob = ({ search }: Call): Answer => {
    const query = new URLSearchParams(search);
    const found = named(board(query.get("board_key")), query.get("key"), query.get("reference"));
    return envelope(200, "Job details", show(found));
  };
  const addJob = (call: Call): Answer => {
    const body = readBody(call, "job");
    const { key: board_key } = board(body.board_key);
    const reference = readReference(body.reference);
    if (typeof body.name !== "string" || body.name === "")
      throw badRequest("Invalid parameters. Missing: name");
    if (!isObject(body.location)) throw badRequest("Invalid parameters. Missing: location");
    if (reference !== null && shelf.byReference(board_key, reference)) throw duplicate("job", reference);
    const updated_at = plainTime(call.now);
    const created_at = readDate(body.created_at) ?? updated_at;
    const head = { key: shelf.freeKey(board_key, reference), reference, board_key, created_at, updated_at };
    return envelope(201, "Job created", show(shelf.put(newJob(head, writtenJobFields(body)))));
  };
  const editJob = (call: Call): Answer => {
    const body = readBody(call, "job");
    const found = named(board(body.board_key), body.key, body.reference);
    const before = shelf.unfold(found);
    const reference = readReference(body.reference) ?? found.reference;
    if (reference !== null && reference !== found.reference && shelf.byReference(found.home, reference)) {
      throw duplicate("job", reference);
    }
    const dates = {
      created_at: readDate(body.created_at) ?? before.created_at,
      updated_at: plainTime(call.now),
    };
    const edited = { ...before, reference, ...dates, ...writtenJobFields(body) };
    return envelope(200, "Job edited", show(shelf.put(edited)));
  };
  const archiveJob = (call: Call): Answer => {
    const body = readBody(call, "job");
    const found = named(board(body.board_key), body.key, body.reference);
    const archive = isArchiving(body);
    const now = plainTime(call.now);
    shelf.put({ ...shelf.unfold(found), archived_at: archive ? now : null, updated_at: now });
    const message = archive ? "Job archived" : "Job unarchived";
    return envelope(200, message, JSON.stringify({ key: found.key }));
  };

  return {
    routes: {
      "GET /v1/board": getBoard,
      "GET /v1/job/indexing": getJob,
      "POST /v1/job/indexing": addJob,
      "PUT /v1/job/indexing": editJob,
      "PATCH /v1/job/indexing/archive": archiveJob,
      "GET /v1/storing/jobs": ({ search }) => list(search),
    },
    show,
  };
}
