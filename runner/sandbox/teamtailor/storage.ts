/** The file storage behind Teamtailor's resume links: no key is asked for, the link is the permission. */
import type { Answer, Call, System } from "../exchange.js";
import { writePdf } from "../pdf.js";
import { resumeLines, resumeOf } from "../resume-text.js";
import { storageError, storageRefusal } from "../storage-error.js";
import { candidateOfPath, checkLink, linkSeconds, storageHost } from "./resume-links.js";
import type { Roster } from "./roster.js";

export function createStorage(roster: Roster): System {
  return {
    host: storageHost,
    route: (method) => ({
      template: "/uploads/candidate/resume/{id}/{uuid}/{file}",
      answer: (call) =>
        method === "GET"
          ? file(roster, call)
          : storageError(405, "MethodNotAllowed", "The method is not allowed."),
    }),
    refuse: storageRefusal,
    state: () => ({}),
    close: () => undefined,
  };
}

function file(roster: Roster, { path, search, now }: Call): Answer {
  const verdict = checkLink(roster.seed, path, search, now);
  if (verdict.says === "expired") return expired(verdict.since, now);
  if (verdict.says === "forged") {
    return storageError(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided.",
    );
  }
  const position = roster.position(candidateOfPath(path) ?? "");
  const candidate = position === undefined ? undefined : roster.candidate(position);
  if (verdict.says === "unknown" || !candidate?.hasResume) {
    return storageError(404, "NoSuchKey", "The specified key does not exist.");
  }
  const body = writePdf(resumeLines(resumeOf(candidate, roster.seed)));
  return { status: 200, headers: { "Content-Type": "application/pdf", "Accept-Ranges": "bytes" }, body };
}

function expired(since: number, now: number): Answer {
  const second = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;
  return storageError(
    403,
    "AccessDenied",
    "Request has expired",
    `<X-Amz-Expires>${linkSeconds}</X-Amz-Expires><Expires>${second(since)}</Expires><ServerTime>${second(now)}</ServerTime>`,
  );
}
