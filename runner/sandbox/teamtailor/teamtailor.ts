/** The simulated Teamtailor: candidates and jobs behind a key, a version, a quota and JSON:API. */

import { type Answer, answered, type Call, type Route, type System } from "../exchange.js";
import type { FaultDice } from "../faults.js";
import { createRateLimit, type Quota } from "../rate-limit.js";
import { readCandidateBody } from "./candidate-body.js";
import { createCandidateList } from "./candidate-list.js";
import { readCandidateQuery } from "./candidate-query.js";
import { candidateResource } from "./candidate-resource.js";
import * as jsonApi from "./json-api.js";
import { listFrame } from "./list-query.js";
import { createOpeningList } from "./opening-list.js";
import { jobsBase, locationResource, openingResource } from "./opening-resource.js";
import type { Opening, Openings } from "./openings.js";
import { type ResumeLinks, signResume } from "./resume-links.js";
import type { Roster } from "./roster.js";

/** What the simulation needs to know. */
export interface TeamtailorOptions {
  /** Each of them is accepted. */
  readonly apiKeys: readonly string[];
  readonly roster: Roster;
  readonly openings: Openings;
  readonly dice: FaultDice;
  readonly rateLimit: boolean;
}

const limit = 50;
const windowMs = 10_000;
const listPath = "/v1/candidates";
const candidatesBase = `https://api.teamtailor.com${listPath}`;

export function createTeamtailor(options: TeamtailorOptions): System {
  const { apiKeys, roster, openings, dice, rateLimit } = options;
  const quotas = createRateLimit(limit, windowMs, rateLimit);
  const list = createCandidateList(roster);
  const jobList = createOpeningList(openings);

  const links = (id: string, now: number): ResumeLinks =>
    signResume(roster.seed, id, dice.strikes("expired-links", id) ? now - windowMs * 6 : now);
  const resource = (position: number, now: number): string => {
    const candidate = roster.candidate(position);
    return candidateResource(candidate, candidate.hasResume ? links(candidate.id, now) : undefined);
  };
  const one = (status: number, position: number, now: number) =>
    jsonApi.document(status, `{"data":${resource(position, now)}}`);

  const listCandidates = ({ search, now }: Call): Answer => {
    const query = readCandidateQuery(search);
    if (query.number > 1 && dice.strikes("late-page", search)) return jsonApi.plainError(500);
    const found = list.positions(query);
    const from = (query.number - 1) * query.size;
    const page = [...found.subarray(from, from + query.size)].map((position) => resource(position, now));
    return jsonApi.document(
      200,
      `{"data":[${page.join(",")}],${listFrame(candidatesBase, found.length, query)}}`,
    );
  };
  const createCandidate = (call: Call): Answer => {
    const body = readCandidateBody(call, roster);
    if (body.mergeInto !== undefined) {
      roster.change(body.mergeInto, body);
      return one(201, body.mergeInto, call.now);
    }
    // The resume is fetched later, so the answer does not show it yet.
    return jsonApi.document(
      201,
      `{"data":${candidateResource(roster.candidate(roster.create(body)), undefined)}}`,
    );
  };
  const changeCandidate = (position: number, call: Call): Answer => {
    roster.change(position, readCandidateBody(call, roster, position));
    return one(200, position, call.now);
  };
  const candidate = (call: Call): Answer => {
    const position = find(roster, call.path.slice(listPath.length + 1));
    return call.method === "GET" ? one(200, position, call.now) : changeCandidate(position, call);
  };

  const listJobs = ({ search }: Call): Answer => {
    const { query, total, openings } = jobList(search);
    if (query.number > 1 && dice.strikes("late-page", `jobs ${search}`)) return jsonApi.plainError(500);
    const data = JSON.stringify(openings.map(openingResource));
    return jsonApi.document(200, `{"data":${data},${listFrame(jobsBase, total, query)}}`);
  };
  const job = (show: (opening: Opening) => object | null) => (call: Call) => {
    const id = call.path.split("/")[3] ?? "";
    if (!/^\d+$/.test(id)) throw jsonApi.invalidId(id);
    const found = openings.find(id);
    if (found === undefined) throw jsonApi.recordNotFound(id);
    return jsonApi.document(200, JSON.stringify({ data: show(found) }));
  };

  const routes: Readonly<Record<string, (call: Call) => Answer>> = {
    [`GET ${listPath}`]: listCandidates,
    [`POST ${listPath}`]: createCandidate,
    [`GET ${listPath}/{id}`]: candidate,
    [`PATCH ${listPath}/{id}`]: candidate,
    "GET /v1/jobs": listJobs,
    "GET /v1/jobs/{id}": job(openingResource),
    "GET /v1/jobs/{id}/location": job(locationResource),
    "GET /v1/company": () =>
      jsonApi.document(
        200,
        '{"data":{"id":"1","type":"companies","attributes":{"name":"Sandbox","locale":"en"},"relationships":{}}}',
      ),
    "GET /v1/users": () =>
      jsonApi.document(200, `{"data":[],"meta":{"record-count":0,"page-count":0},"links":{}}`),
  };

  const guarded = (call: Call, act: (call: Call) => Answer): Answer => {
    const version = call.headers["x-api-version"];
    const known: Record<string, string> =
      typeof version === "string" && isVersion(version) ? { "X-Api-Version": version } : {};
    const right = apiKeys.some((key) => isKey(call.headers.authorization, key));
    const quota = quotas.take(right ? "key" : "", call.now);
    const answer = ((): Answer => {
      if (!right) return { status: 401, headers: {}, body: "" };
      if (!quota.allowed) return jsonApi.plainError(429);
      if (!("X-Api-Version" in known)) return jsonApi.wrongVersion();
      return answered(() => act(call));
    })();
    return { ...answer, headers: { ...answer.headers, ...known, ...quotaHeaders(quota) } };
  };

  return {
    host: "api.teamtailor.com",
    route(method, path): Route {
      const template = path.replace(/^\/v1\/(candidates|jobs)\/[^/]+/, "/v1/$1/{id}");
      const act = routes[`${method} ${template}`];
      if (act !== undefined) return { template, answer: (call) => guarded(call, act) };
      return { template: "(unknown)", answer: (call) => guarded(call, () => jsonApi.unknownPath(path)) };
    },
    refuse(status, call) {
      if (status === 401) return { status, headers: {}, body: "" };
      const quota = {
        ...quotas.take("key", call.now),
        ...(status === 429 ? { remaining: 0, reset: 1 } : {}),
      };
      const answer = jsonApi.plainError(status);
      return { ...answer, headers: { ...answer.headers, ...quotaHeaders(quota) } };
    },
    state: () => ({ ...roster.counts, jobs: openings.size }),
    collections: {
      *candidates() {
        for (let at = 0; at < roster.size; at += 1) yield candidateResource(roster.candidate(at), undefined);
      },
      *jobs() {
        for (let at = 0; at < openings.size; at += 1) yield JSON.stringify(openingResource(openings.at(at)));
      },
    },
    close: () => roster.close(),
  };
}

function find(roster: Roster, id: string): number {
  if (!/^\d+$/.test(id)) throw jsonApi.invalidId(id);
  const position = roster.position(id);
  if (position === undefined) throw jsonApi.recordNotFound(id);
  return position;
}

function isKey(header: string | undefined, apiKey: string): boolean {
  return header === `Token token=${apiKey}` || header === `Token token="${apiKey}"`;
}

/** A version is a day, from the first version on. */
function isVersion(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  return text >= "20161108" && !Number.isNaN(Date.parse(`${year}-${month}-${day}`));
}

function quotaHeaders({ limit, remaining, reset }: Quota): Record<string, string> {
  return {
    "X-Rate-Limit-Limit": String(limit),
    "X-Rate-Limit-Remaining": String(remaining),
    "X-Rate-Limit-Reset": String(reset),
  };
}
