/** TalentSoft's access tokens: one kind for the back office, one for the front office, and neither lives long. */
import { type Answer, type Call, Refusal } from "../exchange.js";
import type { FaultDice } from "../faults.js";
import { hex } from "../random.js";
import { talentsoftJson } from "./answers.js";

export interface TokenOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly seed: number;
  readonly dice: FaultDice;
}

export interface Tokens {
  /** Answers `POST /api/token`. */
  issue(call: Call): Answer;
  /**
   * Lets a request through whose token was issued for that scope; "" is the front office.
   *
   * @throws Refusal with 401 for no token, an unknown or an expired one; with 403 for one of another scope
   */
  check(call: Call, scope: string): void;
}

export const tokenSeconds = 1199;
/** How many requests a token is good for that the switch `short-tokens` strikes. */
const shortLife = 3;
const scopes = ["MatchingIndexation", "Customer", "MetaEngine"];

interface Token {
  readonly scope: string;
  readonly expires: number;
  left: number;
}

/** Tokens are remembered as long as the sandbox runs. */
export function createTokens({ clientId, clientSecret, seed, dice }: TokenOptions): Tokens {
  const tokens = new Map<string, Token>();
  let issued = 0;
  return {
    issue({ headers, body, now }) {
      const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
      if (type !== "application/x-www-form-urlencoded") throw refused("invalid_request");
      // In a form a bare + is a blank: a secret that holds one must be encoded, or it is another secret.
      const form = new URLSearchParams(body.toString());
      if (form.get("grant_type") !== "client_credentials") throw refused("unsupported_grant_type");
      const isClient = form.get("client_id") === clientId && form.get("client_secret") === clientSecret;
      if (!isClient) throw refused("invalid_client");
      const scope = form.get("scope") ?? "";
      if (scope !== "" && !scopes.includes(scope)) throw refused("invalid_scope");
      for (const [name, token] of tokens) if (token.expires <= now) tokens.delete(name);
      issued += 1;
      const access_token = hex(64, seed, issued, now % 2 ** 31);
      const left = dice.strikes("short-tokens", `token ${scope}`) ? shortLife : Number.POSITIVE_INFINITY;
      tokens.set(access_token, { scope, expires: now + tokenSeconds * 1000, left });
      return talentsoftJson(200, { access_token, token_type: "bearer", expires_in: tokenSeconds });
    },
    check({ headers, now }, scope) {
      const [, text = ""] = /^bearer\s+(\S+)$/i.exec(headers.authorization ?? "") ?? [];
      const token = tokens.get(text);
      if (token === undefined || token.expires <= now || token.left <= 0) throw new Refusal(denied(401));
      token.left -= 1;
      if (token.scope !== scope) throw new Refusal(denied(403));
    },
  };
}

const refused = (error: string) => new Refusal(talentsoftJson(400, { error }));

const denied = (status: number): Answer =>
  talentsoftJson(status, { message: "Authorization has been denied for this request." });
