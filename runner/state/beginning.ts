/** What a run says of its state when it begins: a state that is not what one might expect is never passed over in silence (I3, I10). */
import type { Plan } from "../compile/plan.js";
import type { Emit } from "../types.js";
import { differences, type Scope, scopeWords } from "./scope.js";
import type { StoredScope } from "./stored-scope.js";

export interface Beginning {
  readonly plan: Plan;
  readonly scope: Scope;
  /** Tells the `logics` and the `format` of this run from others. */
  readonly mapping: string;
  /** What is stored of the scope of this run. */
  readonly before: StoredScope | undefined;
  /** The other scopes of the workflow_id. */
  readonly others: readonly StoredScope[];
  /** How many rejects were too old to be kept. */
  readonly expired: number;
}

export function tellBeginning(beginning: Beginning, emit: Emit): void {
  const { plan, scope, mapping, before, others, expired } = beginning;
  const [newest] = [...others].sort((a, b) => (a.used_at < b.used_at ? 1 : -1));
  if (!before && newest) {
    emit({
      type: "warning",
      message:
        `${plan.workflowId} was last run in another scope; what differs: ${differences(scope, newest).join(", ")}. ` +
        "This scope has a state of its own and begins without a token, so everything is read",
      hint: `It is ${scopeWords(scope)}. The state of the other scope stays as it is: npx sync-runner state show ${plan.workflowId}`,
    });
  }
  const hasChanged = before?.mapping !== null && before?.mapping !== undefined && before.mapping !== mapping;
  if (plan.incremental && before?.token !== null && before && hasChanged) {
    emit({
      type: "warning",
      message: `\`logics\` or \`format\` changed since the last run: the records before the token ${before.token} were judged by the older ones`,
      hint: "To read them again, run the same command with --no-incremental.",
    });
  }
  if (expired > 0) {
    emit({
      type: "warning",
      message: `${expired} rejects were removed, because they were older than \`rejects.expire\` allows`,
    });
  }
}
