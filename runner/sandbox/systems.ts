/** Opens all simulated systems over one world: what one of them knows, the others may refer to. */
import { join } from "node:path";
import { Fault } from "../faults/fault.js";
import type { Accounts } from "./accounts.js";
import { type Callbacks, createCallbacks } from "./callbacks.js";
import type { Description } from "./described/description.js";
import { type Opened, openDescribed } from "./described/system.js";
import type { Code } from "./described/world.js";
import type { System } from "./exchange.js";
import type { FaultDice } from "./faults.js";
import { createHrflow } from "./hrflow/hrflow.js";
import { neighboursIn } from "./hrflow/neighbours.js";
import { Inbox } from "./talentsoft/inbox.js";
import { createTalentsoft } from "./talentsoft/talentsoft.js";
import { createVacanciesOf } from "./talentsoft/vacancies.js";
import { createCandidates } from "./teamtailor/candidates.js";

/** How large the world is and who may enter. */
export interface World {
  readonly seed: number;
  readonly candidates: number;
  readonly jobs: number;
  /** How many records described systems invent, by `connector.collection`. */
  readonly counts: Readonly<Record<string, number>>;
  readonly known: boolean;
  readonly rateLimit: boolean;
  readonly directory: string | undefined;
  readonly accounts: Accounts;
  readonly dice: FaultDice;
  /** The systems that are described, those of the project among them. */
  readonly descriptions: readonly Description[];
  /** Is told what a request asked that a description does not know. */
  readonly onUnknown: (host: string, what: string) => void;
}

export interface Systems {
  /** By the name of the connector, for `/__state`. */
  readonly named: Readonly<Record<string, System>>;
  /** By host; a connector may have several. */
  readonly hosts: ReadonlyMap<string, System>;
  readonly callbacks: Callbacks;
}

/** @throws Fault USAGE for a client_url that is none and for counts of what there is not, DISK_FAILED or STORE_CORRUPT when the directory cannot be used */
export function openSystems(world: World): Systems {
  const { seed, candidates, jobs, rateLimit, directory, accounts, dice } = world;
  const file = (name: string) => (directory === undefined ? undefined : join(directory, name));
  const parameter = (connector: string, name: string) => accounts[connector]?.[name] ?? "";

  checkCounts(world);
  const described: (Opened & { readonly name: string })[] = [];
  const neighbours = () => neighboursIn(described.find(({ name }) => name === "flatchr")?.world);
  // Made where it is described: without its account there is nothing to make.
  const code: Readonly<Record<string, () => Code>> = {
    teamtailor: () => ({ invented: { candidates: createCandidates(seed, candidates) } }),
    talentsoft: () =>
      createTalentsoft({
        host: hostOf(parameter("talentsoft", "client_url")),
        seed,
        candidates,
        vacancies: createVacanciesOf(seed, jobs, parameter("talentsoft", "job_reference")),
        inbox: new Inbox(file("talentsoft-applications.jsonl")),
        dice,
      }),
    [knowing]: () => {
      const account = accounts[knowing] ?? {};
      return createHrflow({ account, known: world.known, seed, candidates, neighbours: neighbours() }, dice);
    },
  };
  for (const description of inOrder(world.descriptions)) {
    const { name } = description;
    const account = accounts[name] ?? {};
    const circumstances = { seed, dice, rateLimit, account, file: file(`described-${name}.jsonl`) };
    const counts = { ...(name === "teamtailor" ? { jobs } : {}), ...countsOf(world.counts, name) };
    const { onUnknown } = world;
    const opened = openDescribed(description, { ...circumstances, counts, onUnknown, code: code[name]?.() });
    described.push({ name, ...opened });
  }

  const callbacks = createCallbacks(file("callbacks.jsonl"));
  const firsts = described.flatMap(({ name, systems: [first] }) => (first ? [[name, first] as const] : []));
  // What a project describes takes the place of what is shipped.
  const all = [callbacks.system, ...described.flatMap(({ systems }) => systems)];
  return {
    named: Object.fromEntries(firsts),
    hosts: new Map(all.map((one) => [one.host, one])),
    callbacks,
  };
}

/** Knows people of the other systems, so those are opened before. */
const knowing = "hrflow";

function inOrder(descriptions: readonly Description[]): readonly Description[] {
  const isLast = ({ name }: Description) => name === knowing;
  return [...descriptions.filter((one) => !isLast(one)), ...descriptions.filter(isLast)];
}

/** The counts of one system, by collection. */
function countsOf(counts: World["counts"], system: string): Record<string, number> {
  const own = Object.entries(counts).filter(([name]) => name.startsWith(`${system}.`));
  return Object.fromEntries(own.map(([name, count]) => [name.slice(system.length + 1), count]));
}

function checkCounts({ counts, descriptions }: World): void {
  const known = descriptions.flatMap(({ name, collections }) =>
    collections.map((one) => `${name}.${one.name}`),
  );
  const wrong = Object.keys(counts).find((name) => !known.includes(name));
  if (wrong === undefined) return;
  throw new Fault("USAGE", `No description has a collection ${wrong}`, {
    hint: `There are: ${known.join(", ")}.`,
  });
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch (cause) {
    throw new Fault("USAGE", `The client_url of talentsoft is not a URL: ${url}`, { cause });
  }
}
