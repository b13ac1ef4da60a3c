/** Mistakes that the description of the simulated system beside a manifest gives away. */
import { type Kind, kind, MANIFESTS, typo } from "../seeding.js";

const M = MANIFESTS;
/** The manifest whose paths and names are described in full. */
const WRITTEN = /^connectors\/(flatchr|teamtailor)\/connector\.yaml$/;

export const besides: readonly Kind[] = [
  kind(
    "a path that is described is misspelt",
    WRITTEN,
    /(get|post|put|delete): (\/company\/\$\{ [\w.]+ \}|)\/(\w{5,})(?=[/\n])/g,
    (m) => m[0].replace(m[3] ?? "", typo(m[3] ?? "")),
  ),
  kind(
    "another method than the one described",
    WRITTEN,
    /^( +(?:- )?)(put|delete|patch): (?=\/)/gm,
    (m) => `${m[1]}${m[2] === "put" ? "post" : "put"}: `,
  ),
  kind(
    "a parameter of the query that is described is misspelt",
    M,
    /^( +)(extension|attachmenttype): /gm,
    (m) => `${m[1]}${typo(m[2] ?? "")}: `,
  ),
  kind("a member of the answer with a token is misspelt", M, /\.access_token\b/g, ".acces_token"),
];
