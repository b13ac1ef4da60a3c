/** Credentials that would be shown because nothing says that they are secret. */
import type { Connector as Manifest, Parameters } from "../../../schemas/connector.types.js";
import type { Path } from "../../load/source.js";
import { type Parts, piecesOf } from "./pieces.js";
import { readingsOf, reads } from "./readings.js";
import { type Findings, tellKey } from "./tell.js";

const SECRET =
  /secret|password|passwd|passphrase|(?<![a-z])pwd|token|api_?key|private_?key|access_?key|credential|^authorization$/i;
const NO_SECRET = /_(?:url|uri|type|id|name|format|version|expires?|expiry|ttl|scope)$/i;

/** Finds credentials that are secret by their name, or by the header that they go into, and are not marked. */
export function checkSecrets(to: Findings, { auth, actions }: Manifest, parts: Parts): void {
  const shared = piecesOf([parts.http], parts.sessions.values());
  const headers = (name: string) =>
    [...shared, ...(parts.actions.get(name)?.pieces ?? [])].filter(
      ({ path }) => String(path[path.length - 1]).toLowerCase() === "authorization",
    );
  const look = (path: Path, declared: Parameters | undefined, action: string) => {
    const sent = headers(action).map(readingsOf);
    for (const [name, { writeOnly }] of Object.entries(declared?.properties ?? {})) {
      const isSecret =
        (SECRET.test(name) && !NO_SECRET.test(name)) || sent.some((one) => reads(one, "auth", name));
      if (isSecret && writeOnly === undefined)
        tellKey(
          to,
          [...path, "properties", name],
          "secret-unmarked",
          { name },
          "Add `writeOnly: true`; `writeOnly: false` says that it is none.",
        );
    }
  };
  look(["auth"], auth, "");
  for (const [name, { auth: own }] of Object.entries(actions ?? {}))
    look(["actions", name, "auth"], own, name);
}
