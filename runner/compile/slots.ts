/**
 * The places of a file that hold expressions. There are two kinds: a slot that is a bare expression, and text in which
 * `${ … }` is one. Both are compiled here, and what is wrong with them is found at its place in the file.
 */
import { dirname } from "node:path";
import type { Step } from "../../schemas/connector.types.js";
import { Fault } from "../faults/fault.js";
import { isFile } from "../http/files.js";
import { commentAfter, locateIn, type Path, type Source } from "../load/source.js";
import { fit } from "../typing/fit.js";
import type { Remark, Scope } from "../typing/remark.js";
import { typeOfValue } from "../typing/schema.js";
import { anything, type Type } from "../typing/type.js";
import type { Coverage } from "./coverage.js";
import type { Described } from "./described.js";
import {
  type Check,
  compile,
  emptyLibrary,
  type Library,
  remarksOfCalls,
  type Typed,
  type Variables,
} from "./expression.js";
import { checkJoined } from "./outgoing.js";
import { remarked } from "./remarked.js";
import { cut, isTemplate } from "./text.js";
import { memberWanted, misfits, type Wanted, wantedAt, whatever } from "./wanted.js";

/** Evaluates a slot against the values in scope, with more variables if need be; a promise only where the engine needs one. */
export type Evaluate = (scope: unknown, variables?: Variables) => unknown;

/** A rendered value, or the expressions and literals that a text is joined from. */
export interface Template {
  readonly render: Evaluate;
  /** True when the value is the same for every scope. */
  readonly constant: boolean;
  /** The pieces of a text, for slots that treat literal text and values differently (paths). */
  readonly pieces?: readonly (string | Evaluate)[];
  /** Called by whoever joins the pieces without `render`: tests count what is used. */
  readonly used?: () => void;
}

/** A slot, and what is known of its value; nothing is where it cannot be read. */
export interface Compiled {
  readonly evaluate: Evaluate;
  readonly typed: Typed | undefined;
}

const nothing: Evaluate = () => undefined;

/** What the slots of a connector's file know of the connector. */
export interface Own {
  /** The host of `base_url`; undefined where an expression names it. */
  readonly base: string | undefined;
  readonly hosts: readonly string[];
  readonly procedures: Readonly<Record<string, readonly Step[]>>;
  readonly baseUrl: string;
  /** The simulated system beside the manifest. */
  readonly described?: Described | undefined;
}

const nobody: Own = { base: undefined, hosts: [], procedures: {}, baseUrl: "" };

/** Compiles the slots of one file. */
export class Slots {
  readonly source: Source;
  readonly findings: Fault[];
  readonly own: Own;
  private readonly library: Library;
  private readonly coverage: Coverage | undefined;
  private readonly variables: Readonly<Record<string, Type>>;

  /**
   * @param library what every expression of the file can use
   * @param variables further variables, whose values are given when a slot is evaluated
   * @param own what is known of the connector, for a manifest
   * @param coverage counts what is used
   */
  constructor(
    source: Source,
    findings: Fault[],
    library: Library = emptyLibrary,
    variables: Readonly<Record<string, Type>> = {},
    own: Own = nobody,
    coverage?: Coverage,
  ) {
    this.coverage = coverage;
    this.own = own;
    this.source = source;
    this.findings = findings;
    this.library = library;
    const values = Object.entries(library.values).map(
      ([name, value]) => [name, typeOfValue(value, false)] as const,
    );
    this.variables = { ...Object.fromEntries(values), ...variables };
  }

  /** The slots of another file that sees the same library. */
  inFile(source: Source): Slots {
    return new Slots(source, this.findings, this.library, this.variables, this.own, this.coverage);
  }

  /** The same slots, whose findings go elsewhere. */
  reporting(findings: Fault[]): Slots {
    return new Slots(this.source, findings, this.library, this.variables, this.own, this.coverage);
  }

  /** The same slots with more variables in sight. */
  seeing(variables: Readonly<Record<string, Type>>): Slots {
    const all = { ...this.variables, ...variables };
    return new Slots(this.source, this.findings, this.library, all, this.own, this.coverage);
  }

  /** A slot that is a bare expression. Missing text gives a slot that yields nothing. */
  expression(path: Path, text: string | undefined, input: Type, check?: Check): Evaluate {
    return text === undefined ? nothing : this.compiled(path, text, input, check).evaluate;
  }

  /**
   * A slot that is a bare expression, with what is known of its value.
   *
   * @param check what its value has to be
   */
  typed(path: Path, text: string, input: Type, check?: Check): Compiled {
    return this.compiled(path, text, input, check);
  }

  /** Tells what is wrong with a function of the connector, for all that it is called with. @param at where it stands */
  checkCalls(name: string, at: { readonly slots: Slots; readonly path: Path; readonly text: string }): void {
    for (const remark of remarksOfCalls(name, at.text, this.variables, this.library))
      at.slots.reporting(this.findings).report(at.path, 0, remark);
  }

  /** What an expression gives; what is wrong with it is told where it is compiled. */
  typeOf(text: string, input: Type): Type {
    return compile(text, { input, variables: this.variables }, this.library).typed?.type ?? anything;
  }

  /**
   * Any value whose texts may hold `${ … }`. Missing gives a template that yields nothing.
   *
   * @param wanted what the value has to be
   */
  template(path: Path, value: unknown, input: Type, wanted: Wanted = whatever): Template {
    const template = this.value(path, value, input, wanted);
    // A text with expressions counts itself, here and in lists and mappings.
    if (typeof value === "string" && !template.constant) return template;
    return this.coverage?.template(this.source, path, template) ?? template;
  }

  private value(path: Path, value: unknown, input: Type, wanted: Wanted): Template {
    for (const fault of misfits(this.source, path, value, wanted)) this.findings.push(fault);
    if (typeof value === "string") {
      const template = this.text(path, value, input, wanted);
      return (!template.constant && this.coverage?.template(this.source, path, template)) || template;
    }
    if (Array.isArray(value)) return this.list(path, value, input, wanted);
    if (value !== null && typeof value === "object")
      return this.mapping(path, value as Record<string, unknown>, input, wanted);
    return { render: () => value, constant: true };
  }

  private text(path: Path, text: string, input: Type, wanted: Wanted): Template {
    if (!isTemplate(text)) return { render: () => text, constant: true, pieces: [text] };
    const { parts, remark } = cut(text);
    if (remark) {
      this.report(path, 0, remark);
      return { render: nothing, constant: true };
    }
    const check: Check =
      parts.length === 1 ? ({ type, start }) => fit(type, wanted.type, wanted.name, start) : checkJoined;
    const pieces = parts.map((part) =>
      "literal" in part ? part.literal : this.part(path, part.expression, part.at, input, check).evaluate,
    );
    const [only] = pieces;
    if (pieces.length === 1 && typeof only === "function") return { render: only, constant: false, pieces };
    const constant = pieces.every((piece) => typeof piece === "string");
    return {
      render: (scope, variables) =>
        whenAll(
          pieces.map((piece) => (typeof piece === "string" ? piece : piece(scope, variables))),
          (values) => values.map(asText).join(""),
        ),
      constant,
      pieces,
    };
  }

  private list(path: Path, values: readonly unknown[], input: Type, wanted: Wanted): Template {
    const each = memberWanted(wanted);
    const templates = values.map((value, index) => this.value([...path, index], value, input, each));
    if (templates.every((template) => template.constant)) return { render: () => values, constant: true };
    return {
      constant: false,
      render: (scope, variables) =>
        whenAll(
          templates.map((template) => template.render(scope, variables)),
          (list) => list,
        ),
    };
  }

  private mapping(
    path: Path,
    values: Readonly<Record<string, unknown>>,
    input: Type,
    wanted: Wanted,
  ): Template {
    const keys = Object.keys(values);
    const templates = keys.map((key) =>
      this.value([...path, key], values[key], input, wantedAt(wanted, key)),
    );
    if (templates.every((template) => template.constant)) return { render: () => values, constant: true };
    return {
      constant: false,
      render: (scope, variables) =>
        whenAll(
          templates.map((template) => template.render(scope, variables)),
          // Every key becomes a member of its own, `__proto__` too.
          (rendered) => Object.fromEntries(keys.map((key, at) => [key, rendered[at]])),
        ),
    };
  }

  private compiled(path: Path, text: string, input: Type, check?: Check): Compiled {
    const { evaluate, typed } = this.part(path, text, 0, input, check);
    return { evaluate: this.coverage?.expression(this.source, path, evaluate) ?? evaluate, typed };
  }

  /** An expression that begins at the character `from` of a text. */
  private part(path: Path, text: string, from: number, input: Type, check?: Check): Compiled {
    const scope: Scope = { input, variables: this.variables };
    const locate = (index: number) => locateIn(this.source, path, from + index);
    const { expression, typed, remarks } = compile(text, scope, this.library, locate, check);
    for (const remark of remarks) {
      const place = remark.of === undefined ? undefined : this.library.places?.[remark.of];
      if (place && dirname(place.source.path) === dirname(this.source.path))
        this.inFile(place.source).report(place.path, 0, remark);
      // Who makes use of a function of a connector in a file of their own cannot change it.
      else this.report(path, from, { ...remark, ...remark.start });
    }
    return { evaluate: expression ? expression.evaluate : nothing, typed };
  }

  /** Texts of the connector's own functions, by name. */
  get functions(): Library["functions"] {
    return this.library.functions;
  }

  /** Adds what is wrong with a text to the findings; `from` characters stand in front of the expression in it. */
  report(path: Path, from: number, remark: Remark): void {
    const comment = remark.isCut ? commentAfter(this.source, path) : undefined;
    const hint =
      comment !== undefined
        ? `YAML ends an unquoted text at \` #\`: if \`#${comment}\` belongs to the expression, put the whole text in quotes.`
        : remark.hint;
    const location = locateIn(this.source, path, from + remark.index, remark.length);
    this.findings.push(remarked({ ...remark, hint }, { location }));
  }
}

/** Makes something of values: at once, unless one of them has to be waited for. */
function whenAll<T>(values: unknown[], make: (values: unknown[]) => T): T | Promise<T> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values).then(make) : make(values);
}

/**
 * A value inside text: nothing and null are empty, objects are JSON.
 *
 * @throws {Fault} INVALID for a file: what a text would say of it could be taken for its content
 */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (isFile(value))
    throw new Fault("INVALID", "a file cannot stand inside a text", {
      hint: "Send it as a part of a `multipart` body, or, as the whole text of a member of a `json` body, as `${ $base64(file) }`.",
    });
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
