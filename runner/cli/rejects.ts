/** `sync-runner rejects list` */
import { join, relative } from "node:path";
import { plain } from "../faults/render.js";
import { renderJson } from "../report/json.js";
import { Redactor } from "../report/redact.js";
import { listRejects } from "../state/reject-reading.js";
import { stateDirectory } from "./settings.js";
import type { Shell } from "./shell.js";

export async function listCommand(
  shell: Shell,
  workflowId: string | undefined,
  options: { readonly sandbox?: boolean; readonly json?: boolean },
): Promise<number> {
  const directory = join(stateDirectory(shell, options.sandbox), "rejects");
  const files = await listRejects(directory, workflowId);
  if (options.json) {
    // What is in the files was masked when it was written.
    const said = { command: "rejects list", ok: true, result: files, error: null };
    shell.stdout.write(`${renderJson(said, new Redactor())}\n`);
    return 0;
  }
  if (files.length === 0) shell.stderr.write("nothing is rejected\n");
  for (const file of files) {
    const count = file.count === 1 ? "1 record" : `${file.count} records`;
    shell.stdout.write(`${relative(shell.cwd, file.path)}  ${count}\n`);
    for (const reason of file.reasons) shell.stdout.write(`  ${plain(reason)}\n`);
  }
  return 0;
}
