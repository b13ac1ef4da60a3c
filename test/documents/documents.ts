/** The documents that are generated, and the parts of documents. Run by hand (`npm run documents`), it writes them. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../../runner/load/folders.js";
import { commandsText } from "./commands.js";
import { llmsText } from "./llms.js";
import { withPart } from "./markdown.js";
import { referenceText } from "./reference.js";

/** Path below the root of the package → what it should hold, made of what it holds. */
export const documents: Readonly<Record<string, (found: string) => Promise<string>>> = {
  "runner/cli/README.md": async (found) => withPart(found, "commands", await commandsText()),
  "schemas/README.md": referenceText,
  "llms.txt": llmsText,
};

/** What a document holds; nothing where there is none. */
export function readDocument(name: string): Promise<string> {
  return readFile(join(packageRoot, name), "utf8").catch(() => "");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, make] of Object.entries(documents))
    await writeFile(join(packageRoot, name), await make(await readDocument(name)));
}
