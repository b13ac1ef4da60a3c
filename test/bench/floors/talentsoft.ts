/** The floor of the TalentSoft flow: the published vacancies become the jobs of a board, and what is published no more is archived. */
import { strFromU8, unzipSync } from "fflate";
import { jsonOf } from "./client.js";
import { look, read, write } from "./hrflow.js";
import { jobOf, type Vacancy } from "./vacancy-job.js";
import { atSandbox, send, sideBySide, timed } from "./work.js";

const { TALENTSOFT_CLIENT_ID = "", TALENTSOFT_CLIENT_SECRET = "", TALENTSOFT_CLIENT_URL = "" } = process.env;
const board_key = process.env.HRFLOW_TALENTSOFT_BOARD_KEY ?? "";
const api = atSandbox(`${TALENTSOFT_CLIENT_URL}/api`);
const limit = 100;

async function logIn(): Promise<string> {
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: TALENTSOFT_CLIENT_ID,
    client_secret: TALENTSOFT_CLIENT_SECRET,
    scope: "MatchingIndexation",
  });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = Buffer.from(form.toString());
  const answer = jsonOf(await send({ method: "POST", path: `${api}/token`, headers, body }));
  return (answer as { access_token: string }).access_token;
}

/** A page of the export: archives, each behind its length. */
async function page(token: string, offset: number): Promise<Vacancy[]> {
  const filter = "vacancyStatus::Published";
  const query = new URLSearchParams({ offset: String(offset), limit: String(limit), filter });
  const headers = { Authorization: `bearer ${token}` };
  const { body } = await send({ method: "GET", path: `${api}/exports/v1/vacancies?${query}`, headers });
  const vacancies: Vacancy[] = [];
  for (let at = 0; at < body.length; ) {
    const end = at + 4 + body.readUInt32LE(at);
    const { offerdetail = new Uint8Array() } = unzipSync(body.subarray(at + 4, end));
    vacancies.push((JSON.parse(strFromU8(offerdetail)) as { offerDetail: Vacancy }).offerDetail);
    at = end;
  }
  return vacancies;
}

/** The vacancies, one page read ahead. */
async function* vacancies(token: string): AsyncGenerator<Vacancy> {
  let ahead = page(token, 0);
  for (let offset = limit; ; offset += limit) {
    const found = await ahead;
    if (found.length === 0) return;
    ahead = page(token, offset);
    yield* found;
  }
}

/** The references of all jobs in the board. */
async function listed(): Promise<string[]> {
  const references: string[] = [];
  for (let page = 1, last = 1; page <= last; page += 1) {
    const query = { board_keys: JSON.stringify([board_key]), return_job: "False", page: String(page) };
    const order = { limit: "30", order_by: "desc", sort_by: "created_at" };
    const { data, meta } = (await read("/storing/jobs", { ...query, ...order })) as {
      data: readonly { reference: string | null }[];
      meta: { maxPage: number };
    };
    references.push(...data.flatMap(({ reference }) => reference ?? []));
    last = meta.maxPage;
  }
  return references;
}

async function move(vacancy: Vacancy): Promise<void> {
  const job = jobOf(vacancy);
  const { reference } = job;
  const query = { board_key, reference };
  const found = await look<{ key: string; archived_at: unknown }>("/job/indexing", query);
  if (found === undefined) {
    await write("POST", "/job/indexing", { ...job, board_key });
    return;
  }
  if (found.archived_at !== null) await write("PATCH", "/job/indexing/archive", { ...query, is_archive: 0 });
  await write("PUT", "/job/indexing", { ...job, board_key, key: found.key });
}

await timed(async () => {
  const [token, before] = [await logIn(), await listed()];
  const kept = new Set<string>();
  const moved = await sideBySide(vacancies(token), async (vacancy) => {
    kept.add(vacancy.reference);
    await move(vacancy);
  });
  for (const reference of before.filter((one) => !kept.has(one))) {
    await write("PATCH", "/job/indexing/archive", { board_key, reference, is_archive: 1 });
  }
  return moved;
});
