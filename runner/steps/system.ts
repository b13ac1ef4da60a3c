/** One side of a run: a connector with its credentials, ready to be asked. */
import type { HttpPlan, Limit, RequestPlan, SessionPlan, SidePlan } from "../compile/plan.js";
import { asText, type Template, texts } from "../compile/slots.js";
import { Fault } from "../faults/fault.js";
import type { RequestBody } from "../http/bodies.js";
import { formBody, jsonBody, multipartBody } from "../http/bodies.js";
import type { Channel, HttpClient, HttpResponse, ReadMode } from "../http/client.js";
import { type Decoder, decoders, filesIn } from "../http/decoders/decoders.js";
import { type FileHandle, isFile } from "../http/files.js";
import { RateLimiter } from "../http/rate-limit.js";
import { createLogin, type Entered, SessionEnded } from "./login.js";
import { refusal } from "./refusal.js";
import { segment } from "./segment.js";

/** The values that slots see, by name. */
export type Scope = Readonly<Record<string, unknown>>;

/** A system that can be sent requests. */
export interface System {
  readonly connector: string;
  /** The key of the pipeline that holds its credentials. */
  readonly authKey: string;
  /**
   * Renders a request for a scope, sends it, and judges the answer.
   *
   * @returns the answer that was accepted
   * @throws Fault HTTP_CREDENTIALS, ITEM_REFUSED or HTTP_REFUSED for an answer that was not; the faults of the client otherwise
   */
  ask(request: RequestPlan, scope: Scope, extra?: Extra): Promise<HttpResponse>;
  /** Whether something may be tried once more that failed; what is tried again comes out of the same budget as attempts of requests. */
  mayRepeat(): boolean;
  /** The limiter of a step that has a limit of its own. */
  limiter(limit: Limit): RateLimiter;
}

/** What one request brings besides its plan. */
export interface Extra {
  /** Query parameters laid over those of the plan; null leaves the plan's own. */
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** A link that is followed as it is, in place of the plan's address: only to the connector's own hosts. */
  readonly link?: Link | undefined;
  readonly rateLimit?: RateLimiter | undefined;
  /** Called right before each attempt leaves; what it throws keeps it from leaving. */
  readonly beforeSend?: (() => void) | undefined;
  /** Whether an answer says that the session has ended; then SessionEnded is thrown. */
  readonly refuseIf?: (answer: HttpResponse) => Promise<boolean>;
}

/** A link that an answer holds, and the address that gave the answer. */
export interface Link {
  readonly to: URL;
  readonly from: URL;
}

/**
 * @param auth the credentials; they are seen by requests and by nothing else
 * @param session logged in at the first request; without one, requests carry the headers of the connector alone
 */
export async function openSystem(
  side: SidePlan,
  auth: Readonly<Record<string, unknown>>,
  client: HttpClient,
  rateLimits: boolean,
  session?: SessionPlan,
): Promise<System> {
  const base = asText(await side.http.baseUrl.render({ auth })).replace(/\/+$/, "");
  const baseUrl = asBase(base, side);
  const own = ownHosts(baseUrl, side);
  const headers = (await side.http.headers.render({ auth })) as Record<string, unknown>;
  const { wait, rateLimit } = side.http;
  const channel = client.channel({
    connector: side.connector,
    ownHosts: own,
    ...(rateLimit ? { rateLimit } : {}),
    ...(wait ? { wait: async (answer: HttpResponse) => asSeconds(await wait(answer)) } : {}),
  });
  const limiters = new Map<Limit, RateLimiter>();
  const sender: Sender = {
    side,
    base,
    own,
    baseProtocol: baseUrl.protocol,
    headers,
    auth,
    channel,
    keep: client.keep,
  };
  const limiter = (limit: Limit): RateLimiter => {
    const known = limiters.get(limit);
    if (known) return known;
    const made = new RateLimiter(rateLimits ? limit : undefined);
    limiters.set(limit, made);
    return made;
  };
  const plain: System = {
    connector: side.connector,
    authKey: side.authKey,
    ask: (request, scope, extra = {}) => ask(sender, request, scope, extra),
    mayRepeat: () => channel.mayRepeat(),
    limiter,
  };
  if (!session) return plain;
  const login = createLogin(session, plain, auth);
  return {
    ...plain,
    ask: async (request, scope, extra = {}) => {
      const entered = await login.enter();
      const isEnded = async (answer: HttpResponse) =>
        entered.worked && session.renewIf !== undefined && (await session.renewIf(answerOf(answer))) === true;
      try {
        const answer = await ask({ ...sender, session: entered }, request, scope, {
          ...extra,
          refuseIf: isEnded,
        });
        entered.worked = true;
        return answer;
      } catch (error) {
        if (!(error instanceof SessionEnded)) throw error;
        login.leave(entered);
        return ask({ ...sender, session: await login.enter() }, request, scope, extra);
      }
    },
  };
}

interface Sender {
  readonly side: SidePlan;
  readonly base: string;
  /** Whether a host is the connector's own: only there go its credentials. */
  readonly own: (host: string) => boolean;
  readonly baseProtocol: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly auth: Readonly<Record<string, unknown>>;
  readonly channel: Channel;
  readonly keep: HttpClient["keep"];
  readonly session?: Entered;
}

async function ask(sender: Sender, request: RequestPlan, scope: Scope, extra: Extra): Promise<HttpResponse> {
  const { session } = sender;
  const seen = { ...scope, auth: sender.auth, ...(session ? { session: session.values } : {}) };
  const url = extra.link ? followed(extra.link, sender) : await address(request, seen, sender.base);
  if (!extra.link)
    appendQuery(url, { ...((await request.query.render(seen)) as object), ...given(extra.query) });
  const trusted = isTrusted(request, url, sender);
  const headers = {
    ...(trusted ? headerTexts({ ...sender.headers, ...session?.headers }) : {}),
    // Elsewhere not even a header of the step itself may hold a credential.
    ...headerTexts(
      (await request.headers.render(sender.own(url.host) ? seen : scope)) as Record<string, unknown>,
    ),
  };
  const body = await renderBody(request, seen);
  const decoder =
    request.read === "zip" || request.read === "framed_zip" ? decoders[request.read] : undefined;
  const raw = await sender.channel.send({
    method: request.method,
    url,
    headers,
    read: decoder ? "file" : (request.read as ReadMode),
    ...(body ? { body } : {}),
    ...(extra.rateLimit ? { rateLimit: extra.rateLimit } : {}),
    ...(extra.beforeSend ? { beforeSend: extra.beforeSend } : {}),
  });
  if (await extra.refuseIf?.(raw)) throw new SessionEnded();
  const answer =
    decoder && isFile(raw.body) ? { ...raw, body: await decoded(decoder, raw.body, sender) } : raw;
  if (await isAccepted(sender.side.http, request, scope, answer)) return answer;
  for (const file of filesIn(answer.body)) await file.release();
  throw await refusal(sender.side, request, answer, trusted);
}

async function decoded(decoder: Decoder, body: FileHandle, { keep }: Sender): Promise<unknown> {
  try {
    return await decoder(body, keep);
  } finally {
    await body.release();
  }
}

function answerOf({ status, headers, body }: HttpResponse): Scope {
  return { status, headers, body };
}

/** The hosts that are the connector's own. */
function ownHosts(base: URL, side: SidePlan): (host: string) => boolean {
  const hosts = new Set([base.host, ...side.http.hosts]);
  return (one) => hosts.has(one);
}

function asBase(text: string, side: SidePlan): URL {
  try {
    return new URL(text);
  } catch {
    throw new Fault("INVALID", `the address of ${side.title} is not a URL`, {
      hint: `Look at \`${side.authKey}\`.`,
    });
  }
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

/** Values in a path are percent-encoded; an expression that begins the address is an address itself. */
async function address(request: RequestPlan, scope: Scope, base: string): Promise<URL> {
  const pieces = request.address.pieces ?? [];
  const parts = await texts(pieces, scope);
  const text = parts
    .map((part, index) => (typeof pieces[index] === "string" || index === 0 ? part : segment(part, request)))
    .join("");
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `${base}${text.startsWith("/") ? "" : "/"}${text}`;
  try {
    return new URL(whole);
  } catch {
    throw new Fault("ITEM_REFUSED", `the address of a ${request.method} request is not a URL`, {
      hint: `See ${request.where}.`,
    });
  }
}

function appendQuery(url: URL, query: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined) url.searchParams.append(name, asText(one));
    }
  }
}

function given(query: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined),
  );
}

function headerTexts(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const sent = Object.entries(headers).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(sent.map(([name, value]) => [name, asText(value)]));
}

async function renderBody(request: RequestPlan, scope: Scope): Promise<RequestBody | undefined> {
  if (!request.body) return undefined;
  const value = await (request.body.value as Template).render(scope);
  if (request.body.kind === "json") return jsonBody(value);
  return request.body.kind === "form"
    ? formBody(value as Record<string, unknown>)
    : multipartBody(value as Record<string, unknown>);
}

async function isAccepted(
  http: HttpPlan,
  request: RequestPlan,
  scope: Scope,
  answer: HttpResponse,
): Promise<boolean> {
  const seen = { status: answer.status, headers: answer.headers, body: answer.body };
  const good = answer.status >= 200 && answer.status < 300;
  const usual =
    http.accept && (request.read === "json" || request.read === "text")
      ? (await http.accept(seen)) === true
      : good;
  if (!request.accept) return usual;
  return (await request.accept({ ...scope, ...seen, accepted: usual })) === true;
}

function asSeconds(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
