/**
 * The log-in of a person in a browser (OAuth 2.0 authorization code with PKCE, RFC 7636; the answer comes to this machine, RFC 8252): the
 * address to open, and what the answer to it has to be.
 */
import { createHash, randomBytes } from "node:crypto";
import type { SessionPlan } from "../compile/plan.js";
import { asText } from "../compile/slots.js";
import { Fault } from "../faults/fault.js";
import { appendQuery } from "./parts.js";
import type { Scope } from "./system.js";

/** What the steps of a log-in see as `authorized`. */
export interface Authorized {
  readonly code: string;
  readonly redirect_uri: string;
  readonly code_verifier: string;
}

/** One attempt of a person to log in. */
export interface Authorization {
  /** What the browser opens. */
  readonly address: URL;
  /**
   * Reads the query that came back.
   *
   * @returns undefined for what is no answer to this attempt: anybody can send a browser to an address of this machine
   * @throws {Fault} HTTP_CREDENTIALS where the system says no
   */
  answered(query: URLSearchParams): Authorized | undefined;
}

/** @param redirect where the system sends the browser back to */
export async function authorization(
  plan: SessionPlan,
  title: string,
  auth: Scope,
  redirect: string,
): Promise<Authorization> {
  if (!plan.authorize) throw new Fault("BUG", `the session ${plan.name} has no \`authorize\``);
  const text = asText(await plan.authorize.url.render({ auth }));
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Fault("INVALID", `\`authorize.url\` of the session \`${plan.name}\` of ${title} is no URL`);
  const state = randomBytes(32).toString("base64url");
  const verifier = randomBytes(32).toString("base64url");
  const address = new URL(text);
  appendQuery(address, {
    ...((await plan.authorize.query.render({ auth })) as object),
    response_type: "code",
    redirect_uri: redirect,
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  return {
    address,
    answered(query) {
      if (query.get("state") !== state) return undefined;
      const code = query.get("code");
      if (code) return { code, redirect_uri: redirect, code_verifier: verifier };
      const said = query.get("error_description") || query.get("error") || "it sent no code";
      throw new Fault("HTTP_CREDENTIALS", `${title} let nobody in: ${said.slice(0, 200)}`, {
        hint: "Log in again, and say yes to what is asked.",
      });
    },
  };
}
