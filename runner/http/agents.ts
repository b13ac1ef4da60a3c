/** Keeps connections open between requests: guarded ones to the public internet, plain ones to where the operator said. */
import dns from "node:dns";
import http, { type Agent } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import type { ClientCertificate } from "./certificate.js";
import { checkForm, checkPublic, guardedLookup } from "./egress.js";
import { watchable } from "./fetch.js";
import type { Proxies, ProxyServer } from "./proxies.js";
import { proxyAgent } from "./proxy-agents.js";

/** Room for the requests that do not count as work, such as a login. */
const spareSockets = 4;

/**
 * Many servers close an idle connection after five seconds; a request that meets that moment is lost, and nobody can say
 * whether it was carried out.
 */
const idleMs = 4_000;

/** How an address is connected to. */
export interface Connection {
  readonly agent: Agent;
  /** What it is reached through; undefined where it is asked directly. */
  readonly proxy: ProxyServer | undefined;
}

export class Agents {
  readonly #proxies: Proxies | undefined;
  readonly #options: http.AgentOptions;
  readonly #lookup: LookupFunction;
  readonly #agents = new Map<string, Agent>();

  /**
   * @param concurrency - requests that run at a time
   * @param resolve - resolves names; `dns.lookup` unless a test needs another
   * @param proxies - what all but the addresses that the operator named is sent through
   */
  constructor(concurrency: number, resolve: typeof dns.lookup = dns.lookup, proxies?: Proxies) {
    this.#proxies = proxies;
    this.#lookup = guardedLookup(resolve);
    this.#options = { keepAlive: true, maxSockets: concurrency + spareSockets, timeout: idleMs };
  }

  /**
   * The agent for an address. Behind a proxy nothing is resolved here, so that there an address is judged by what it says alone:
   * the names of private machines are the proxy's to refuse.
   *
   * @param named - whether the operator named the address, so that it need not be public
   * @param certificate - what the address is shown
   * @throws {Fault} HTTP_FORBIDDEN_ADDRESS
   */
  agentFor(target: URL, named: boolean, certificate?: ClientCertificate): Connection {
    checkForm(target);
    if (!named) checkPublic(target);
    const proxy = named ? undefined : this.#proxies?.proxyFor(target);
    const key = `${target.protocol}${named}${proxy?.name ?? ""} ${certificate?.id ?? ""}`;
    let agent = this.#agents.get(key);
    if (agent === undefined) {
      agent = watchable(this.#made(target.protocol, named, proxy, certificate));
      this.#agents.set(key, agent);
    }
    return { agent, proxy };
  }

  #made(
    protocol: string,
    named: boolean,
    proxy: ProxyServer | undefined,
    { cert, key }: Partial<ClientCertificate> = {},
  ): Agent {
    if (proxy !== undefined) return proxyAgent(protocol, proxy, this.#options, { cert, key });
    const options = named ? this.#options : { ...this.#options, lookup: this.#lookup };
    return protocol === "https:" ? new https.Agent({ ...options, cert, key }) : new http.Agent(options);
  }

  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
  }
}
