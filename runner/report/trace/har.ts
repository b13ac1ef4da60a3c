/**
 * A trace as HAR 1.2, which browsers and proxies show. What HAR has no place for stands under names that begin with `_`: a page that was
 * read with the request that gave it, a wait with the request behind which it was. Entries are held for a while, for that.
 */
import { HAR_BEGIN } from "../results.js";
import type { ShownBody } from "./masked.js";
import type { Told, ToldPage, ToldRequest, ToldWait, TraceForm } from "./told.js";

interface Held {
  readonly told: ToldRequest;
  page?: ToldPage;
  readonly waits: ToldWait[];
}

/** So many entries are held: more are not under way at a time. */
const MOST_HELD = 64;

export function harForm(line: (value: unknown) => string): TraceForm {
  const held: Held[] = [];
  let written = 0;
  const entry = (one: Held): string => {
    written += 1;
    return `${written === 1 ? "\n" : ",\n"}${line(entryOf(one))}`;
  };
  return {
    begin: () => HAR_BEGIN,
    tell(told: Told) {
      if (told.type === "request") held.push({ told, waits: [] });
      else if (told.type === "wait") held.findLast((one) => isOf(told, one))?.waits.push(told);
      else {
        const source = held.findLast((one) => isOf(told, one) && addressOf(one) === addressOf(told));
        if (source) source.page = told;
      }
      const first = held.length > MOST_HELD ? held.shift() : undefined;
      return first ? entry(first) : "";
    },
    end: () => `${held.splice(0).map(entry).join("")}\n]}}\n`,
  };
}

function isOf(told: Told, held: Held): boolean {
  return held.told.connector === told.connector;
}

/** Queries are written in more than one way. */
function addressOf(one: Held | ToldPage): string {
  return decodeURI("told" in one ? one.told.request.url : one.url).replaceAll("+", " ");
}

function entryOf({ told, page, waits }: Held): object {
  const { request, answer, ms } = told;
  const body = request.body;
  const queryString = Object.entries(request.query).flatMap(([name, values]) =>
    [values].flat().map((value) => ({ name, value })),
  );
  return {
    startedDateTime: told.time,
    time: ms,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairs(request.headers),
      queryString,
      ...(body ? { postData: postData(body) } : {}),
      headersSize: -1,
      bodySize: body?.size ?? 0,
    },
    response: {
      // What has no answer has the status 0, as browsers write it.
      status: answer?.status ?? 0,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairs(answer?.headers ?? {}),
      content: {
        size: answer?.body?.size ?? answer?.body?.text?.length ?? 0,
        mimeType: answer?.body?.type ?? "",
        text: answer?.body?.text,
        comment: answer?.body?.cut ? "only the beginning" : undefined,
      },
      redirectURL: answer?.headers.location ?? "",
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: ms, receive: 0 },
    _connector: told.connector,
    _attempt: told.attempt,
    _error: told.error,
    _page: page && {
      page: page.page,
      records: page.records,
      total: page.total,
      next: page.next,
      cursor: page.cursor,
    },
    _waits: waits.length > 0 ? waits.map(({ ms: waited, reason }) => ({ ms: waited, reason })) : undefined,
  };
}

function pairs(headers: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function postData({ type, text, parts, cut }: ShownBody): object {
  if (!parts) return { mimeType: type, text: text ?? "", comment: cut ? "only the beginning" : undefined };
  const params = parts.map((part) =>
    "value" in part
      ? { name: part.name, value: part.value }
      : {
          name: part.name,
          fileName: part.filename,
          contentType: part.content_type,
          comment: `${part.size} bytes`,
        },
  );
  return { mimeType: type, params };
}
