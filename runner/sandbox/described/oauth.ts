/** The token endpoint of a described system: OAuth 2 with client credentials and refresh tokens. */
import type { OAuth } from "../../../schemas/sandbox.types.js";
import { milliseconds } from "../../compile/duration.js";
import type { Answer, Call } from "../exchange.js";
import type { FaultDice } from "../faults.js";
import { hex } from "../random.js";
import { basicOf } from "./basic.js";
import { jsonAnswer } from "./refusals.js";

export interface Tokens {
  /** Answers a request to the token endpoint. */
  issue(call: Call): Answer;
  /**
   * Undefined where the request has an access token that is good, else the status of the refusal; counts the use.
   *
   * @param scope that the token must have, an empty text for one without; undefined where any will do
   */
  refuses(call: Call, scope: string | undefined): 401 | 403 | undefined;
}

interface Token {
  readonly scope: string;
  readonly expires: number;
  left: number;
}

/** How many requests a token is good for that the switch `short-tokens` strikes. */
const shortLife = 3;

export function createTokens(
  data: Omit<OAuth, "client_id" | "client_secret">,
  client: { readonly id: string; readonly secret: string },
  world: { readonly seed: number; readonly dice: FaultDice },
): Tokens {
  const access = new Map<string, Token>();
  /** Refresh tokens, and the scopes of what they give. */
  const refreshing = new Map<string, string>();
  const life = milliseconds(data.expires ?? "1h");
  let issued = 0;
  const give = (now: number, scope: string): Answer => {
    for (const [name, { expires }] of access) if (expires <= now) access.delete(name);
    issued += 1;
    const access_token = hex(64, world.seed, issued, now % 2 ** 31);
    const isShort = world.dice.strikes("short-tokens", `token ${scope}`);
    const left = isShort ? shortLife : Number.POSITIVE_INFINITY;
    access.set(access_token, { scope, expires: now + life, left });
    const { token_type = "Bearer" } = data;
    const answer = { access_token, token_type, expires_in: Math.floor(life / 1000) };
    if (!data.refresh) return jsonAnswer(200, answer, {});
    const refresh_token = hex(64, world.seed, issued, 2);
    refreshing.set(refresh_token, scope);
    return jsonAnswer(200, { ...answer, refresh_token }, {});
  };
  return {
    issue(call) {
      const form = formOf(call);
      if (!form) return no(400, "invalid_request");
      const grant = form.get("grant_type");
      if (grant !== "client_credentials" && !(grant === "refresh_token" && data.refresh))
        return no(400, "unsupported_grant_type");
      const [id, secret] = basicOf(call.headers.authorization) ?? [
        form.get("client_id"),
        form.get("client_secret"),
      ];
      if (id !== client.id || secret !== client.secret) return no(data.refused ?? 401, "invalid_client");
      const scope = form.get("scope") ?? "";
      if (grant === "client_credentials") {
        const isKnown = scope === "" || data.scopes === undefined || data.scopes.includes(scope);
        return isKnown ? give(call.now, scope) : no(400, "invalid_scope");
      }
      const token = form.get("refresh_token") ?? "";
      const kept = refreshing.get(token);
      if (kept === undefined) return no(400, "invalid_grant");
      if (data.refresh === "once") refreshing.delete(token);
      return give(call.now, kept);
    },
    refuses({ headers, now }, scope) {
      const [, name = ""] = /^bearer\s+(\S+)$/i.exec(headers.authorization ?? "") ?? [];
      const token = access.get(name);
      if (!token || token.expires <= now || token.left <= 0) return 401;
      token.left -= 1;
      return scope === undefined || token.scope === scope ? undefined : 403;
    },
  };
}

/** Errors of a token endpoint have a form of their own (RFC 6749). */
const no = (status: number, error: string) => jsonAnswer(status, { error }, {});

/** In a form a bare + is a blank: a secret that holds one must be encoded, or it is another secret. */
function formOf({ headers, body }: Call): URLSearchParams | undefined {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  return type === "application/x-www-form-urlencoded" ? new URLSearchParams(body.toString()) : undefined;
}
