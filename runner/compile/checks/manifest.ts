/** The second look at a manifest: whether what it sends goes where it should, and whether what it declares is used. */
import type { Connector as Manifest } from "../../../schemas/connector.types.js";
import { functions as language } from "../../expressions/functions/table.js";
import { checkAddresses } from "./addresses.js";
import { checkAuthorization } from "./authorization.js";
import { checkCrossed } from "./crossed-names.js";
import { checkCursors } from "./cursor.js";
import { checkGluedComments } from "./glued-comments.js";
import { checkHalfWritten } from "./half-written.js";
import { checkHeaders } from "./headers.js";
import { checkMisplaced } from "./misplaced.js";
import { checkPaging } from "./paging.js";
import { checkPagingSteps } from "./paging-steps.js";
import { checkPaths } from "./paths.js";
import { partsOf } from "./pieces.js";
import { checkPlainTexts } from "./plain-texts.js";
import { checkPullWrites } from "./pull-writes.js";
import { checkRequests } from "./requests.js";
import { checkSecrets } from "./secrets.js";
import { checkSessionBase } from "./session-base.js";
import { checkSessionUnnamed } from "./session-unnamed.js";
import { checkSessions } from "./sessions.js";
import { checkStepNames, checkUnusedNames } from "./step-names.js";
import { type Findings, tellKey } from "./tell.js";
import { checkUnguarded } from "./unguarded-create.js";
import { checkUnused } from "./unused.js";

/** Looks through a manifest that has passed its schema. */
export function checkManifest(to: Findings, manifest: Manifest): void {
  const parts = partsOf(manifest);
  checkStepNames(to, parts);
  checkPaging(to, manifest);
  checkPlainTexts(to, parts);
  checkAddresses(to, manifest, parts);
  checkSessionBase(to, manifest);
  checkAuthorization(to, manifest);
  checkHalfWritten(to, manifest);
  checkMisplaced(to, manifest);
  checkRequests(to, manifest);
  checkSessionUnnamed(to, manifest, parts);
  checkPagingSteps(to, manifest);
  checkHeaders(to, manifest, parts);
  checkCrossed(to, manifest);
  checkUnguarded(to, manifest);
  checkPaths(to, manifest);
  checkGluedComments(to, to.source, manifest);
  for (const name of Object.keys(manifest.functions ?? {}))
    if (language.has(name) || name === "tables")
      tellKey(to, ["functions", name], "shadows-builtin", { name }, "Choose another name.");
}

/**
 * Finds what a manifest declares and nothing uses, and secrets that are not marked: wrong in a file that is kept, and nothing that stops a
 * run. Only where nothing else is wrong: a name that is misspelt where it is used is told there.
 *
 * @param formats texts of the formats and functions of the connector
 */
export function checkUse(to: Findings, manifest: Manifest, formats: readonly string[]): void {
  const parts = partsOf(manifest);
  checkUnused(to, manifest, parts, formats);
  checkSecrets(to, manifest, parts);
  checkUnusedNames(to, parts);
  checkSessions(to, manifest, parts);
  checkCursors(to, manifest);
  checkPullWrites(to, manifest);
}
