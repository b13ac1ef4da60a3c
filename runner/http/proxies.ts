/** The proxies that the environment names: behind those of a company nothing else leads out, and every program obeys them. */
import ipaddr from "ipaddr.js";
import { Fault } from "../faults/fault.js";

/** A proxy as it is connected to. */
export interface ProxyServer {
  /** Without user and password. */
  readonly url: URL;
  /** `host:port`, for messages. */
  readonly name: string;
  /** The variable that names it, for messages. */
  readonly variable: string;
  /** The value of Proxy-Authorization; undefined where the address holds no user. */
  readonly authorization: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @example
 * const proxies = new Proxies({ HTTPS_PROXY: "http://proxy.corp:3128", NO_PROXY: ".corp" });
 * proxies.proxyFor(new URL("https://api.example.org/")) // { name: "proxy.corp:3128", … }
 */
export class Proxies {
  readonly #environment: Environment;
  readonly #direct: readonly string[];
  readonly #known = new Map<string, ProxyServer | undefined>();

  /** @param environment is asked for `https_proxy`, `http_proxy` and `no_proxy`, and for the same in capitals */
  constructor(environment: Environment) {
    this.#environment = environment;
    this.#direct = (named(environment, "no_proxy")?.value ?? "")
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean);
  }

  /**
   * The proxy for an address; undefined for one that is asked directly.
   *
   * @throws {Fault} INVALID for a proxy of a kind that is not spoken
   */
  proxyFor(target: URL): ProxyServer | undefined {
    const name = `${target.protocol.slice(0, -1)}_proxy`;
    if (!this.#known.has(name)) this.#known.set(name, read(named(this.#environment, name)));
    const proxy = this.#known.get(name);
    return proxy === undefined || this.#isDirect(target) ? undefined : proxy;
  }

  #isDirect(target: URL): boolean {
    const host = target.hostname.replace(/^\[|\]$/g, "");
    const port = target.port || (target.protocol === "https:" ? "443" : "80");
    return this.#direct.some((entry) => covers(entry, host, port));
  }
}

interface Named {
  readonly variable: string;
  readonly value: string;
}

function named(environment: Environment, name: string): Named | undefined {
  for (const variable of [name, name.toUpperCase()]) {
    const value = environment[variable]?.trim();
    if (value !== undefined && value !== "") return { variable, value };
  }
  return undefined;
}

/** The value may hold a password, so no message repeats it. */
function read(found: Named | undefined): ProxyServer | undefined {
  if (found === undefined) return undefined;
  const { variable, value } = found;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    const what = url === undefined ? "no address" : `a proxy of the kind ${url.protocol}`;
    throw new Fault("INVALID", `${variable} names ${what}`, {
      hint: "Write http://HOST:PORT or https://HOST:PORT.",
    });
  }
  const user = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  const credentials = Buffer.from(`${user}:${password}`).toString("base64");
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return {
    url: new URL(`${url.protocol}//${url.host}`),
    name: `${url.hostname}:${port}`,
    variable,
    authorization: user === "" && password === "" ? undefined : `Basic ${credentials}`,
  };
}

/** An entry of NO_PROXY: `*`, a host and all below it, a host with a port, an address, or a range of addresses. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  if (entry.includes("/")) return isInRange(host, entry);
  const [, withoutPort = entry, entryPort] = /^(.+?):(\d+)$/.exec(entry) ?? [];
  const isIpv6 = ipaddr.IPv6.isValid(entry);
  if (!isIpv6 && entryPort !== undefined && entryPort !== port) return false;
  const name = (isIpv6 ? entry : withoutPort).replace(/^\[|\]$/g, "").replace(/^\*?\./, "");
  return host === name || host.endsWith(`.${name}`);
}

function isInRange(host: string, range: string): boolean {
  if (!ipaddr.isValid(host) || !ipaddr.isValidCIDR(range)) return false;
  const address = ipaddr.process(host);
  const [start, bits] = ipaddr.parseCIDR(range);
  return address.kind() === start.kind() && address.match(start, bits);
}
