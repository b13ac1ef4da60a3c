/**
 * No request leaves for an address inside the operator's network (I7): what is pulled names addresses too, and a name that
 * was public a moment ago may not be now. So names are judged by what they resolve to, at the moment of connecting, and
 * literal addresses, for which Node resolves nothing, before it.
 */
import dns from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Fault } from "../faults/fault.js";

/** Public by its number, yet answered by the host machine in the cloud of Microsoft. */
const hostAgents = new Set(["168.63.129.16"]);

/** All that is routed in public today is in here; what lies outside has other uses or none. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/** The one prefix of NAT64 behind which an address is surely found: a network's own may hold it in other bits. */
const nat64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

/**
 * Why an address is refused, or undefined for one of the public internet.
 *
 * @example refusal("::ffff:169.254.169.254") // "linkLocal"
 */
export function refusal(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return "unreadable";
  let parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6 && parsed.match(nat64)) {
    // NAT64: the machine is the one whose IPv4 address is in the last 32 bits.
    parsed = ipaddr.fromByteArray(parsed.toByteArray().slice(12));
  }
  const range = parsed.range();
  if (range !== "unicast") return range;
  if (parsed instanceof ipaddr.IPv6) return parsed.match(globalUnicast) ? undefined : "reserved";
  return hostAgents.has(parsed.toString()) ? "metadata" : undefined;
}

function forbidden(host: string, why: string): Fault {
  return new Fault("HTTP_FORBIDDEN_ADDRESS", `${host} is refused: its address is not public (${why})`, {
    host,
    hint: "To send requests there on purpose, name it with --allow-host HOST or --endpoint HOST=URL.",
  });
}

/**
 * Checks what the address says by itself: scheme, userinfo, literal IPs in any spelling, `localhost`.
 *
 * @throws {Fault} HTTP_FORBIDDEN_ADDRESS
 */
export function checkPublic(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const name = host.replace(/\.+$/, "");
  if (name === "localhost" || name.endsWith(".localhost")) throw forbidden(host, "loopback");
  if (isIP(name) === 0) return;
  const why = refusal(name);
  if (why !== undefined) throw forbidden(host, why);
}

/** Checks what holds for every address, also for those the operator named. */
export function checkForm(url: URL): void {
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new Fault("HTTP_FORBIDDEN_ADDRESS", `an address begins with ${url.protocol}, which is not sent to`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new Fault("HTTP_FORBIDDEN_ADDRESS", `the address of ${url.host} carries a user name or password`, {
      host: url.host,
    });
  }
}

type Resolve = typeof dns.lookup;

/**
 * A `lookup` for an agent: resolves a name and refuses it when any of its addresses is not public.
 *
 * @param resolve - the resolver, `dns.lookup` unless a test needs another
 */
export function guardedLookup(resolve: Resolve = dns.lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, address, family) => {
      if (error !== null) return callback(error, "", 0);
      const found = Array.isArray(address) ? (address as dns.LookupAddress[]) : [{ address }];
      for (const { address: each } of found) {
        const why = refusal(each);
        if (why !== undefined) return callback(forbidden(hostname, why), "", 0);
      }
      callback(null, address, family);
    });
  };
}
