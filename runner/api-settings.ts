/** What `run()` is given, looked at before anything happens: a setting that is misspelt would else be one that has no effect. */
import { Fault } from "./faults/fault.js";
import type { RunEvent } from "./types.js";
import { suggest } from "./validate/nearest.js";

/** How a pipeline is run; everything has the default of the command line. */
export interface RunSettings {
  /** Folder from which the path of the pipeline is resolved. Default: the current directory. */
  readonly cwd?: string;
  /** Names of the environment that the pipeline uses, and SYNC_RUNNER_KEY, HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Default: none. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Changes the data of the pipeline file before it is checked. */
  readonly change?: (pipeline: Record<string, unknown>) => void;
  /** Pull parameters over those of the file, e.g. from an event. */
  readonly pullParameters?: Readonly<Record<string, unknown>>;
  /** Where tokens and locks are kept. Default: `sqlite:.sync-runner/state.db` in the project of the pipeline. */
  readonly store?: string;
  /** True: records are pulled, filtered and formatted, and nothing is written, whatever the file says. Default: false. */
  readonly dryRun?: boolean;
  readonly limit?: number;
  /** The most records of 100 that may be rejected before the run stops. Default: 50. */
  readonly maxRejects?: number;
  /** How many of 100 records may be gone from the origin before nothing is archived any more. Default: 50. */
  readonly maxDrop?: number;
  /** Items that are pushed at a time. Default: 16. */
  readonly concurrency?: number;
  /** Extra attempts of a request. Default: 5. */
  readonly retries?: number;
  /** False: requests are not held back. Default: true. */
  readonly rateLimits?: boolean;
  /** Milliseconds that a system may be silent. Default: 30,000. */
  readonly timeoutMs?: number;
  /** Host → where requests to it go instead. */
  readonly endpoints?: Readonly<Record<string, string>>;
  /** Hosts that may have a private address. Default: none. */
  readonly allowHosts?: readonly string[];
  /** Gets every event of the run, as it happens. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Aborted to finish what is in flight and stop. */
  readonly signal?: AbortSignal;
}

/** What a setting must be, and whether a value is that. */
type Kind = readonly [what: string, isRight: (value: unknown) => boolean];

const text: Kind = ["a text", (value) => typeof value === "string"];
const flag: Kind = ["true or false", (value) => typeof value === "boolean"];
const mapping: Kind = ["an object", (value) => value !== null && typeof value === "object"];
const call: Kind = ["a function", (value) => typeof value === "function"];
const list: Kind = ["a list", (value) => Array.isArray(value)];
const signal: Kind = ["an AbortSignal", (value) => value instanceof AbortSignal];
const whole = (from: number, to = Number.MAX_SAFE_INTEGER): Kind => [
  `a whole number ${to === Number.MAX_SAFE_INTEGER ? `of at least ${from}` : `from ${from} to ${to}`}`,
  (value) => Number.isSafeInteger(value) && Number(value) >= from && Number(value) <= to,
];

const kinds: Readonly<Record<keyof RunSettings, Kind>> = {
  cwd: text,
  env: mapping,
  change: call,
  pullParameters: mapping,
  store: text,
  dryRun: flag,
  limit: whole(1),
  maxRejects: whole(0, 100),
  maxDrop: whole(0, 100),
  concurrency: whole(1, 1000),
  retries: whole(0),
  rateLimits: flag,
  timeoutMs: whole(1),
  endpoints: mapping,
  allowHosts: list,
  onEvent: call,
  signal,
};

/** Throws a fault USAGE for a setting that there is not, or whose value it cannot have. */
export function checkSettings(settings: RunSettings): void {
  for (const [name, value] of Object.entries(settings)) {
    if (!Object.hasOwn(kinds, name)) {
      const hint = suggest(name, Object.keys(kinds), "Settings");
      throw new Fault("USAGE", `run() has no setting \`${name}\``, { hint });
    }
    const [what, isRight] = kinds[name as keyof RunSettings];
    if (value !== undefined && !isRight(value)) {
      throw new Fault("USAGE", `the setting \`${name}\` of run() must be ${what}`);
    }
  }
}

/** Host → where requests to it go instead. */
export function endpointsOf(given: RunSettings["endpoints"] = {}): Map<string, URL> {
  return new Map(
    Object.entries(given).map(([host, url]) => {
      if (URL.canParse(url)) return [host.toLowerCase(), new URL(url)];
      throw new Fault("USAGE", `the setting \`endpoints\` of run() has no URL for ${host}`);
    }),
  );
}
