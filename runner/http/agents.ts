/** Keeps connections open between requests: guarded ones to the public internet, plain ones to where the operator said. */
import dns from "node:dns";
import http, { type Agent } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { checkForm, checkPublic, guardedLookup } from "./egress.js";
import { watchable } from "./fetch.js";

/** Room for the requests that do not count as work, such as a login. */
const spareSockets = 4;

/**
 * Many servers close an idle connection after five seconds; a request that meets that moment is lost, and nobody can say
 * whether it was carried out.
 */
const idleMs = 4_000;

export class Agents {
  readonly #options: http.AgentOptions;
  readonly #lookup: LookupFunction;
  readonly #agents = new Map<string, Agent>();

  /**
   * @param concurrency - requests that run at a time
   * @param resolve - resolves names; `dns.lookup` unless a test needs another
   */
  constructor(concurrency: number, resolve: typeof dns.lookup = dns.lookup) {
    this.#lookup = guardedLookup(resolve);
    this.#options = { keepAlive: true, maxSockets: concurrency + spareSockets, timeout: idleMs };
  }

  /**
   * The agent for an address.
   *
   * @param named - whether the operator named the address, so that it need not be public
   * @throws {Fault} HTTP_FORBIDDEN_ADDRESS
   */
  agentFor(target: URL, named: boolean): Agent {
    checkForm(target);
    if (!named) checkPublic(target);
    const key = `${target.protocol}${named}`;
    let agent = this.#agents.get(key);
    if (agent === undefined) {
      const options = named ? this.#options : { ...this.#options, lookup: this.#lookup };
      agent = watchable(target.protocol === "https:" ? new https.Agent(options) : new http.Agent(options));
      this.#agents.set(key, agent);
    }
    return agent;
  }

  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
  }
}
