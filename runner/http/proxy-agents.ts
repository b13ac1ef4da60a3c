/** Agents that send through a proxy: a tunnel for https, and for http the request itself, with its whole address. */
import http, { type Agent, type ClientRequest } from "node:http";
import { createRequire } from "node:module";
import net from "node:net";
import tls from "node:tls";
import type { HttpsProxyAgent } from "https-proxy-agent";
import type { ClientCertificate } from "./certificate.js";
import type { ProxyServer } from "./proxies.js";

/** Few runs have a proxy, so what speaks to one is loaded where there is one. */
const load = createRequire(import.meta.url);

/**
 * An agent for requests of one protocol through one proxy.
 *
 * @param shown to the host behind the proxy, and never to the proxy
 */
export function proxyAgent(
  protocol: string,
  proxy: ProxyServer,
  options: http.AgentOptions,
  shown: Partial<Pick<ClientCertificate, "cert" | "key">> = {},
): Agent {
  if (protocol === "http:") return new ForwardAgent(proxy, options);
  const { HttpsProxyAgent: Tunnel } = load("https-proxy-agent") as {
    HttpsProxyAgent: typeof HttpsProxyAgent;
  };
  // The credentials are a header, and not in the address: the package writes addresses into its debug log.
  const headers: Record<string, string> =
    proxy.authorization === undefined ? {} : { "Proxy-Authorization": proxy.authorization };
  const tunnel = new Tunnel(proxy.url, { ...options, headers });
  // What it was made with it shows to the proxy; these options are those of the requests.
  if (shown.cert !== undefined) Object.assign(tunnel.options, shown);
  return tunnel;
}

/** What Node calls on an agent for each request; missing from its typings. */
interface RequestTaker {
  addRequest(request: ClientRequest, options: object): void;
}

/** Connects to the proxy in the place of the host, and tells it the whole address. */
class ForwardAgent extends http.Agent {
  readonly #proxy: ProxyServer;

  constructor(proxy: ProxyServer, options: http.AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  /** Called before the head of the request is written. */
  addRequest(request: ClientRequest, options: object): void {
    request.path = `http://${request.getHeader("host")}${request.path}`;
    const { authorization } = this.#proxy;
    if (authorization !== undefined) request.setHeader("Proxy-Authorization", authorization);
    const taker = http.Agent.prototype as unknown as RequestTaker;
    taker.addRequest.call(this, request, options);
  }

  override createConnection(): net.Socket {
    const { url } = this.#proxy;
    const host = url.hostname.replace(/^\[|\]$/g, "");
    if (url.protocol === "https:") {
      const servername = net.isIP(host) === 0 ? host : undefined;
      return tls.connect({ host, port: Number(url.port || 443), ...(servername ? { servername } : {}) });
    }
    return net.connect({ host, port: Number(url.port || 80) });
  }
}
