import assert from "node:assert/strict";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import test from "node:test";
import { clientOf, faultOf, httpServer } from "./counterpart.test.support.js";
import { Proxies } from "./proxies.js";

const secret = "CANARY-of-the-proxy";

/** A proxy; `onConnect` gets the tunnels that are asked for. */
async function proxyServer(
  t: test.TestContext,
  onConnect: (socket: net.Socket) => void,
  onRequest: http.RequestListener = (_, response) => response.end("{}"),
) {
  const asked: string[] = [];
  const note = (request: http.IncomingMessage) =>
    asked.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"] ?? "-"}`);
  const server = http.createServer((request, response) => {
    note(request);
    onRequest(request, response);
  });
  const tunnels = new Set<net.Socket>();
  server.on("connect", (request: http.IncomingMessage, socket: net.Socket) => {
    note(request);
    tunnels.add(socket);
    socket.on("error", () => {});
    onConnect(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    for (const socket of tunnels) socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { asked, at: `127.0.0.1:${port}` };
}

const get = (url: string) => ({ method: "GET", url: new URL(url), headers: {}, read: "json" }) as const;
const plain = { endpoints: new Map(), retries: 0 };
const anywhere = new URL("http://127.0.0.1:1");

function through(t: test.TestContext, environment: Record<string, string>, more = {}) {
  return clientOf(t, anywhere, { ...plain, proxies: new Proxies(environment), ...more }).channel;
}

test("a request over http goes to the proxy with its whole address, and over a connection that is kept", async (t) => {
  const { asked, at } = await proxyServer(t, () => {});
  const channel = through(t, { http_proxy: `http://user:${secret}@${at}` });
  for (const path of ["/people?page=1", "/people?page=2"]) {
    assert.equal((await channel.send(get(`http://api.example.test:8080${path}`))).status, 200);
  }
  const basic = `Basic ${Buffer.from(`user:${secret}`).toString("base64")}`;
  assert.deepEqual(asked, [
    `GET http://api.example.test:8080/people?page=1 ${basic}`,
    `GET http://api.example.test:8080/people?page=2 ${basic}`,
  ]);
});

test("a request over https goes through a tunnel, inside which TLS is spoken with the host", async (t) => {
  const first: Promise<Buffer>[] = [];
  const { asked, at } = await proxyServer(t, (socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    first.push(new Promise((resolve) => socket.once("data", resolve)));
    socket.once("data", () => socket.destroy());
  });
  const channel = through(t, { HTTPS_PROXY: at });
  const isOurs = ({
    message,
    details,
  }: {
    message: string;
    details: { outcomeUnknown?: boolean | undefined };
  }) => !message.includes("proxy") && details.outcomeUnknown === undefined;
  await assert.rejects(
    channel.send({ ...get("https://api.example.test/people"), method: "POST" }),
    faultOf("HTTP_UNREACHABLE", isOurs),
  );
  assert.deepEqual(asked, ["CONNECT api.example.test:443 -"]);
  const hello = await first[0];
  // The beginning of a handshake, with the name of the host in it, and nothing of the request.
  assert.equal(hello?.[0], 22);
  assert.ok(hello?.includes("api.example.test"));
  assert.equal(hello?.includes("/people"), false);
});

test("a proxy that refuses is named, and its answer is not taken for that of the host", async (t) => {
  for (const [status, code, hint] of [
    [502, "HTTP_UNREACHABLE", /NO_PROXY/],
    [403, "HTTP_REFUSED", /NO_PROXY/],
    [407, "HTTP_REFUSED", /HTTPS_PROXY=http:\/\/USER:PASSWORD@HOST:PORT/],
  ] as const) {
    const { at } = await proxyServer(t, (socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n{}`));
    const channel = through(t, { HTTPS_PROXY: `http://user:${secret}@${at}` });
    await assert.rejects(
      channel.send(get("https://api.example.test/")),
      faultOf(code, (fault) => {
        assert.equal(
          fault.message,
          `the proxy ${at} of HTTPS_PROXY answered ${status} when it was asked for api.example.test`,
        );
        assert.match(fault.hint ?? "", hint);
        return !`${fault.message}${fault.hint}${fault.cause}`.includes(secret);
      }),
    );
  }
});

test("a proxy that cannot be reached is named", async (t) => {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  for (const protocol of ["http", "https"]) {
    const channel = through(t, { [`${protocol}_proxy`]: `http://user:${secret}@127.0.0.1:${port}` });
    await assert.rejects(
      channel.send(get(`${protocol}://api.example.test/`)),
      faultOf("HTTP_UNREACHABLE", ({ message }) => {
        assert.equal(
          message,
          `the proxy 127.0.0.1:${port} of ${protocol}_proxy cannot be reached (ECONNREFUSED), and api.example.test was not asked`,
        );
        return true;
      }),
    );
  }
});

test("I7: behind a proxy literal private addresses and localhost are refused as ever", async (t) => {
  const { asked, at } = await proxyServer(t, () => {});
  const channel = through(t, { http_proxy: at, https_proxy: at });
  for (const url of [
    "http://127.0.0.1/",
    "https://169.254.169.254/",
    "http://localhost/",
    "https://[::1]/",
    "http://10.0.0.1/",
  ]) {
    await assert.rejects(channel.send(get(url)), faultOf("HTTP_FORBIDDEN_ADDRESS"), url);
  }
  assert.deepEqual(asked, []);
});

test("what the operator named with --endpoint is asked directly", async (t) => {
  const { asked, at } = await proxyServer(t, () => {});
  const url = await httpServer(t, (_, response) => response.end('{"direct":true}'));
  const endpoints = new Map([["api.example.test", url]]);
  const channel = through(t, { http_proxy: at }, { endpoints });
  assert.deepEqual((await channel.send(get("http://api.example.test/"))).body, { direct: true });
  assert.deepEqual(asked, []);
});

test("NO_PROXY names hosts, all below them, ports, addresses and ranges", () => {
  const isDirect = (url: string, no: string) =>
    new Proxies({ HTTPS_PROXY: "proxy:3128", http_proxy: "proxy:3128", NO_PROXY: no }).proxyFor(
      new URL(url),
    ) === undefined;
  for (const no of [
    "*",
    "example.org",
    ".example.org",
    "*.example.org",
    "a.test, API.example.org",
    "x api.example.org:443",
  ]) {
    assert.equal(isDirect("https://api.example.org/", no), true, no);
  }
  for (const no of ["", "ample.org", "api.example.org:80", "org.example", "10.0.0.0/8"]) {
    assert.equal(isDirect("https://api.example.org/", no), false, no);
  }
  assert.equal(isDirect("http://api.example.org/", "api.example.org:80"), true);
  assert.equal(isDirect("https://203.0.113.7/", "203.0.113.0/24"), true);
  assert.equal(isDirect("https://203.0.114.7/", "203.0.113.0/24"), false);
  assert.equal(isDirect("https://[2001:db8::1]/", "2001:db8::/32"), true);
  assert.equal(isDirect("https://[2001:db8::1]/", "2001:db8::1"), true);
});

test("the small name goes before the one in capitals, an empty one names nothing", () => {
  const target = new URL("https://api.example.org/");
  const nameOf = (environment: Record<string, string>) => new Proxies(environment).proxyFor(target)?.name;
  assert.equal(nameOf({ HTTPS_PROXY: "http://big:1", https_proxy: "http://small:2" }), "small:2");
  assert.equal(nameOf({ HTTPS_PROXY: "https://big", https_proxy: "" }), "big:443");
  assert.equal(nameOf({ HTTP_PROXY: "http://big:1" }), undefined);
});

test("a proxy that is none of http is refused without its password", () => {
  for (const value of [`socks5://user:${secret}@proxy:1080`, `http://user:${secret}@:::`]) {
    assert.throws(
      () => new Proxies({ HTTPS_PROXY: value }).proxyFor(new URL("https://api.example.org/")),
      faultOf("INVALID", ({ message, cause }) => !`${message}${cause}`.includes(secret)),
    );
  }
});
