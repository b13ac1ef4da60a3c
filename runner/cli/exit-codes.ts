/** What the command ends with, and what that means. */

/** Exit code → meaning, as the help and the reference tell it. */
export const exitCodes: readonly (readonly [code: string, means: string])[] = [
  ["0", "delivered, or nothing to do"],
  ["1", "a bug"],
  ["2", "wrong usage, pipeline, manifest, expression or parameter; nothing was sent"],
  ["3", "network, credentials, store or disk; also a store that was emptied, or put back from an older copy"],
  [
    "4",
    "finished, some records were rejected (of `test`: some cases failed); or a list did not keep its order (`reason`: `origin_order_not_kept`), and the token stayed",
  ],
  ["5", "stopped on request; the same command continues"],
  ["6", "a guard stopped it: too many rejects, or too much gone from the origin; it says how to go on"],
  ["7", "another run holds this `workflow_id`"],
  ["9", "Node.js itself could not read the file of `--env-file`"],
  ["130, 143", "stopped at once by a second signal"],
];

/** The same below the help. */
export const exitHelp = `\nExit codes:\n${exitCodes.map(([code, means]) => `  ${code.padEnd(8)}  ${means.replaceAll("`", "")}`).join("\n")}\n`;
