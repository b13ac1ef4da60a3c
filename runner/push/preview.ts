/**
 * Stands in the place of the push in a run that writes nothing: takes the steps of each item up to its first write, which is rendered
 * and kept back. What only reads is really asked, since the write depends on it; what follows the write depends on its answer.
 */
import type { PushPlan, RequestPlan } from "../compile/plan.js";
import { flat, onlyReads } from "../compile/plan-steps.js";
import { asFault, Fault } from "../faults/fault.js";
import type { HttpRequest } from "../http/client.js";
import type { FileHandle } from "../http/files.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope, System } from "../steps/system.js";
import type { Entry, Previewed, SeenRequest } from "../types.js";

export interface PreviewOptions {
  readonly plan: PushPlan;
  readonly system: System;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mode: string;
  readonly onItem: (one: Previewed) => void;
}

/** Ends the steps before a write; of a kind that no step of a manifest may pass over. */
class KeptBack extends Fault {
  constructor(readonly plan: RequestPlan) {
    super("STOPPED", "kept back");
  }
}

/** Passes every entry on as it is. */
export async function* previewItems(
  entries: AsyncIterable<Entry>,
  options: PreviewOptions,
): AsyncGenerator<Entry> {
  const { plan, parameters, mode, onItem } = options;
  const base: Scope = { auth: options.system.account, parameters, mode };
  let opened: Taken | undefined;
  for await (const entry of entries) {
    if (entry.outcome) onItem({ entry, requests: [], remarks: [] });
    else {
      opened ??= await take(plan.once, base, options);
      onItem(await previewOf(entry, opened, options));
    }
    yield entry;
  }
}

interface Taken {
  readonly scope: Scope;
  readonly requests: readonly SeenRequest[];
  readonly fault?: Fault | undefined;
  readonly skipped?: string | undefined;
  /** The plan of the write that was kept back. */
  readonly kept?: RequestPlan | undefined;
}

async function previewOf(entry: Entry, opened: Taken, options: PreviewOptions): Promise<Previewed> {
  const { plan } = options;
  const first = { entry, requests: opened.requests };
  if (opened.fault) return { ...first, remarks: [], fault: opened.fault };
  if (opened.kept) {
    return {
      ...first,
      remarks: ["This comes before the first item; the requests of items depend on its answer."],
    };
  }
  const files: FileHandle[] = entry.files ?? [];
  entry.files = files;
  const scope = { ...opened.scope, item: entry.item, interrupted: false };
  const taken = await take(plan.each, scope, options, files, plan.batch, opened.scope);
  return { entry, requests: taken.requests, remarks: remarksOf(taken, plan), fault: taken.fault };
}

function remarksOf({ kept, skipped, fault, requests }: Taken, { each, idempotent }: PushPlan): string[] {
  if (fault) return [];
  if (skipped !== undefined) return [`It would be skipped: ${skipped}`];
  if (!kept) return [requests.length === 0 ? "No request would be sent." : "Nothing would be written."];
  const all = [...flat(each)];
  const at = all.findIndex(({ request }) => request === kept);
  const rest = all.slice(at).filter((step, index) => (index === 0 ? step.for : step.request));
  return [
    ...(rest.length > 0 ? ["What follows depends on the answer to this request, which was not sent."] : []),
    ...(idempotent ? [] : ["Whether it was sent before was not looked up: this target cannot be asked."]),
  ];
}

async function take(
  steps: PushPlan["each"],
  given: Scope,
  { system }: PreviewOptions,
  files: FileHandle[] = [],
  batch?: PushPlan["batch"],
  base: Scope = {},
): Promise<Taken> {
  const requests: SeenRequest[] = [];
  const looking: System = {
    ...system,
    async ask(request, scope, extra) {
      const isSent = onlyReads(request);
      let seen: SeenRequest | undefined;
      const onRequest = (rendered: HttpRequest) => {
        seen = { request: rendered, isSent };
        requests.push(seen);
        if (!isSent) throw new KeptBack(request);
      };
      const answer = await system.ask(request, scope, { ...extra, onRequest });
      if (seen) seen.status = answer.status;
      return answer;
    },
  };
  try {
    const ending = await takeSteps(steps, given, looking, { onFile: (file) => files.push(file) });
    if (batch && ending.end === "done") {
      const item = batch.item ? await batch.item(ending.scope) : ending.scope.item;
      await looking.ask(batch.request, { ...base, items: [item] });
    }
    const skipped = ending.end === "skipped" ? ending.reason : undefined;
    return { scope: ending.scope, requests, skipped };
  } catch (error) {
    if (error instanceof KeptBack) return { scope: given, requests, kept: error.plan };
    return { scope: given, requests, fault: asFault(error) };
  }
}
