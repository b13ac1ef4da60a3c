/** The token endpoint of a described system: OAuth 2 with client credentials and refresh tokens. */
import type { OAuth } from "../../../schemas/sandbox.types.js";
import { milliseconds } from "../../compile/duration.js";
import { type Answer, type Call, jsonObject } from "../exchange.js";
import type { FaultDice } from "../faults.js";
import { hex } from "../random.js";
import { basicOf } from "./basic.js";
import { jsonAnswer } from "./refusals.js";

export interface Tokens {
  /** Answers a request to the token endpoint. */
  issue(call: Call): Answer;
  /** Whether the request has an access token that is good; counts its use. */
  accepts(call: Call): boolean;
}

interface Token {
  readonly expires: number;
  left: number;
}

/** How many requests a token is good for that the switch `short-tokens` strikes. */
const shortLife = 3;

export function createTokens(
  data: OAuth,
  client: { readonly id: string; readonly secret: string },
  world: { readonly seed: number; readonly dice: FaultDice },
): Tokens {
  const access = new Map<string, Token>();
  const refreshing = new Set<string>();
  const life = milliseconds(data.expires ?? "1h");
  let issued = 0;
  const give = (now: number): Record<string, unknown> => {
    for (const [name, { expires }] of access) if (expires <= now) access.delete(name);
    issued += 1;
    const access_token = hex(64, world.seed, issued, 1);
    const isShort = world.dice.strikes("short-tokens", `token ${data.token}`);
    access.set(access_token, { expires: now + life, left: isShort ? shortLife : Number.POSITIVE_INFINITY });
    const answer = { access_token, token_type: "Bearer", expires_in: Math.floor(life / 1000) };
    if (!data.refresh) return answer;
    const refresh_token = hex(64, world.seed, issued, 2);
    refreshing.add(refresh_token);
    return { ...answer, refresh_token };
  };
  return {
    issue(call) {
      const form = formOf(call);
      const basic = basicOf(call.headers.authorization);
      const [id, secret] = basic ?? [form?.client_id, form?.client_secret];
      if (!form) return no(400, "invalid_request");
      if (id !== client.id || secret !== client.secret) return no(401, "invalid_client");
      if (form.grant_type === "client_credentials") return jsonAnswer(200, give(call.now), {});
      if (form.grant_type !== "refresh_token" || !data.refresh) return no(400, "unsupported_grant_type");
      const token = String(form.refresh_token);
      if (!refreshing.has(token)) return no(400, "invalid_grant");
      if (data.refresh === "once") refreshing.delete(token);
      return jsonAnswer(200, give(call.now), {});
    },
    accepts({ headers, now }) {
      const [, name = ""] = /^bearer\s+(\S+)$/i.exec(headers.authorization ?? "") ?? [];
      const token = access.get(name);
      if (!token || token.expires <= now || token.left <= 0) return false;
      token.left -= 1;
      return true;
    },
  };
}

/** Errors of a token endpoint have a form of their own (RFC 6749). */
const no = (status: number, error: string) => jsonAnswer(status, { error }, {});

function formOf({ headers, body }: Call): Record<string, unknown> | undefined {
  const type = headers["content-type"] ?? "";
  if (/json/i.test(type)) return jsonObject(body.toString());
  return /x-www-form-urlencoded/i.test(type)
    ? Object.fromEntries(new URLSearchParams(body.toString()))
    : undefined;
}
