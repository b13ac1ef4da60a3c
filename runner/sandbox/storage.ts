/** The file storage behind Teamtailor's resume links: no key is asked for, the link is the permission. */
import type { Answer, Call, System } from "./exchange.js";
import { writePdf } from "./pdf.js";
import { candidateOfPath, checkLink, linkSeconds, storageHost } from "./resume-links.js";
import { resumeLines, resumeOf } from "./resume-text.js";
import type { Roster } from "./roster.js";

export function createStorage(roster: Roster): System {
  return {
    host: storageHost,
    route: (method) => ({
      template: "/uploads/candidate/resume/{id}/{uuid}/{file}",
      answer: (call) =>
        method === "GET" ? file(roster, call) : error(405, "MethodNotAllowed", "The method is not allowed."),
    }),
    refuse: (status) =>
      status === 503
        ? error(status, "SlowDown", "Please reduce your request rate.")
        : error(status, "InternalError", "We encountered an internal error. Please try again."),
    state: () => ({}),
    close: () => undefined,
  };
}

function file(roster: Roster, { path, search, now }: Call): Answer {
  const verdict = checkLink(roster.seed, path, search, now);
  if (verdict.says === "expired") return expired(verdict.since, now);
  if (verdict.says === "forged") {
    return error(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided.",
    );
  }
  const position = roster.position(candidateOfPath(path) ?? "");
  const candidate = position === undefined ? undefined : roster.candidate(position);
  if (verdict.says === "unknown" || !candidate?.hasResume) {
    return error(404, "NoSuchKey", "The specified key does not exist.");
  }
  const body = writePdf(resumeLines(resumeOf(candidate, roster.seed)));
  return { status: 200, headers: { "Content-Type": "application/pdf", "Accept-Ranges": "bytes" }, body };
}

function expired(since: number, now: number): Answer {
  const second = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;
  return error(
    403,
    "AccessDenied",
    "Request has expired",
    `<X-Amz-Expires>${linkSeconds}</X-Amz-Expires><Expires>${second(since)}</Expires><ServerTime>${second(now)}</ServerTime>`,
  );
}

function error(status: number, code: string, message: string, more = ""): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`;
  return { status, headers: { "Content-Type": "application/xml" }, body };
}
