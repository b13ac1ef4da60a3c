/** Trouble on demand: switches that make the simulated systems fail as real ones do, the same way for the same seed. */
import { Fault } from "../faults/fault.js";
import { hashText, mix } from "./random.js";

interface Kind {
  /** What it does, for the list of names. */
  readonly means: string;
  /** `status`: answered instead of the request being carried out; `wire`: done to the connection; `rule`: a system behaves so. */
  readonly sort: "status" | "wire" | "rule";
  /** The hosts it applies to; all of them when missing. */
  readonly at?: (host: string) => boolean;
}

/** Storage knows no keys and counts no requests; every other host does. */
export const isStorage = (host: string): boolean => host.endsWith(".amazonaws.com");
const isApi = (host: string): boolean => !isStorage(host);
const isHrflow = (host: string): boolean => host === "api.hrflow.ai";

const kinds = {
  "401": { means: "the key is refused", sort: "status", at: isApi },
  "402": { means: "the plan's quota is used up", sort: "status", at: isHrflow },
  "429": { means: "too many requests, wait a second", sort: "status", at: isApi },
  "500": { means: "an internal error", sort: "status" },
  "502": { means: "a gateway's HTML page", sort: "status" },
  "503": { means: "unavailable", sort: "status" },
  "504": { means: "a gateway's time-out", sort: "status" },
  reset: { means: "the connection breaks before the request is carried out", sort: "wire" },
  "lost-answer": { means: "the request is carried out, then the connection breaks", sort: "wire" },
  truncate: { means: "the connection breaks in the middle of the body", sort: "wire" },
  garbled: { means: "the body is not what its type says", sort: "wire" },
  slow: { means: "the answer takes a second longer", sort: "wire" },
  "expired-links": { means: "a resume link is expired when it is handed out", sort: "rule" },
  "late-page": { means: "a list fails on its second page or later", sort: "rule" },
  "short-tokens": { means: "an access token expires after three requests", sort: "rule" },
  "slow-parsing": { means: "an async profile shows up ten times later", sort: "rule" },
} as const satisfies Record<string, Kind>;

export type FaultName = keyof typeof kinds;

/** One switch: what goes wrong, and in which share of the cases (0 to 1). */
export interface FaultSwitch {
  readonly name: FaultName;
  readonly share: number;
}

/**
 * Reads switches as the command line gives them: names with an optional share, separated by commas.
 *
 * @throws Fault USAGE for an unknown name or a share that is no number from 0 to 1
 * @example parseFaults("429:0.05,expired-links") // [{ name: "429", share: 0.05 }, { name: "expired-links", share: 1 }]
 */
export function parseFaults(text: string): FaultSwitch[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [name = "", share = "1", ...more] = part.split(":");
      if (!isFaultName(name)) {
        const hint = `There are: ${Object.keys(kinds).join(", ")}.`;
        throw new Fault("USAGE", `There is no fault "${name}". ${hint}`, {
          hint: "Write NAME or NAME:SHARE.",
        });
      }
      const value = Number(share);
      if (more.length > 0 || share.trim() === "" || !(value >= 0 && value <= 1)) {
        throw new Fault(
          "USAGE",
          `The share of the fault "${name}" is a number from 0 to 1, e.g. ${name}:0.05`,
        );
      }
      return { name, share: value };
    });
}

function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(kinds, name);
}

/**
 * Decides what goes wrong. A decision depends on the seed, on the subject (a request, a link) and on how often this subject
 * was seen, not on the order in which different subjects come: so a run can be repeated, and trying again can help.
 */
export class FaultDice {
  readonly #seed: number;
  readonly #switches: readonly FaultSwitch[];
  readonly #seen = new Map<string, number>();

  constructor(seed: number, switches: readonly FaultSwitch[]) {
    this.#seed = seed;
    this.#switches = switches.filter(({ share }) => share > 0);
  }

  /** The first switch of the sorts `status` and `wire` that strikes this request. */
  forRequest(host: string, subject: string): { name: FaultName; status: number | undefined } | undefined {
    for (const one of this.#switches) {
      const kind: Kind = kinds[one.name];
      if (kind.sort === "rule" || kind.at?.(host) === false) continue;
      if (this.#strikes(one, `${host} ${subject}`)) {
        return { name: one.name, status: kind.sort === "status" ? Number(one.name) : undefined };
      }
    }
    return undefined;
  }

  /** True when the switch is on and strikes this subject now. */
  strikes(name: FaultName, subject: string): boolean {
    const one = this.#switches.find((candidate) => candidate.name === name);
    return one !== undefined && this.#strikes(one, subject);
  }

  #strikes({ name, share }: FaultSwitch, subject: string): boolean {
    const key = `${name} ${subject}`;
    const times = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, times);
    return mix(this.#seed, hashText(key), times) / 4294967296 < share;
  }
}
