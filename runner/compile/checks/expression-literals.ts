/** What an expression says that no value can make otherwise: a text in brackets, a date in another order, a comparison with itself. */
import type { Node } from "../../expressions/tree.js";
import { tell } from "../../faults/findings/finding.js";
import type { Remark } from "../../typing/remark.js";
import { spotOf } from "../../typing/spot.js";
import { wrongDate } from "./dates.js";

const ORDER = ["<", "<=", ">", ">="];

/** Remarks about one node of an expression. */
export function lookLiterals(node: Node, text: string): Remark[] {
  switch (node.type) {
    case "binary":
      return [
        ...lookOrdered(node, text),
        ...lookSame(node),
        ...lookCase(node, text),
        ...lookRange(node, text),
      ];
    case "function":
      return [...lookPicture(node, text)];
    case "name":
      return lookBrackets(node, text);
    default:
      return [];
  }
}

/** `env["NAME"]`: brackets hold a condition or a place, and a text is always true. */
function lookBrackets(node: Node, text: string): Remark[] {
  return [...(node.stages ?? []), ...(node.predicate ?? [])].flatMap(({ expr }) => {
    if (expr?.type !== "string") return [];
    const name = String(expr.value);
    const member = /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``;
    return [
      {
        ...spotOf(expr, text),
        ...tell("always-so", {
          said: `\`["${name}"]\` asks for nothing: brackets hold a condition or a place, and a text leaves everything`,
        }),
        hint: `The member is \`${String(node.value)}.${member}\`.`,
      },
    ];
  });
}

/** Texts are compared from left to right: only a date that begins with its year is. */
function lookOrdered(node: Node, text: string): Remark[] {
  if (!ORDER.includes(String(node.value))) return [];
  return [node.lhs as Node, node.rhs as Node].flatMap((side) => {
    const wrong = side?.type === "string" ? wrongDate(String(side.value)) : undefined;
    return wrong?.code === "date-form" ? [{ ...spotOf(side, text), ...wrong }] : [];
  });
}

/** A picture without brackets gives its own letters. */
function lookPicture(node: Node, text: string): Remark[] {
  const name = node.procedure?.type === "variable" ? String(node.procedure.value) : "";
  const at = name === "now" ? 0 : name === "fromMillis" || name === "toMillis" ? 1 : -1;
  const picture = node.arguments?.[at];
  if (picture?.type !== "string" || String(picture.value).includes("[")) return [];
  return [
    {
      ...spotOf(picture, text),
      ...tell("date-form", {
        said: `\`${String(picture.value)}\` names no part of a date: it is written as it stands`,
      }),
      hint: 'A picture is written `"[Y0001]-[M01]-[D01]"`.',
    },
  ];
}

/** `status = status`, `x or $not(x)`, `x and $not(x)`. */
function lookSame(node: Node): Remark[] {
  const sign = String(node.value);
  const [left, right] = [node.lhs as Node, node.rhs as Node];
  const isSame = () => left.type !== "function" && bare(left) === bare(right);
  const said =
    ["=", "!=", ...ORDER].includes(sign) && isPlain(left) && isSame()
      ? `both sides of \`${sign}\` are the same`
      : (sign === "or" || sign === "and") && (bare(left) === negated(right) || bare(right) === negated(left))
        ? `one side of \`${sign}\` is the contrary of the other`
        : (sign === "or" || sign === "and") && bare(left) === bare(right)
          ? `both sides of \`${sign}\` are the same`
          : undefined;
  if (said === undefined) return [];
  const index = Math.max(0, (node.position ?? sign.length) - sign.length);
  return [{ index, length: sign.length, ...tell("always-so", { said }) }];
}

/** `$lowercase(x) = "Active"` */
function lookCase(node: Node, text: string): Remark[] {
  if (node.value !== "=" && node.value !== "!=") return [];
  return [
    [node.lhs, node.rhs],
    [node.rhs, node.lhs],
  ].flatMap(([call, literal]) => {
    const one = call as Node | undefined;
    const other = literal as Node | undefined;
    const name =
      one?.type === "function" && one.procedure?.type === "variable" ? String(one.procedure.value) : "";
    if (other?.type !== "string" || (name !== "lowercase" && name !== "uppercase")) return [];
    const value = String(other.value);
    const meant = name === "lowercase" ? value.toLowerCase() : value.toUpperCase();
    if (meant === value) return [];
    const said = `\`$${name}(…)\` never gives \`${value}\``;
    return [{ ...spotOf(other, text), ...tell("always-so", { said }), hint: `Write \`"${meant}"\`.` }];
  });
}

/** `x > 10 and x < 5`, `x < 5 or x > 3`. */
function lookRange(node: Node, text: string): Remark[] {
  const sign = node.value;
  if (sign !== "and" && sign !== "or") return [];
  const [left, right] = [boundsOf(node.lhs as Node, sign), boundsOf(node.rhs as Node, sign)];
  for (const one of left)
    for (const two of right) {
      if (one.of !== two.of || one.isLower === two.isLower) continue;
      const [lower, upper] = one.isLower ? [one, two] : [two, one];
      const isEmpty = lower.value > upper.value;
      const isAll = lower.value < upper.value;
      if (sign === "and" ? !isEmpty : !isAll) continue;
      const said =
        sign === "and"
          ? "no number is above the one and below the other"
          : "every number is above the one or below the other";
      return [{ ...spotOf(two.at, text), ...tell("always-so", { said }) }];
    }
  return [];
}

interface Bound {
  readonly of: string;
  readonly isLower: boolean;
  readonly value: number;
  readonly at: Node;
}

function boundsOf(node: Node, sign: string): Bound[] {
  if (node.type !== "binary") return [];
  if (node.value === sign) return [...boundsOf(node.lhs as Node, sign), ...boundsOf(node.rhs as Node, sign)];
  const { lhs, rhs } = node as { lhs?: Node; rhs?: Node };
  if (!ORDER.includes(String(node.value)) || !lhs || rhs?.type !== "number" || !isPlain(lhs)) return [];
  return [{ of: bare(lhs), isLower: String(node.value).startsWith(">"), value: Number(rhs.value), at: rhs }];
}

function isPlain(node: Node): boolean {
  return (
    node.type === "path" &&
    (node.steps ?? []).every(({ type, stages, predicate }) => type === "name" && !stages && !predicate)
  );
}

/** The inside of `$not(…)`. */
function negated(node: Node): string | undefined {
  const isNot =
    node.type === "function" && node.procedure?.type === "variable" && node.procedure.value === "not";
  const [only] = isNot ? (node.arguments ?? []) : [];
  return only && bare(only);
}

/** A node without its places. */
function bare(node: unknown): string {
  return JSON.stringify(node, (key, value) => (key === "position" ? undefined : value));
}
