/** What each name in scope stands for. A name without a meaning, or a meaning without a name, stops the generation of the reference. */

const meanings: Readonly<Record<string, string>> = {
  accepted: "what the connector's own rule says of the answer",
  auth: "the credentials that the pipeline gives, but secrets in requests alone; never in scope of a request to a foreign host",
  authorized:
    "what came back of a log-in in a browser (`code`, `redirect_uri`, `code_verifier`); nothing in a run",
  body: "the answer, read as `read` says",
  cursor: "the stored token, nothing in the first run",
  env: "the environment",
  headers: "the headers of the answer, their names in small letters",
  incremental: "whether the run reads from a token on",
  interrupted: "whether an earlier run may have written this item, its answer being lost",
  item: "what is written",
  items: "the first 100 items of the run",
  kept: "what an earlier log-in kept",
  key: "the key of the record that is read again",
  keys: "the keys of all items",
  mode: "`create`, `update`, `archive` or `upsert`, from the action",
  page: "`first`, then what `next` gave",
  parameters: "the parameters of the pipeline for this end, defaults filled in",
  record: "the record as it was read, or as a `record` step left it",
  result: "the result of the run, as `--json` prints it",
  session: "what the steps of the session named",
  status: "the status of the answer, a number",
  window:
    "the bounds, `from` and `to`, of the part of the span that is read; where the list has a `window` alone",
  url: "the address that answered, or where a redirect leads that was kept",
};

/** The names with their meanings, as rows of a table. */
export function meaningRows(used: ReadonlySet<string>): string[] {
  const told = Object.keys(meanings);
  const wrong = [
    ...[...used].filter((name) => !told.includes(name)),
    ...told.filter((name) => !used.has(name)),
  ];
  if (wrong.length > 0)
    throw new Error(`test/documents/meanings.ts and the names in scope differ in ${wrong.join(", ")}`);
  return Object.entries(meanings).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`);
}
