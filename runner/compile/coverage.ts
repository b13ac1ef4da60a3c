/** Counts how often the slots of manifests and pipelines are used, so that tests can tell what they never reach. */
import { locateValue, nodeAt, type Path, type Source } from "../load/source.js";
import type { Variables } from "./expression.js";
import { isTrue } from "./truth.js";

/** As a slot is used. */
type Use = (scope: unknown, variables?: Variables) => unknown;

/** A line of a file that holds slots. */
export interface CoveredLine {
  readonly line: number;
  /** The line itself. */
  readonly text: string;
  /** How often its most used slot was used. */
  readonly count: number;
  /** Of a condition, how often it held and how often not. */
  readonly branches?: { readonly true: number; readonly false: number };
}

interface Slot {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly isCondition: boolean;
  count: number;
  held: number;
}

/** What the slots of one command were used for. A slot that is compiled twice is one. */
export class Coverage {
  readonly #slots = new Map<string, Slot>();

  /** The same expression, counted. */
  expression(source: Source, path: Path, evaluate: Use): Use {
    const slot = this.#slot(source, path);
    return (scope, variables) => {
      slot.count += 1;
      const value = evaluate(scope, variables);
      if (slot.isCondition && isTrue(value)) slot.held += 1;
      return value;
    };
  }

  /** The same template, counted: when it is rendered, or where somebody else joins its pieces and tells it. */
  template<T extends { readonly render: Use }>(source: Source, path: Path, template: T): T {
    // What is left out stands on no line.
    if (source.document && !nodeAt(source, path)) return template;
    const slot = this.#slot(source, path);
    const used = () => {
      slot.count += 1;
    };
    const render: Use = (scope, variables) => {
      used();
      return template.render(scope, variables);
    };
    return { ...template, render, used };
  }

  /** The lines of every file that holds slots, in order. */
  lines(): Map<string, CoveredLine[]> {
    const files = new Map<string, Map<number, Slot[]>>();
    for (const slot of this.#slots.values()) {
      const lines = files.get(slot.file) ?? new Map<number, Slot[]>();
      files.set(slot.file, lines.set(slot.line, [...(lines.get(slot.line) ?? []), slot]));
    }
    const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
    return new Map(
      sorted.map(([file, lines]) => [
        file,
        [...lines].sort(([one], [other]) => one - other).map(([line, slots]) => lineOf(line, slots)),
      ]),
    );
  }

  #slot(source: Source, path: Path): Slot {
    const { file } = source;
    const key = JSON.stringify([file, path]);
    const known = this.#slots.get(key);
    if (known) return known;
    const { line, text = "" } = locateValue(source, path);
    const isCondition = path[path.length - 1] === "if";
    const slot = { file, line, text: text.trim(), isCondition, count: 0, held: 0 };
    this.#slots.set(key, slot);
    return slot;
  }
}

function lineOf(line: number, slots: readonly Slot[]): CoveredLine {
  const count = Math.max(...slots.map((slot) => slot.count));
  const text = slots[0]?.text ?? "";
  const condition = slots.find(({ isCondition }) => isCondition);
  if (!condition) return { line, text, count };
  return { line, text, count, branches: { true: condition.held, false: condition.count - condition.held } };
}
