/** What `sandbox.yaml` of HrFlow.ai leaves to code: it reads documents, at once or later, and knows people of the other systems. */
import type { Code } from "../described/world.js";
import type { FaultDice } from "../faults.js";
import { beginning, type Origins } from "./beginning.js";
import { takeFile } from "./parse.js";
import { createParsingQueue } from "./parsing-queue.js";
import { entitiesIn } from "./text.js";

/** @param origins who is known from the beginning */
export function createHrflow(origins: Origins, dice: FaultDice): Code {
  const queue = createParsingQueue();
  return {
    invented: { profiles: beginning(origins) },
    routes: { parse: (call, behind) => takeFile(call, behind, queue, dice), entities: entitiesIn },
    hides: (collection, key, isNamed) =>
      collection === "profiles" && !queue[isNamed ? "look" : "isReady"](key, Date.now()),
    // Profiles of the beginning are those of the other systems until somebody writes to them.
    state({ world }) {
      const profiles = world.holdings.of("profiles");
      const sizes = (name: string, homes: string, member: string) => {
        const counts = world.holdings
          .of(homes)
          .all()
          .map(({ key }) => [String(key), 0] as const);
        const sizes: Record<string, number> = Object.fromEntries(counts);
        for (const [, record] of world.holdings.of(name).entries()) {
          const home = String(record[member]);
          sizes[home] = (sizes[home] ?? 0) + 1;
        }
        return sizes;
      };
      const arrived = [...profiles.entries()].filter(([key]) => profiles.isWritten(key));
      return {
        profiles: arrived.length,
        archived: arrived.filter(([, { archived_at }]) => archived_at !== null).length,
        parsing: queue.size,
        sources: sizes("profiles", "sources", "source_key"),
        boards: sizes("jobs", "boards", "board_key"),
      };
    },
    collections: {
      *profiles(query, { world, show }) {
        const source = query.get("source_key");
        const profiles = world.holdings.of("profiles");
        for (const [key, record] of profiles.entries())
          if (source === null ? profiles.isWritten(key) : record.source_key === source)
            yield JSON.stringify(show("profiles", record));
      },
      *jobs(_, { world, show }) {
        for (const [, record] of world.holdings.of("jobs").entries())
          yield JSON.stringify(show("jobs", record));
      },
    },
  };
}
