/** Signed links to resumes, as short-lived as the real ones. */
import { hashText, hex } from "../random.js";

export const storageHost = "tt-eu.s3.eu-west-1.amazonaws.com";
/** Seconds for which a link is good. */
export const linkSeconds = 30;

export interface ResumeLinks {
  readonly resume: string;
  readonly original: string;
}

/** What a request for a file shows. */
export type LinkVerdict =
  | { readonly says: "good" | "forged" | "unknown" }
  | { readonly says: "expired"; readonly since: number };

/**
 * The links to a candidate's resume, good for 30 s from `now` (epoch ms, of which only whole seconds count).
 *
 * @example signResume(1, "20596201", Date.now()).resume // "https://tt-eu.s3.eu-west-1.amazonaws.com/uploads/…"
 */
export function signResume(seed: number, id: string, now: number): ResumeLinks {
  const date = amazonDate(now);
  const folder = folderOf(seed, id);
  const link = (file: string) => {
    const path = `${folder}/${file}`;
    const credential = `SANDBOXKEY%2F${date.slice(0, 8)}%2Feu-west-1%2Fs3%2Faws4_request`;
    return `https://${storageHost}${path}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${credential}&X-Amz-Date=${date}&X-Amz-Expires=${linkSeconds}&X-Amz-SignedHeaders=host&X-Amz-Signature=${signature(seed, path, date)}`;
  };
  return { resume: link("resume.pdf"), original: link("original.pdf") };
}

/** The candidate whose file a path names; undefined when it names none. */
export function candidateOfPath(path: string): string | undefined {
  return /^\/uploads\/candidate\/resume\/(\d+)\/[0-9a-f-]+\/(?:resume|original)\.pdf$/.exec(path)?.[1];
}

/** Whether a link is one of ours and still good at `now`. */
export function checkLink(seed: number, path: string, search: string, now: number): LinkVerdict {
  const id = candidateOfPath(path);
  if (id === undefined || !path.startsWith(`${folderOf(seed, id)}/`)) return { says: "unknown" };
  const query = new URLSearchParams(search);
  const date = query.get("X-Amz-Date") ?? "";
  if (query.get("X-Amz-Signature") !== signature(seed, path, date)) return { says: "forged" };
  const since =
    Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5")) + linkSeconds * 1000;
  return now >= since ? { says: "expired", since } : { says: "good" };
}

function folderOf(seed: number, id: string): string {
  const digits = hex(32, seed, Number(id), 11);
  const uuid = [8, 12, 16, 20, 32].map((to, at, ends) => digits.slice(ends[at - 1] ?? 0, to)).join("-");
  return `/uploads/candidate/resume/${id}/${uuid}`;
}

function signature(seed: number, path: string, date: string): string {
  return hex(64, seed, hashText(path), hashText(date));
}

function amazonDate(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}
