/** What a case may expect, by name: one check each, which says what does not hold. */
import { readdirSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { instantOf } from "../../runner/cursors/instants.js";
import { multipartParts } from "../../runner/testing/multipart.js";
import type { RunResult } from "../../runner/types.js";
import { leaks } from "../process/canary.js";
import type { Observed, Told } from "./case.js";
import { latestWritten, missingOrTwice } from "./oracle.js";
import type { Kind } from "./visit.js";

type Check = (value: unknown, observed: Observed) => string[];

/** Says that a number is not what it should be. */
function unless(holds: boolean, what: string): string[] {
  return holds ? [] : [what];
}

function oneOf(wanted: unknown, { ended }: Told, which: string): string[] {
  const ways = [wanted].flat();
  const tail = ended.stderr.slice(-1200);
  return unless(
    ways.includes(ended.exit ?? ended.signal),
    `${which} exited with ${ended.exit ?? ended.signal}, not ${ways.join(" or ")}: ${tail}`,
  );
}

function resultOf({ said }: Told): RunResult | undefined {
  // Other commands have results of other kinds.
  return said?.result?.events ? said.result : undefined;
}

/** How a record can end (I2). */
export const BUCKETS = [
  "logics_discard",
  "logics_failure",
  "format_failure",
  "write_success",
  "write_skipped",
  "write_failure",
] as const;

/** Whatever a terminal obeys, but for the ends of lines. */
export const UNSAFE = /[^\P{Cc}\n]|[\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

export const checks: Readonly<Record<string, Check>> = {
  /** Exit code of the run that met the fault, or the signal that ended it; one of several in a list. */
  exit: (value, { first }) => oneOf(value, first, "the run"),

  /** The same of the second run. */
  exit_again: (value, { second }) => (second ? oneOf(value, second, "the second run") : []),

  /** Whether, after the second run at the latest, the target holds everything once; `or rejected`, or a reject file has it. */
  done: (value, { world, rejected }) => {
    if (value === false) return [];
    const isKept = (what: string) =>
      value === "or rejected" && rejected.has(what.replace(/ is missing$/, ""));
    return missingOrTwice(world).filter((what) => !isKept(what));
  },

  /** I2: the numbers of every result add up. */
  adds_up: (_, { first, second }) =>
    [first, second].flatMap((told) => {
      const result = told && resultOf(told);
      if (!result) return [];
      const { events, aside, not_written } = result;
      const sum =
        BUCKETS.reduce((all, bucket) => all + events[bucket], 0) - aside.write_failure + not_written;
      return unless(sum === events.read_success, `${events.read_success} were read, and ${sum} ended`);
    }),

  /** Nobody is shown the inside of the runner. */
  no_trace: (_, { first, second }) =>
    [first, second].flatMap((told) => {
      const trace = /^\s+at .*:\d+:\d+\)?$/m.exec(told?.ended.stderr ?? "");
      return unless(!trace, `a stack trace is shown: ${trace?.[0]}`);
    }),

  /** I6: what a system says moves no cursor, and hides or turns nothing. */
  no_control: (_, { first, second }) =>
    [first, second].flatMap((told) => {
      const found = UNSAFE.exec(`${told?.ended.stderr ?? ""}${told?.ended.stdout ?? ""}`)?.[0];
      return unless(!found, `it prints the character U+${found?.codePointAt(0)?.toString(16)}`);
    }),

  /** S2: credentials go to their systems and to nobody else. */
  no_credentials_elsewhere: (_, { world }) =>
    world.visits
      .filter(({ kind }) => kind === "other")
      .flatMap(({ host, path, query, headers, body }) => {
        const sent = Buffer.from(
          `${host}${path}?${query} ${JSON.stringify(headers)} ${body.toString("latin1")}`,
        );
        return Object.entries(world.credentials).flatMap(([name, secret]) =>
          leaks(secret, sent).map((how) => `${name} was sent to ${host}, ${how}`),
        );
      }),

  /** Code of the error of the first run. */
  code: (value, { first }) =>
    unless(
      [value].flat().includes(first.said?.error?.code),
      `the error is ${first.said?.error?.code}, not ${value}: ${first.ended.stderr.slice(-600)}`,
    ),

  /** The reason in the result of the first run. */
  reason: (value, { first }) => {
    const reason = resultOf(first)?.reason;
    return unless(reason === value, `the reason is ${reason}, not ${value}`);
  },

  /** What stderr of the first run says, as regular expressions. */
  says: (value, { first }) =>
    [value]
      .flat()
      .flatMap((text) =>
        unless(
          new RegExp(String(text), "s").test(first.ended.stderr),
          `it does not say ${text}: ${first.ended.stderr.slice(-1200)}`,
        ),
      ),

  /** What it must not say. */
  never_says: (value, { first }) =>
    [value]
      .flat()
      .flatMap((text) => unless(!new RegExp(String(text), "s").test(first.ended.stderr), `it says ${text}`)),

  /** Milliseconds that the first run may take. */
  max_ms: (value, { first }) => unless(first.ms <= Number(value), `it took ${Math.round(first.ms)} ms`),

  /** Milliseconds of CPU time that the first run may take. */
  max_cpu_ms: (value, { first }) =>
    unless(first.cpuMs > 0 && first.cpuMs <= Number(value), `it took ${first.cpuMs} ms of CPU time`),

  /** Megabytes that the first run may hold. */
  max_mb: (value, { first }) =>
    unless(first.rssMb > 0 && first.rssMb <= Number(value), `it held ${first.rssMb} MB`),

  /** Requests of all kinds over both runs. */
  requests: (value, { world }) =>
    unless(world.visits.length === value, `${world.visits.length} requests were made, not ${value}`),

  /** The most requests of a kind over both runs. */
  max_requests: (value, { world }) =>
    Object.entries(value as Record<Kind, number>).flatMap(([kind, most]) => {
      const count = world.visits.filter((visit) => visit.kind === kind).length;
      return unless(count <= most, `there were ${count} requests of ${kind}, more than ${most}`);
    }),

  /** The fewest. */
  min_requests: (value, { world }) =>
    Object.entries(value as Record<Kind, number>).flatMap(([kind, least]) => {
      const count = world.visits.filter((visit) => visit.kind === kind).length;
      return unless(count >= least, `there were ${count} requests of ${kind}, fewer than ${least}`);
    }),

  /** Milliseconds between a visit of a kind and the next one: `{ kind, nth, at_least, at_most }`. */
  pause: (value, { world }) => {
    const {
      kind,
      nth,
      at_least,
      at_most = Number.POSITIVE_INFINITY,
    } = value as Record<string, number> & { kind: Kind };
    const of = world.visits.filter((visit) => visit.kind === kind);
    const ms = (of[nth ?? 1]?.at ?? Number.NaN) - (of[(nth ?? 1) - 1]?.at ?? 0);
    return unless(
      ms >= Number(at_least) && ms <= at_most,
      `the next request came after ${Math.round(ms)} ms`,
    );
  },

  /** At most so many visits of a kind come in the `for_ms` after its `nth`: those that were on their way. */
  quiet: (value, { world }) => {
    const { kind, nth = 1, at_most, for_ms } = value as Record<string, number> & { kind: Kind };
    const of = world.visits.filter((visit) => visit.kind === kind);
    const began = of[nth - 1]?.at ?? Number.NaN;
    const loud = of.slice(nth).filter(({ at }) => at - began < Number(for_ms));
    return unless(
      of.length >= nth && loud.length <= Number(at_most),
      `${loud.length} requests of ${kind} came while there should be ${at_most}`,
    );
  },

  /** Counts of the first run, by event, and `duplicates`. */
  events: (value, { first }) => {
    const result = resultOf(first);
    const counts: Record<string, number> = {
      ...result?.events,
      duplicates: result?.duplicates ?? 0,
      not_written: result?.not_written ?? 0,
    };
    return Object.entries(value as Record<string, number>).flatMap(([name, count]) =>
      unless(counts[name] === count, `${name} is ${counts[name]}, not ${count}`),
    );
  },

  /** The token at the end: `latest`, or null for none. */
  token: (value, { world, token }) => {
    const wanted = value === "latest" ? latestWritten(world) : value;
    return unless(token === wanted, `the token is ${token}, not ${wanted}`);
  },

  /** No token is later than this moment: a later one would pass over what is still to come. */
  token_at_most: (value, { token }) =>
    unless(
      value === "now" && (instantOf(token) ?? Number.POSITIVE_INFINITY) <= Date.now(),
      `the token is ${token}, later than now`,
    ),

  /** Nobody who was there all the time was passed over by the first run. */
  holds_after_first: (_, { missed }) =>
    unless(missed.length === 0, `the first run passed over ${missed.join(", ")}`),

  /** The most requests that changed the target before the first run ended, beyond what it had been sent before. */
  writes_of_first: (value, { writes }) =>
    unless(writes <= Number(value), `the first run wrote ${writes} times`),

  /** How many items the target has, each of another name; or how many of each source. */
  holds: (value, { world }) => {
    const { items } = world.target;
    const wanted = typeof value === "number" ? { "": value } : (value as Record<string, number>);
    return Object.entries(wanted).flatMap(([source, count]) => {
      const names = items.filter((one) => (one.source ?? "") === source).map(({ name }) => name);
      const isRight = names.length === count && new Set(names).size === count;
      return unless(
        isRight,
        `${source || "the target"} has ${names.sort().join(", ") || "nothing"}, not ${count}`,
      );
    });
  },

  /** G1: nothing is archived that the origin has. */
  archives_no_live: (_, { world }) => {
    const live = world.origin.people.map(({ id }) => String(id));
    const wrong = world.target.archived.filter((ref) => live.includes(ref));
    return unless(wrong.length === 0, `${wrong.join(", ")} was archived and is at the origin`);
  },

  /** How many rejects are open at the end. */
  open_rejects: (value, { rejected }) =>
    unless(rejected.size === value, `${[...rejected].join(", ") || "nothing"} is rejected, not ${value}`),

  /** What the target has at the end. */
  items: (value, { world }) => {
    const refs = world.target.items.map(({ ref }) => ref).sort();
    return unless(refs.join() === [value].flat().sort().join(), `the target has ${refs.join() || "nothing"}`);
  },

  /** How many rejects the first run added. */
  rejects: (value, { first }) => {
    const added = resultOf(first)?.rejects;
    return unless(added === value, `${added} rejects were added, not ${value}`);
  },

  /** By how many pages of ten the pull may be ahead of what the target was asked. */
  pages_ahead: (value, { world }) => {
    let [pages, asked, most] = [0, 0, 0];
    for (const { kind } of world.visits) {
      if (kind === "origin page") pages += 1;
      if (kind === "target look-up") asked += 1;
      most = Math.max(most, pages - asked / 10);
    }
    return unless(most <= Number(value), `the pull was ${most.toFixed(1)} pages ahead`);
  },

  /** What was archived, by how many. */
  archived: (value, { world }) =>
    unless(
      world.target.archived.length === value,
      `${world.target.archived.length} items were archived, not ${value}`,
    ),

  /** No request reached a host that nobody allowed. */
  requests_elsewhere: (value, { world }) => {
    const count = world.visits.filter((visit) => visit.kind === "other").length;
    return unless(count === value, `${count} requests went elsewhere`);
  },

  /** JSON bodies that were sent to hosts of nobody, in their order. */
  bodies_elsewhere: (value, { world }) => {
    const bodies = world.visits
      .filter(({ kind }) => kind === "other")
      .map(({ body }) => JSON.parse(body.toString("utf8")) as unknown);
    return unless(isDeepStrictEqual(bodies, value), `what was sent elsewhere is ${JSON.stringify(bodies)}`);
  },

  /** S5: every path of the target is one of its own, with no more than one name behind it. */
  one_segment: (_, { world }) =>
    world.visits
      .filter(
        ({ kind, path }) =>
          kind.startsWith("target") && !/^\/(items|files|batch|archive)(\/[^/]+)?$/.test(path),
      )
      .map(({ method, path }) => `${method} ${path} was asked of the target`),

  /** S3: where a name is sent in a query or a header, it is the name of that person and nothing but it. */
  names_whole: (_, { world }) =>
    world.visits.flatMap(({ kind, path, query, headers }) => {
      if (!kind.startsWith("target")) return [];
      const more = [...query.keys()].filter((name) => name !== "name");
      const given = query.get("name") ?? headers["x-name"];
      const person = world.origin.people.find(({ id }) => path.endsWith(`/${id}`));
      return [
        ...unless(more.length === 0 && headers["x-evil"] === undefined, `a name became more: ${more}`),
        ...unless(given === undefined || given === person?.name, `of a name came ${JSON.stringify(given)}`),
      ];
    }),

  /** S5: the names under which files were sent on, each once. */
  file_names: (value, { world }) => {
    const sent = world.visits.flatMap(({ body, headers, kind }) =>
      kind === "target write" ? (multipartParts(body, String(headers["content-type"])) ?? []) : [],
    );
    const names = [...new Set(sent.flatMap(({ filename }) => filename ?? []))];
    return unless(isDeepStrictEqual(names, value), `the names of files are ${JSON.stringify(names)}`);
  },

  /** How many characters stderr of the first run may have. */
  max_stderr: (value, { first }) =>
    unless(first.ended.stderr.length <= Number(value), `it says ${first.ended.stderr.length} characters`),

  /** S5: nothing is written but what a run writes, where it writes it. */
  nothing_else_written: (_, { world }) => {
    const known = new Set(["package.json", "pipeline.yaml", "connectors", ".sync-runner"]);
    return readdirSync(world.cwd)
      .filter((name) => !known.has(name))
      .map((name) => `${name} was written`);
  },
};
