/** `--files DIR`: the folder whose files a pipeline reads and writes, served to this run as if it were a system. */
import { realpath, stat } from "node:fs/promises";
import { relative, resolve } from "node:path";
import type { Resolved, Side } from "../compile/program.js";
import { Fault } from "../faults/fault.js";
import { HOST, type ServedFolder, serveFolder } from "../files/server.js";
import { whyNot } from "../load/file.js";
import { endpoints, projectFolder } from "./settings.js";
import type { Shell } from "./shell.js";
import { quoted } from "./typed.js";

/** The folder of a run. */
export interface RunFolder extends ServedFolder {
  readonly endpoints: ReadonlyMap<string, URL>;
  /** What it is called in the state: where it lies, seen from the project. */
  readonly name: string;
}

interface Given {
  readonly files?: string;
  readonly endpoint?: readonly string[];
}

/**
 * Serves the folder, where one of the systems is one of files.
 *
 * @param addresses of the systems that are asked
 * @throws Fault USAGE where files are read or written and no folder is named, or the other way round
 */
export async function openFolder(
  shell: Shell,
  pipeline: string | undefined,
  { files, endpoint }: Given,
  addresses: readonly string[],
): Promise<RunFolder | undefined> {
  const isWanted = addresses.some((address) => URL.canParse(address) && new URL(address).host === HOST);
  if (files === undefined) {
    if (!isWanted || endpoints(endpoint ?? []).has(HOST)) return undefined;
    const hint = "Write --files DIR, with the folder in which the files lie or shall lie.";
    throw new Fault("USAGE", "files are read or written here, and no folder for them is named", { hint });
  }
  if (!isWanted)
    throw new Fault("USAGE", "--files: no files are read or written here", { hint: "Leave --files out." });
  const path = await folderAt(resolve(shell.cwd, files), files);
  const served = await serveFolder(path);
  shell.redactor.add(served.secret);
  const name = relative(await realpath(projectFolder(shell, pipeline)), path) || ".";
  return { ...served, name, endpoints: new Map([[HOST, served.url]]) };
}

/** The values of a run whose state belongs to this folder: another one has a token, a ledger and rejects of its own (I10). */
export function valuesIn(folder: RunFolder | undefined, values: Resolved): Resolved {
  if (!folder) return values;
  const of = (side: Side): Side => {
    const { place } = side;
    if (!URL.canParse(place.baseUrl) || new URL(place.baseUrl).host !== HOST) return side;
    return { ...side, place: { ...place, account: { ...place.account, files: folder.name } } };
  };
  const { origin, target, secrets } = values;
  return { ...values, origin: of(origin), target: of(target), secrets: [...secrets, folder.secret] };
}

async function folderAt(path: string, shown: string): Promise<string> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const hint = error.code === "ENOENT" ? `Make it: mkdir -p ${quoted(shown)}` : undefined;
    throw new Fault("USAGE", `--files: the folder ${shown} ${whyNot(error)}`, { hint });
  });
  if (!facts.isDirectory()) throw new Fault("USAGE", `--files: ${shown} is no folder`);
  return realpath(path);
}
