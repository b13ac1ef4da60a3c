import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { parseFaults } from "../faults.js";
import { readPdf } from "../pdf.js";
import { type Sandbox, startSandbox } from "../server.js";

interface Shown {
  readonly id: string;
  readonly attributes: { readonly resume: string | null; readonly email: string | null };
}

const headers = { Authorization: "Token token=sandbox-teamtailor-key", "X-Api-Version": "20240404" };
const withResume = async (sandbox: Sandbox): Promise<{ shown: Shown; link: string }> => {
  const list = await fetch(`${sandbox.endpoints["api.teamtailor.com"]}/v1/candidates?page[size]=30`, {
    headers,
  });
  const { data } = (await list.json()) as { data: Shown[] };
  const shown = data.find(({ attributes }) => attributes.resume !== null && attributes.email !== null);
  assert.ok(shown);
  return { shown, link: shown.attributes.resume?.replace("https:/", sandbox.url) ?? "" };
};

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

test("a fresh link serves the candidate's resume to anybody, the same bytes each time", async () => {
  const { shown, link } = await withResume(sandbox);
  const answer = await fetch(link);
  const file = Buffer.from(await answer.arrayBuffer());
  assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "application/pdf"]);
  assert.ok(readPdf(file).includes(`Mail: ${shown.attributes.email}`));
  assert.ok(file.length > 900 && file.length < 3000);
  assert.deepEqual(Buffer.from(await (await fetch(link)).arrayBuffer()), file);
});

test("a changed signature is refused", async () => {
  const { link } = await withResume(sandbox);
  const answer = await fetch(link.replace(/.$/, (digit) => (digit === "0" ? "1" : "0")));
  assert.equal(answer.status, 403);
  assert.match(await answer.text(), /<Code>SignatureDoesNotMatch<\/Code>/);
});

test("an expired link is refused with the storage's XML", async () => {
  const late = await startSandbox({ faults: parseFaults("expired-links") });
  const answer = await fetch((await withResume(late)).link);
  assert.deepEqual([answer.status, answer.headers.get("content-type")], [403, "application/xml"]);
  const second = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`;
  assert.match(
    await answer.text(),
    new RegExp(
      `^<\\?xml version="1.0" encoding="UTF-8"\\?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>30</X-Amz-Expires><Expires>${second}</Expires><ServerTime>${second}</ServerTime></Error>$`,
    ),
  );
  await late.close();
});
