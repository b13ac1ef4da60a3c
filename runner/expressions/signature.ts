/**
 * Signatures of functions, such as `<s-n?:s>`: which types of arguments there must be, which are taken from the context when
 * they are left out, and that a single value stands for a list of one.
 */
import { Callable } from "./callable-type.js";
import { fail } from "./error.js";

/** One parameter. */
interface Parameter {
  /** The types that it takes, as letters; `m` stands for a missing value. */
  readonly letters: string;
  readonly bits: number;
  readonly isList: boolean;
  /** What the members of the list must be. */
  members?: string;
  memberBit: number;
  fromContext?: boolean;
  quantifier: "" | "?" | "+";
}

const ANY = "asnblfom";
const JSON_TYPES = "asnblom";
const PLURALS: Readonly<Record<string, string>> = {
  a: "arrays",
  b: "booleans",
  f: "functions",
  n: "numbers",
  o: "objects",
  s: "strings",
};

export class Signature {
  readonly parameters: readonly Parameter[];
  private readonly pattern: RegExp;

  /** @throws ExpressionError S0401 or S0402 for a signature that cannot be read */
  constructor(readonly definition: string) {
    this.parameters = parametersOf(definition);
    const groups = this.parameters.map((one) => `(${patternOf(one)})`);
    this.pattern = new RegExp(`^${groups.join("")}$`);
  }

  /** The arguments as the function takes them. Those given may be changed. */
  validate(given: unknown[], context: unknown): unknown[] {
    const { parameters } = this;
    if (given.length > parameters.length) return this.search(given, context);
    for (let index = 0; index < given.length; index += 1) {
      const parameter = parameters[index] as Parameter;
      const value = given[index];
      if ((parameter.bits & bitOf(value)) === 0) return this.search(given, context);
      if (!parameter.isList || value === undefined) continue;
      if (!Array.isArray(value)) given[index] = listOf(parameter, value, index);
      else if (parameter.memberBit !== 0 && !areAll(value, parameter.memberBit))
        refuseMembers(parameter, value, index);
    }
    for (let index = given.length; index < parameters.length; index += 1) {
      const parameter = parameters[index] as Parameter;
      if (parameter.fromContext) given.push(fromContext(parameter, context, index));
      else if (parameter.quantifier === "?") given.push(undefined);
      else return this.search(given.slice(0, index), context);
    }
    return given;
  }

  /** Arguments that do not stand where their parameters do: some in the middle are left out, or there are several for one. */
  private search(given: readonly unknown[], context: unknown): unknown[] {
    const letters = given.map(letterOf).join("");
    const found = this.pattern.exec(letters);
    if (!found) return this.refuse(given, letters);
    const validated: unknown[] = [];
    let at = 0;
    this.parameters.forEach((parameter, index) => {
      const matched = found[index + 1] ?? "";
      if (matched === "") {
        if (parameter.fromContext) validated.push(fromContext(parameter, context, at));
        else {
          validated.push(given[at]);
          at += 1;
        }
        return;
      }
      for (const letter of matched) {
        const value = given[at];
        validated.push(
          parameter.isList && letter !== "m" ? listOf(parameter, value, at, matched, letter) : value,
        );
        at += 1;
      }
    });
    return validated;
  }

  /** Says which argument is the first that does not fit. */
  private refuse(given: readonly unknown[], letters: string): never {
    let pattern = "^";
    let good = 0;
    for (const parameter of this.parameters) {
      pattern += patternOf(parameter);
      const found = letters.match(pattern);
      if (!found) break;
      good = found[0].length;
    }
    return fail("T0410", { value: given[good], index: good + 1 });
  }
}

function fromContext(parameter: Parameter, context: unknown, index: number): unknown {
  if ((parameter.bits & bitOf(context)) === 0) fail("T0411", { value: context, index: index + 1 });
  return context;
}

/** A single value as a list of one, and the members of a list looked at where their type is known. */
function listOf(
  parameter: Parameter,
  value: unknown,
  index: number,
  matched = letterOf(value),
  letter = matched,
): unknown {
  const { members, memberBit } = parameter;
  const isGood =
    members === undefined || (letter === "a" ? areAll(value as unknown[], memberBit) : matched === members);
  if (!isGood) refuseMembers(parameter, value, index);
  return letter === "a" ? value : [value];
}

function refuseMembers({ members = "" }: Parameter, value: unknown, index: number): never {
  return fail("T0412", { value, index: index + 1, type: PLURALS[members] });
}

function areAll(list: readonly unknown[], bit: number): boolean {
  for (let index = 0; index < list.length; index += 1) if (bitOf(list[index]) !== bit) return false;
  return true;
}

function patternOf({ letters, fromContext, quantifier }: Parameter): string {
  return `[${letters}]${fromContext ? "?" : ""}${quantifier}`;
}

const BITS: Readonly<Record<string, number>> = { s: 1, n: 2, b: 4, l: 8, a: 16, o: 32, f: 64, m: 128 };
const LETTERS = Object.fromEntries(Object.entries(BITS).map(([letter, bit]) => [bit, letter]));

function bitOf(value: unknown): number {
  switch (typeof value) {
    case "string":
      return 1;
    case "number":
      return 2;
    case "boolean":
      return 4;
    case "function":
      return 64;
    case "object":
      if (value === null) return 8;
      if (Array.isArray(value)) return 16;
      return value instanceof Callable ? 64 : 32;
    default:
      return 128;
  }
}

function letterOf(value: unknown): string {
  return LETTERS[bitOf(value)] ?? "m";
}

function parametersOf(definition: string): Parameter[] {
  const parameters: Parameter[] = [];
  const add = (letters: string, isList = false) => {
    const bits = [...letters].reduce((sum, letter) => sum | (BITS[letter] ?? 0), 0);
    parameters.push({ letters, bits, isList, memberBit: 0, quantifier: "" });
  };
  for (let at = 1; at < definition.length; at += 1) {
    const sign = definition.charAt(at);
    const last = parameters.at(-1);
    if (sign === ":") break;
    if ("snblo".includes(sign)) add(`${sign}m`);
    else if (sign === "a") add(ANY, true);
    else if (sign === "f") add("f");
    else if (sign === "j") add(JSON_TYPES);
    else if (sign === "x") add(ANY);
    else if (sign === "-" && last) last.fromContext = true;
    else if ((sign === "?" || sign === "+") && last) last.quantifier = sign;
    else if (sign === "(") {
      const end = closing(definition, at, "(", ")");
      const choice = definition.slice(at + 1, end);
      if (choice.includes("<")) fail("S0402", { value: choice });
      add(`${choice}m`);
      at = end;
    } else if (sign === "<") {
      const end = closing(definition, at, "<", ">");
      if (!last || !(last.isList || last.letters === "f")) fail("S0401", { value: last?.letters });
      if (last.isList) {
        last.members = definition.slice(at + 1, end);
        last.memberBit = BITS[last.members.charAt(0)] ?? 0;
      }
      at = end;
    }
  }
  return parameters;
}

/** Where the bracket that opens at `from` is closed. */
function closing(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === open) depth += 1;
    if (text[at] === close) depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}
