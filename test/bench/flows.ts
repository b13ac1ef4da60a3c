/** The flows that are measured, each beside a floor: a script that does the same by hand. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../runner/load/folders.js";
import { shippedAccounts } from "../../runner/sandbox/shipped-accounts.js";
import { createVacanciesOf } from "../../runner/sandbox/talentsoft/vacancies.js";
import { checkSameJob } from "./same-job.js";
import type { SandboxSettings } from "./sandbox.js";

export interface Flow {
  readonly name: string;
  /** What is moved, e.g. `candidates`. */
  readonly things: string;
  /** How many are moved, and how many with `--quick`. */
  readonly sizes: readonly number[];
  readonly quickSizes: readonly number[];
  /** The text of the pipeline. */
  readonly pipeline: () => Promise<string>;
  /** The sandbox in which there is so much to move. */
  readonly sandbox: (records: number) => SandboxSettings;
  /** The script below `floors/` that does the same by hand. */
  readonly floor: string;
  /** The script below `floors/` that writes what the flow begins with, unmeasured. */
  readonly before?: string;
  /** What is written at HrFlow.ai. */
  readonly written: "profiles" | "jobs";
  /** @throws Error when runner and floor did not do the same */
  readonly checkSameJob: typeof checkSameJob;
  /** The most CPU that the runner may use, over that of the floor. */
  readonly mostCpu: number;
}

const shipped = (name: string) => readFile(join(packageRoot, "pipelines", name), "utf8");

export const mainFlow: Flow = {
  name: "main",
  things: "candidates",
  sizes: [1000, 10_000, 100_000],
  quickSizes: [1000, 10_000],
  pipeline: () => shipped("teamtailor-to-hrflow.yaml"),
  sandbox: (candidates) => ({ candidates }),
  floor: "create",
  written: "profiles",
  checkSameJob,
  mostCpu: 2.2,
};

const updateFlow: Flow = {
  ...mainFlow,
  name: "update",
  sizes: [5000],
  quickSizes: [1000],
  pipeline: async () => (await mainFlow.pipeline()).replace("create_profiles_in", "update_profiles_in"),
  floor: "update",
  before: "parsed",
  mostCpu: 2.5,
};

const talentsoftFlow: Flow = {
  name: "talentsoft",
  things: "vacancies",
  sizes: [5000],
  quickSizes: [1000],
  pipeline: () => shipped("talentsoft-jobs-to-hrflow.yaml"),
  sandbox: (published) => ({ candidates: 1, jobs: vacanciesWith(published) }),
  floor: "talentsoft",
  written: "jobs",
  checkSameJob,
  mostCpu: 2.5,
};

export const flows: readonly Flow[] = [mainFlow, updateFlow, talentsoftFlow];

/** How many vacancies the sandbox must have so that so many of them are published. */
function vacanciesWith(published: number): number {
  const seed = 1;
  const all = createVacanciesOf(seed, 0, shippedAccounts.talentsoft?.job_reference ?? "");
  let [at, found] = [0, 0];
  for (; found < published; at += 1) {
    const { vacancyStatus } = all.fields(at);
    if (Array.isArray(vacancyStatus) && vacancyStatus.includes("Published")) found += 1;
  }
  return at;
}
