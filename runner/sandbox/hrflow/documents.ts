/** The files of profiles in the simulated HrFlow.ai: nobody asks for a key, whoever knows the address may read. */
import { extname } from "node:path/posix";
import type { Json } from "../../types.js";
import type { Call, System } from "../exchange.js";
import { writePdf } from "../pdf.js";
import { storageError, storageRefusal } from "../storage-error.js";
import type { StoredProfile } from "./profile.js";
import type { Shelf } from "./shelf.js";

export const documentHost = "hrflow-documents.s3.eu-west-1.amazonaws.com";
const template = "/profiles/{key}/{file}";

/** The two attachments of a parsed profile: the page as it was parsed, and the file as it came. `now` in the form of the wire. */
export function attachmentsOf(
  key: string,
  uid: string,
  size: number,
  extension: string,
  now: string,
): Json[] {
  return ["resume", "original"].map((type) => {
    const ending = type === "resume" ? ".pdf" : extension;
    return {
      type,
      alt: uid,
      file_size: size,
      file_name: type,
      original_file_name: type,
      extension: ending,
      public_url: `https://${documentHost}/profiles/${key}/${type}${ending}`,
      updated_at: now,
      created_at: now,
    };
  });
}

/** Serves the attachments of the profiles on a shelf. */
export function createDocuments(shelf: Shelf<StoredProfile>): System {
  return {
    host: documentHost,
    route: (method) => ({
      template,
      answer: (call) =>
        method === "GET"
          ? file(shelf, call)
          : storageError(405, "MethodNotAllowed", "The method is not allowed."),
    }),
    refuse: storageRefusal,
    state: () => ({}),
    close: () => undefined,
  };
}

/**
 * The bytes of an upload are not kept: the page is written again from the text that was read, which gives a resume of the
 * sandbox back byte for byte, and a stand-in for any other file.
 */
function file(shelf: Shelf<StoredProfile>, { path }: Call) {
  const [, key = "", name] = /^\/profiles\/([0-9a-f]{40})\/((?:resume|original)\.?\w*)$/.exec(path) ?? [];
  const found = shelf.get(key);
  const { attachments, text } = found === undefined ? { attachments: [], text: null } : shelf.unfold(found);
  const url = `https://${documentHost}${path}`;
  const held = Array.isArray(attachments) && attachments.some((one) => isAt(one, url));
  if (name === undefined || !held) {
    return storageError(404, "NoSuchKey", "The specified key does not exist.");
  }
  const type = extname(name) === ".pdf" ? "application/pdf" : "application/octet-stream";
  const headers = { "Content-Type": type, "Accept-Ranges": "bytes" };
  return { status: 200, headers, body: writePdf(String(text ?? "").split("\n")) };
}

function isAt(attachment: Json, url: string): boolean {
  return (
    typeof attachment === "object" &&
    attachment !== null &&
    "public_url" in attachment &&
    attachment.public_url === url
  );
}
