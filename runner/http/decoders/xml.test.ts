import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../../faults/fault.js";
import { fileFromBytes } from "../files.js";
import { isBad } from "./bad-body.test.support.js";
import { readXml } from "./xml.js";

const read = (text: string | Buffer, lists?: readonly string[], charset?: string): Promise<unknown> =>
  readXml(fileFromBytes(Buffer.from(text)), {
    keep: async (bytes, facts) => fileFromBytes(bytes as Buffer, facts),
    what: "the answer of a.example",
    charset,
    form: { lists },
  });

test("elements become members, without prefixes; values are the texts that stand there", async () => {
  const body = `<?xml version="1.0"?>
    <!-- a comment -->
    <s:Envelope xmlns:s="u" xmlns:xsi="v"><s:Body><loginResponse xmlns="w"><id xsi:type="xsd:string">007</id>
    <name>M&#252;ller &amp; &lt;S&#xF6;hne&gt; &nbsp;</name><html><![CDATA[<p>&amp;</p>]]></html><none/><nil xsi:nil="true"/>
    <size unit="kg" lang="de">12</size></loginResponse></s:Body></s:Envelope>`;
  assert.deepEqual(await read(body), {
    Envelope: {
      Body: {
        loginResponse: {
          id: "007",
          name: "Müller & <Söhne> &nbsp;",
          html: "<p>&amp;</p>",
          none: "",
          nil: null,
          size: { "@unit": "kg", "@lang": "de", "#text": "12" },
        },
      },
    },
  });
});

test("a declared element is a list, however often it stands there; another one that repeats is told", async () => {
  const job = (id: number) => `<job><id>${id}</id></job>`;
  assert.deepEqual(await read(`<jobs>${job(1)}</jobs>`, ["job"]), { jobs: { job: [{ id: "1" }] } });
  assert.deepEqual(await read(`<jobs>${job(1)}${job(2)}</jobs>`, ["job"]), {
    jobs: { job: [{ id: "1" }, { id: "2" }] },
  });
  assert.deepEqual(await read("<jobs/>", ["job"]), { jobs: "" });
  await assert.rejects(
    read(`<jobs>${job(1)}${job(2)}</jobs>`, ["candidate"]),
    isBad(/element job stands more than once/, /lists: \[job\]/),
  );
  await assert.rejects(
    read('<a xmlns:x="u" xmlns:y="v"><x:b/><y:b/></a>'),
    isBad(/element b stands more than once/),
  );
});

test("a document is read in the charset that it declares, or the answer", async () => {
  const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', "latin1");
  assert.deepEqual(await read(latin), { a: "é" });
  assert.deepEqual(await read(Buffer.from("<a>é</a>", "latin1"), [], "windows-1252"), { a: "é" });
});

test("what is no whole document is refused, and not quoted", async () => {
  for (const body of [
    "<a><canary>1</canary>",
    "canary",
    "<a>1</a><b>2</b>",
    '<a b="1" b="2"/>',
    "<a b=canary/>",
  ])
    await assert.rejects(
      read(body),
      (error: Error) => isBad(/is not XML/)(error) && !/canary/.test(error.message),
    );
  await assert.rejects(read("<html><body>Log in</body></html>"), isBad(/HTML instead of XML/));
  assert.equal(await read(" "), undefined);
});

test("entities are not read, wherever they are declared, and nothing outside of the document is", async () => {
  const bomb = `<!DOCTYPE a [<!ENTITY x "${"y".repeat(1000)}"><!ENTITY z "${"&x;".repeat(1000)}">]><a>${"&z;".repeat(1000)}</a>`;
  for (const body of [
    bomb,
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<!DOCTYPE a [<!ENTITY x PUBLIC "x" "https://a.example/x">]><a>&x;</a>',
    '<!DOCTYPE a [<!ENTITY % x SYSTEM "https://a.example/x"> %x;]><a>1</a>',
    '<a><!DOCTYPE a [<!ENTITY x "y">]><b>&x;</b></a>',
  ])
    await assert.rejects(read(body), isBad(/declares entities, which are not read$/), body.slice(0, 80));
  assert.deepEqual(await read('<!DOCTYPE a SYSTEM "https://a.example/a.dtd"><a>1</a>'), { a: "1" });
});

test("a document of many small elements, or of deep ones, is refused before it is built", async () => {
  const isTooLarge = (error: unknown) => error instanceof Fault && error.code === "HTTP_TOO_LARGE";
  await assert.rejects(read(`<a>${"<b/>".repeat(1_000_001)}</a>`), isTooLarge);
  await assert.rejects(read(`<a ${'b="" '.repeat(1_000_001)}/>`), isTooLarge);
  await assert.rejects(
    read(`${"<a>".repeat(10_000)}${"</a>".repeat(10_000)}`),
    isBad(/nests deeper|not XML/),
  );
});

test("names that reach a prototype are no members", async () => {
  await assert.rejects(read("<a><__proto__><x>1</x></__proto__></a>"), isBad(/is not XML/));
  assert.equal(({} as { x?: string }).x, undefined);
});
