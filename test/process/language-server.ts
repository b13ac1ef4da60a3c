/** The language server that editors use for YAML, spoken to as an editor does: what it offers, explains and marks in a text. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../../runner/load/folders.js";

/** A mark in the text. */
export interface Mark {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number } };
}

/** An editor with one folder open. */
export interface Editor {
  /** Opens a text; the place of the cursor is where `|` stands in it. */
  open(text: string): Promise<Opened>;
}

/** A text that is open in the editor. */
export interface Opened {
  /** What can be written at the cursor. */
  completion(): Promise<string[]>;
  /** What is told of the word at the cursor. */
  hover(): Promise<string>;
  /** What is marked as wrong, as `line: message`, counted from 1. */
  readonly marks: readonly string[];
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** @param folder a folder whose texts name their schema in the first line */
export async function openEditor(t: TestContext, folder: string): Promise<Editor> {
  const bin = join(packageRoot, "node_modules", "yaml-language-server", "bin", "yaml-language-server");
  const child = spawn(process.execPath, [bin, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  const waiting = new Map<string, (message: Message) => void>();
  const write = (message: object) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const settings = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
  const receive = (message: Message) => {
    if (message.method === "workspace/configuration") {
      const { items } = message.params as { items: readonly { section?: string }[] };
      const result = items.map(({ section }) => (section === "yaml" ? settings : {}));
      write({ id: message.id, result });
    } else if (message.method !== undefined && message.id !== undefined)
      write({ id: message.id, result: null });
    const { uri } = (message.params ?? {}) as { uri?: string };
    const key = message.method === undefined ? `answer ${message.id}` : `${message.method} ${uri}`;
    waiting.get(key)?.(message);
    waiting.delete(key);
  };
  let buffer = Buffer.alloc(0);
  child.stdout.on("data", (piece: Buffer) => {
    buffer = Buffer.concat([buffer, piece]);
    for (;;) {
      const head = buffer.indexOf("\r\n\r\n");
      const length = Number(
        /Content-Length: (\d+)/i.exec(buffer.toString("latin1", 0, Math.max(head, 0)))?.[1],
      );
      if (head < 0 || buffer.length < head + 4 + length) return;
      receive(JSON.parse(buffer.toString("utf8", head + 4, head + 4 + length)) as Message);
      buffer = buffer.subarray(head + 4 + length);
    }
  });
  const heard = (key: string) => new Promise<Message>((resolve) => waiting.set(key, resolve));
  let requests = 0;
  const ask = async (method: string, params: object): Promise<unknown> => {
    requests += 1;
    const answer = heard(`answer ${requests}`);
    write({ id: requests, method, params });
    return (await answer).result;
  };
  await ask("initialize", {
    processId: null,
    rootUri: pathToFileURL(folder).href,
    capabilities: { workspace: { configuration: true }, textDocument: { hover: {}, completion: {} } },
  });
  write({ method: "initialized", params: {} });
  let opened = 0;
  return {
    open: async (given) => {
      opened += 1;
      const uri = pathToFileURL(join(folder, `${opened}.yaml`)).href;
      const before = given.split("|", 1)[0] ?? "";
      const lines = before.split("\n");
      const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
      const marked = heard(`textDocument/publishDiagnostics ${uri}`);
      const text = given.replace("|", "");
      write({
        method: "textDocument/didOpen",
        params: { textDocument: { uri, languageId: "yaml", version: 1, text } },
      });
      const { diagnostics } = (await marked).params as { diagnostics: readonly Mark[] };
      const at = { textDocument: { uri }, position };
      return {
        completion: async () => {
          const { items } = (await ask("textDocument/completion", at)) as { items: { label: string }[] };
          return items.map(({ label }) => label);
        },
        hover: async () => {
          const found = (await ask("textDocument/hover", at)) as { contents: { value: string } } | null;
          return found?.contents.value ?? "";
        },
        marks: diagnostics.map(({ message, range }) => `${range.start.line + 1}: ${message}`),
      };
    },
  };
}
