/**
 * Which names an expression sees in which slot, found out by asking: a manifest is checked that names in every slot something there is
 * not, and what is told to be known there is the row. So the table cannot tell anything else than the check does.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateManifest } from "../../runner/compile/manifest.js";
import { compilePipeline } from "../../runner/compile/pipeline.js";
import { openWorkspace } from "../../runner/compile/workspace.js";
import type { Fault } from "../../runner/faults/fault.js";

/** A slot, and the names that are known there; none where the input is a record or an item itself. */
export interface Row {
  readonly slot: string;
  readonly names: readonly string[];
}

/** The rows of the manifest, then those of the pipeline. */
export async function namesInScope(): Promise<Row[]> {
  const asked: string[] = [];
  const bare = (slot: string): string => {
    asked.push(slot);
    return `unknown_${asked.length - 1}`;
  };
  const text = (slot: string): string => `\${ ${bare(slot)} }`;
  const manifest = manifestOf(bare, text);
  const pipeline = {
    workflow_id: "w",
    action: "acme.create",
    connector_auth: { token: text("pipeline: credentials and parameters") },
    partner_auth: {},
    callback: { post: "https://acme.example/", json: text("pipeline: `callback`") },
  };
  const partner = {
    ...{ name: "partner", title: "Partner", type: "ATS", url: "https://acme.example/" },
    auth: { properties: {} },
    http: { base_url: "https://acme.example" },
    entities: { profile: { key: "id", push: { create: { each: [{ skip: "no" }] } } } },
  };
  const folder = await mkdtemp(join(tmpdir(), "names-"));
  try {
    const files = {
      "package.json": {},
      "connectors/acme/connector.yaml": manifest,
      "connectors/partner/connector.yaml": partner,
      "pipeline.yaml": pipeline,
    };
    for (const [name, content] of Object.entries(files)) {
      await mkdir(join(folder, name, ".."), { recursive: true });
      await writeFile(join(folder, name), JSON.stringify(content));
    }
    const findings: Fault[] = [];
    const around = openWorkspace(folder);
    await validateManifest(join(folder, "connectors/acme/connector.yaml"), around, findings);
    await compilePipeline(join(folder, "pipeline.yaml"), around, findings);
    return asked.map((slot, index) => ({ slot, names: known(findings, `unknown_${index}`) }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function known(findings: readonly Fault[], name: string): string[] {
  const told = findings.find(({ message }) => message.includes(`\`${name}\``));
  return [...(told?.hint ?? "").matchAll(/`(\w+)`/g)].map(([, one]) => one ?? "");
}

type Ask = (slot: string) => string;

/** A manifest with every slot in it. */
function manifestOf(bare: Ask, text: Ask): object {
  const request = (slot: string) => ({
    get: `/${text(`${slot}: path, query, headers, body`)}`,
    accept: bare(`${slot}: \`accept\``),
  });
  return {
    ...{ name: "acme", title: "Acme", type: "ATS", url: "https://acme.example/" },
    auth: { properties: { token: { type: "string", description: "Token" } } },
    http: {
      base_url: "https://acme.example",
      headers: { A: text("`http`: `base_url`, `headers`, `query`, `tls`") },
      rate_limit: { requests: 1, per: "1s", remaining: bare("`http.rate_limit`: `remaining`, `reset`") },
      accept: bare("`http`: `accept`, `message`, `retry`"),
    },
    sessions: {
      oauth: {
        if: bare("`sessions`: `if`"),
        steps: [
          {
            if: bare("`sessions`: `if`, `for`, `let` of `steps`"),
            ...request("`sessions`: `steps`"),
            as: "login",
          },
        ],
        renew: [request("`sessions`: `renew`")],
        keep: { token: "login" },
        authorize: { url: `https://acme.example/${text("`sessions`: `authorize`")}` },
        end: [request("`sessions`: `end`")],
        headers: { B: text("`sessions`: `headers`") },
        renew_if: bare("`sessions`: `renew_if`"),
      },
    },
    entities: {
      profile: {
        key: "id",
        pull: {
          session: "oauth",
          once: [{ if: bare("`pull.once`: `if`, `for`, `let`"), ...request("`pull.once`") }],
          list: {
            ...request("`list`"),
            window: "30d",
            query: { from: "${ window.from }", to: "${ window.to }" },
            records: bare("`list`: `records`, `next`"),
            first: text("`list`: `first`"),
            total: bare("`list`: `total`"),
            limit: bare("`list`: `limit`"),
          },
          cursor: {
            value: bare("`cursor`: `value`"),
            query: { c: text("`cursor`: `query`") },
            start: text("`cursor`: `start`"),
          },
          one: { get: `/${text("`one`: path, query, headers")}`, record: bare("`one`: `record`") },
          lookups: [request("`pull.lookups`")],
          each: [
            { if: bare("`pull.each`: `if`, `for`, `let`, `record`"), ...request("`pull.each`") },
            { get: "/", as: "answer", value: bare("`pull.each`: `value`") },
          ],
        },
        push: {
          create: {
            session: "oauth",
            once: [request("`push.*.once`")],
            each: [{ if: bare("`push.*.each`: `if`, `for`, `let`"), ...request("`push.*.each`") }],
            after: [request("`push.*.after`")],
          },
        },
      },
    },
    actions: {
      create: {
        ...{ title: "C", entity: "profile", mode: "create", direction: "inbound", with: "partner" },
        callback: { steps: [{ get: `/${text("`actions.*.callback`")}` }] },
      },
    },
  };
}
