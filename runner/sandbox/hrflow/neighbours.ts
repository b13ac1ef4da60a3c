/** Applicants of another system, of whom HrFlow.ai may know as well: read out of what that system holds. */
import type { World } from "../described/world.js";
import { isObject } from "../exchange.js";

export interface Neighbour {
  /** The application. */
  readonly id: unknown;
  /** The number of its vacancy. */
  readonly vacancyNumber: unknown;
  readonly candidate: Readonly<Record<string, unknown>>;
}

/** The applicants of a system that has such; none without a system. */
export function neighboursIn(world: World | undefined): readonly Neighbour[] {
  if (!world) return [];
  const { holdings } = world;
  return holdings
    .of("applicants")
    .all()
    .flatMap(({ id, vacancy, candidate }) => {
      const vacancyNumber = holdings.of("vacancies").get(String(vacancy))?.vacancy_id;
      return isObject(candidate) ? [{ id, vacancyNumber, candidate }] : [];
    });
}
