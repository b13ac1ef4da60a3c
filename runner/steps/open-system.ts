/** Opens one side of a run: a connector with its credentials, ready to be asked. */
import type { HttpPlan, RequestPlan, SessionPlan, SidePlan } from "../compile/plan.js";
import type { Limit } from "../compile/plan-limits.js";
import { asText } from "../compile/slots.js";
import { isTrue } from "../compile/truth.js";
import { Fault } from "../faults/fault.js";
import type { BodyKind, Channel, HttpClient, HttpRequest, HttpResponse } from "../http/client.js";
import { decoderOf, filesIn } from "../http/decoders/decoders.js";
import { isFile } from "../http/files.js";
import { RateLimiter } from "../http/rate-limit.js";
import { type Base, baseOf, baseOfSession, ownHosts } from "./base.js";
import { certificateOf } from "./certificate.js";
import { decodedAnswer } from "./decoded.js";
import { type Destination, destinationOf, type Home, withoutCredentials } from "./destination.js";
import { createLogin, type Entered, SessionEnded } from "./login.js";
import { ownLimits } from "./own-limits.js";
import { appendQuery, besides, given, type Headers, headersOf, headerTexts, renderBody } from "./parts.js";
import { refusal } from "./refusal.js";
import { chosenSession, Sessions } from "./sessions.js";
import { type Extra, type Link, type Scope, type System, seenOf } from "./system.js";

/**
 * @param auth the credentials; what is secret of them is seen by requests and by nothing else
 * @param plans ways of logging in, of which the credentials choose one: at the first request; without one, requests carry the
 *   headers of the connector alone
 * @param sessions those of the run, which its end signs out
 * @throws {Fault} INVALID where the credentials are for none of the ways, or for several
 */
export async function openSystem(
  side: SidePlan,
  auth: Readonly<Record<string, unknown>>,
  client: HttpClient,
  rateLimits: boolean,
  plans: readonly SessionPlan[] = [],
  sessions: Sessions = new Sessions(),
): Promise<System> {
  const plan = await chosenSession(plans, side, auth);
  const secrets = secretTexts(side, auth);
  const { isBaseOfSession, baseHost } = side.http;
  const fixed = isBaseOfSession ? undefined : await baseOf(side, { auth }, secrets);
  let address = fixed?.url;
  const own = ownHosts(fixed?.url.host ?? baseHost, side);
  const headers = headersOf((await side.http.headers.render({ auth })) as Record<string, unknown>);
  const query = ((await side.http.query?.render({ auth })) ?? {}) as Record<string, unknown>;
  const { wait, retryWhen, rateLimit, concurrency } = side.http;
  const channel = client.channel({
    connector: side.connector,
    ownHosts: own,
    concurrency,
    rateLimits: ownLimits(rateLimit, () => address),
    certificate: await certificateOf(side, auth),
    ...(wait ? { wait: async (answer: HttpResponse) => asSeconds(await wait(seenOf(answer))) } : {}),
    ...(retryWhen
      ? { isLimit: async (answer: HttpResponse) => isTrue(await retryWhen(seenOf(answer))) }
      : {}),
  });
  const told = new Set<string>();
  const tellOnce: System["tellOnce"] = (about, warning) => {
    if (told.has(about)) return;
    told.add(about);
    client.emit({ type: "warning", ...warning });
  };
  const limiters = new Map<Limit, RateLimiter>();
  const sender: Sender = {
    side,
    base: fixed?.text,
    own,
    secrets,
    headers,
    query,
    auth,
    channel,
    baseProtocol: fixed?.url.protocol ?? "https:",
    keep: client.keep,
    tellOnce,
  };
  const limiter = (limit: Limit): RateLimiter => {
    const known = limiters.get(limit);
    if (known) return known;
    const made = new RateLimiter(rateLimits ? limit : undefined);
    limiters.set(limit, made);
    return made;
  };
  const bases = new WeakMap<Entered, Promise<Base>>();
  /** The same sender in a session, which may name the address. */
  const inSession = async (session: Entered): Promise<Sender> => {
    if (fixed) return { ...sender, session };
    const known = bases.get(session) ?? baseOfSession(side, { auth, session: session.values }, secrets, own);
    bases.set(session, known);
    const { text, url } = await known;
    address = url;
    return { ...sender, session, base: text };
  };
  const within = (session?: Entered): System => ({
    connector: side.connector,
    authKey: side.authKey,
    account: accountOf(side, auth),
    ask: async (request, scope, extra = {}) =>
      ask(session ? await inSession(session) : sender, request, scope, extra),
    mayRepeat: () => channel.mayRepeat(),
    wait: (ms, why) => channel.wait(ms, why),
    limiter,
    emit: client.emit,
    tellOnce,
    watch: client.watch,
  });
  const system = within();
  if (!plan) return system;
  const { learn } = client;
  const { now, vault, authorized } = sessions;
  const login = sessions.of(plan, auth, side, () =>
    createLogin(plan, { system, within, auth, learn, now, vault, authorized }),
  );
  return {
    ...system,
    enter: () => login.enter(),
    ask: (request, scope, extra = {}) =>
      login.send((entered, more) => within(entered).ask(request, scope, more), extra),
  };
}

interface Sender extends Home {
  readonly baseProtocol: string;
  readonly headers: Headers;
  readonly query: Readonly<Record<string, unknown>>;
  readonly auth: Readonly<Record<string, unknown>>;
  readonly channel: Channel;
  readonly keep: HttpClient["keep"];
  readonly tellOnce: System["tellOnce"];
  readonly session?: Entered | undefined;
}

async function ask(sender: Sender, request: RequestPlan, scope: Scope, extra: Extra): Promise<HttpResponse> {
  const { session } = sender;
  const { url, scope: seen } = await destination(sender, request, scope, extra);
  const trusted = isTrusted(request, url, sender);
  const asked = extra.link
    ? {}
    : { ...((await request.query.render(seen)) as object), ...given(extra.query) };
  appendQuery(url, { ...(trusted ? besides(url, sender.query) : {}), ...asked });
  const headers = headerTexts(
    ...(trusted ? [sender.headers, ...(session ? [session.headers] : [])] : []),
    headersOf((await request.headers.render(seen)) as Record<string, unknown>),
  );
  const body = await renderBody(request, seen);
  const decoder = decoderOf(request.read, request.unpack);
  const rendered: HttpRequest = {
    method: request.method,
    url,
    headers,
    read: decoder ? "file" : (request.read as BodyKind),
    lenient: extra.lenient,
    ...(body ? { body } : {}),
    ...(extra.rateLimit ? { rateLimit: extra.rateLimit } : {}),
    ...(extra.beforeSend ? { beforeSend: extra.beforeSend } : {}),
    ...(request.keepsRedirect ? { redirects: "keep" } : {}),
    ...(extra.onlyOwnHosts ? { isLogIn: true } : {}),
  };
  extra.onRequest?.(rendered);
  const raw = await sender.channel.send(rendered);
  const { answer, broken } = await decodedAnswer(raw, decoder, request, sender.keep);
  const isEnded = await extra.refuseIf?.(answer);
  if (broken && !isEnded) throw broken;
  // Its own hosts saw credentials, in a header or in the address; a link that leads elsewhere stands for itself.
  if (isFile(answer.body) && !sender.own(answer.url.host)) answer.body.url = answer.url.href;
  const isTaken = async () =>
    (await isAccepted(sender.side.http, request, scope, answer)) || (await extra.takes?.(answer)) === true;
  if (!isEnded && (await isTaken())) {
    if (answer.unreadable) tellUnreadable(sender, request, answer);
    return answer;
  }
  // What was written may have been taken, and what says so cannot be read.
  if (!isEnded && answer.unreadable) throw answer.unreadable;
  for (const file of filesIn(answer.body)) await file.release();
  const fault = await refusal(sender.side, request, answer, trusted);
  throw isEnded ? new SessionEnded(fault) : fault;
}

/** Where a request goes, and what its other parts may see. */
async function destination(
  sender: Sender,
  request: RequestPlan,
  scope: Scope,
  extra: Extra,
): Promise<Destination> {
  const { auth, session, own, side } = sender;
  const credentials = { auth, ...(session ? { session: session.values } : {}) };
  if (extra.link) {
    const url = followed(extra.link, sender);
    const seen = request.credentials
      ? { ...scope, ...credentials }
      : withoutCredentials(scope, request, sender);
    return { url, scope: seen };
  }
  const found = await destinationOf(request, scope, credentials, sender);
  const { host } = found.url;
  if (!extra.onlyOwnHosts || own(host)) return found;
  throw new Fault("HTTP_FORBIDDEN_ADDRESS", `a log-in of ${side.connector} leads to ${host}`, {
    host,
    hint: `If that host belongs to ${side.title}, name it under \`http.hosts\` in the manifest.`,
  });
}

/** Once for each request of the manifest: what cannot be read of one answer cannot be read of the others. */
function tellUnreadable(sender: Sender, request: RequestPlan, { status, url }: HttpResponse): void {
  sender.tellOnce(`unreadable ${request.where}`, {
    message: `${sender.side.title} answered ${status} to ${request.method} ${url.pathname} with a body that is no JSON: the write counts as a success, and nothing is read of the answer`,
    hint: `If the answer is of no use, write \`read: nothing\` at ${request.where}; if it is, \`read: text\`.`,
  });
}

/** The credentials that are not secret. */
function accountOf({ http }: SidePlan, auth: Scope): Scope {
  return Object.fromEntries(Object.entries(auth).filter(([name]) => !http.secrets.includes(name)));
}

/** The credentials that must stand in no host name. A short one would be found in names that have nothing to do with it. */
function secretTexts({ http }: SidePlan, auth: Readonly<Record<string, unknown>>): readonly string[] {
  const texts = http.secrets.map((name) => asText(auth[name]).toLowerCase());
  return texts.filter((text) => text.length >= 4);
}

/** Whether a request may carry the credentials. A link to the connector's own host without encryption is refused, not followed. */
function isTrusted(request: RequestPlan, url: URL, { own, baseProtocol }: Sender): boolean {
  if (!request.credentials || !own(url.host)) return false;
  if (url.protocol === "https:" || url.protocol === baseProtocol) return true;
  throw new Fault(
    "HTTP_FORBIDDEN_ADDRESS",
    `credentials would have been sent to ${url.host} without encryption`,
    {
      host: url.host,
    },
  );
}

/** Where a link leads. Whoever can write into an answer can write a link, so a list never leaves its connector's hosts (S2). */
function followed({ to, from }: Link, { side, own, channel }: Sender): URL {
  const url = channel.meant(from, to);
  if (own(url.host)) return url;
  throw new Fault(
    "HTTP_FORBIDDEN_ADDRESS",
    `a list of ${side.connector} leads to ${url.host}, which is no host of ${side.connector}`,
    {
      host: url.host,
      hint: `If that host belongs to ${side.title}, name it under \`http.hosts\` in the manifest; it is then sent the credentials.`,
    },
  );
}

async function isAccepted(
  http: HttpPlan,
  request: RequestPlan,
  scope: Scope,
  answer: HttpResponse,
): Promise<boolean> {
  const seen = seenOf(answer);
  const good = answer.status >= 200 && answer.status < 300;
  // Who asks to come again later has not done it, whatever the status says.
  if (answer.isLimit && (good || !request.accept)) return false;
  const usual = http.accept && hasVerdict(request.read) ? isTrue(await http.accept(seen)) : good;
  if (!request.accept) return usual;
  return isTrue(await request.accept({ ...scope, ...seen, accepted: usual }));
}

/** Whether the connector's own rule judges what is read so: files and tables say nothing of success. */
function hasVerdict(read: RequestPlan["read"]): boolean {
  return read === "json" || read === "text" || read === "xml";
}

function asSeconds(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
