/** Lists that go on, but not to the page behind: their numbers are joined as texts, go back, or count something else than is asked for. */
import type { Connector as Manifest } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { type PlacedRequest, requestsOf } from "./placed-requests.js";
import { eachText, type Findings, tellKey, tellValue } from "./tell.js";

const PAGE = String.raw`(?<![\w.$])page(?![\w.(])`;
const JOINED = new RegExp(`${PAGE}\\s*&|&\\s*${PAGE}`);
const BACK = new RegExp(`${PAGE}\\s*-\\s*\\d`);
/** `page + 100` at the end of an expression, or of a branch of it. */
const STEP = new RegExp(`${PAGE}\\s*\\+\\s*(\\d+)(?!\\w|\\s*[-*/.])`);
/** Names under which systems count records, pages, and how many stand on one. */
const RECORDS = /^(?:offset|skip|start|start_?at|from)$/i;
const PAGES = /^(?:page|page_?(?:no|num|number)|page\[number\])$/i;
const SIZES =
  /^(?:limit|size|count|top|take|rows|max_?results|per_?page|page_?size|page\[(?:size|limit)\])$/i;

/** Finds them in lists and in steps that read lists. */
export function checkPagingSteps(to: Findings, manifest: Manifest): void {
  for (const { path, request, over } of requestsOf(manifest)) {
    const { records, next, total, may_shift: mayShift } = request;
    if (typeof records !== "string") continue;
    if (mayShift === true && next === undefined)
      tellKey(
        to,
        [...path, "may_shift"],
        "one-page-only",
        {
          said: "pages can only shift where there are several: there is no `next`, and only the first page is read",
        },
        "Say how it goes on: `next: …`.",
      );
    if (typeof total === "string" && bare(total) === `$count(${bare(records)})`)
      tellValue(
        to,
        [...path, "total"],
        "paging-step",
        { said: "this counts the records of one page, and `total` is how many there are on all of them" },
        "Take it from what the system says of the whole list, or remove `total`.",
      );
    if (typeof next === "string") lookFirst(to, [...path, "first"], request);
    if (typeof next === "string")
      lookNext(to, [...path, "next"], next, records, [
        request.query,
        request.json,
        request.form,
        over?.query,
      ]);
  }
}

function lookFirst(to: Findings, path: Path, { first, next, query, json }: PlacedRequest["request"]): void {
  if (typeof first === "string" && /^\d+$/.test(first) && new RegExp(`${PAGE}\\s*\\+`).test(String(next)))
    tellValue(
      to,
      path,
      "paging-step",
      { said: "`first` is a text, and nothing can be added to one" },
      `Write \`first: ${first}\`.`,
    );
  const { name = "" } = countedBy([query, json]);
  if (typeof first === "number" && first > 0 && RECORDS.test(name))
    tellValue(
      to,
      path,
      "paging-step",
      {
        said: `\`${name}\` counts records that are left out: the first ${first === 1 ? "one is" : `${first} are`} never read`,
      },
      "Write `first: 0`.",
    );
}

function lookNext(to: Findings, path: Path, next: string, records: string, sent: readonly unknown[]): void {
  const wrong = wrongStep(next, records, countedBy(sent));
  if (wrong) tellValue(to, path, "paging-step", { said: wrong[0] }, wrong[1]);
}

/** What is wrong with `next`, and what to write instead. */
function wrongStep(
  next: string,
  records: string,
  { name = "", size }: Counted,
): [string, string] | undefined {
  if (bare(next) === bare(records))
    return [
      "`next` gives the records of this page",
      "Take from the answer what leads on, or count: `page + 1`.",
    ];
  if (JOINED.test(next))
    return ["`&` joins texts: behind page 1 comes page 11", "Numbers are added with `+`: `page + 1`."];
  if (BACK.test(next)) return ["this goes back: what comes behind `page` is greater", "Write `page + 1`."];
  const step = Number(STEP.exec(next)?.[1]);
  if (PAGES.test(name) && step > 1)
    return [`\`${name}\` counts pages, and \`next\` leaves out ${step - 1} of them`, "Write `page + 1`."];
  if (!RECORDS.test(name)) return undefined;
  if (step === 1 && size !== 1)
    return [
      `\`${name}\` counts records, and \`next\` moves by one of them`,
      `Move by a page: \`page + ${size ?? 100}\`.`,
    ];
  if (size !== undefined && step > 0 && step !== size)
    return [`a page holds ${size} records, and \`next\` moves by ${step}`, `Write \`page + ${size}\`.`];
  return undefined;
}

interface Counted {
  readonly name: string | undefined;
  readonly size: number | undefined;
}

/** The name under which `page` is sent alone, and how many records a page has, where that is written out. */
function countedBy(sent: readonly unknown[]): Counted {
  let name: string | undefined;
  let size: number | undefined;
  for (const one of sent) {
    eachText([], one, (path, text) => {
      if (/^\s*\$\{\s*page\s*\}\s*$/.test(text)) name ??= String(path[path.length - 1]);
    });
    if (one === null || typeof one !== "object") continue;
    for (const [key, value] of Object.entries(one))
      if (SIZES.test(key) && /^\d+$/.test(String(value))) size ??= Number(value);
  }
  return { name, size };
}

const bare = (text: string): string => text.replace(/\s+/g, "");
