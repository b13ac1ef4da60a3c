/** The ways in which a case is run, by the word that its `how` says. */
import type { TestContext } from "node:test";
import { runCase } from "./case.js";
import { addressed } from "./drivers-of-addresses.js";
import { told } from "./drivers-of-arguments.js";
import { changed, validated } from "./drivers-of-files.js";
import { elsewhere, expired, swallowed } from "./drivers-of-network.js";
import { frozen, race, shifted, signalled, starved, sweep } from "./drivers-of-process.js";
import { steps } from "./drivers-of-steps.js";
import { accepted, onSmallDisk, planted, stored } from "./drivers-of-stores.js";
import { between, shrunk } from "./drivers-of-time.js";
import { cut, repeated } from "./drivers-of-words.js";
import type { Case } from "./row.js";

/** Plays a case with a seed, and says what does not hold. */
export type Driver = (t: TestContext, one: Case, seed: number) => Promise<string[]>;

export const drivers: Readonly<Record<string, Driver>> = {
  run: (t, one, seed) => runCase(t, one, seed),
  swallowed,
  elsewhere,
  expired,
  between,
  shrunk,
  steps,
  stored,
  accepted,
  planted,
  "small disk": onSmallDisk,
  validated,
  changed,
  addressed,
  repeated,
  cut,
  told,
  frozen,
  sweep,
  signalled,
  race,
  shifted,
  starved,
};
