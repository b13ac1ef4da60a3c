/** What an error of the language says to a person. `{name}` stands for a detail as JSON, `{{name}}` for the detail as it is. */
import { ExpressionError } from "./error.js";

const MESSAGES: Readonly<Record<string, string>> = {
  T0410: "Argument {index} of function {token} does not match the signature of the function",
  T0411: "The context value is not of a type that argument {index} of function {token} can be",
  T0412: "Argument {index} of function {token} must be a list of {{type}}",
  D1001: "This number is out of range: {value}",
  D1002: "Only a number can be negated, not {value}",
  T1003: "The key of an object must be a string, not {value}",
  D1004: "The regular expression matches a text without characters",
  T1005: "Attempted to invoke a non-function. Did you mean `${{token}}`?",
  T1006: "Attempted to invoke a non-function",
  T1007: "Attempted to partially apply a non-function. Did you mean `${{token}}`?",
  T1008: "Attempted to partially apply a non-function",
  D1009: "Two keys of an object are the same: {value}",
  T1010: "The function that function {token} is given as a matcher does not return a match",
  D1011: "Its calls are nested too deeply",
  D1013: "Names of members that begin with _jsonata_ are reserved: {value}",
  T2001: "The left side of the {token} operator must evaluate to a number",
  T2002: "The right side of the {token} operator must evaluate to a number",
  T2003: "The left side of the range operator (..) must evaluate to an integer",
  T2004: "The right side of the range operator (..) must evaluate to an integer",
  T2006: "The right side of the operator ~> must be a function",
  T2007: "An order-by clause cannot compare {value} with {value2}: they are of different types",
  T2008: "An order-by clause must evaluate to numbers or strings",
  T2009: "The operator {token} cannot compare {value} with {value2}: they are of different types",
  T2010: "The operator {token} can only compare numbers and strings",
  T2011: "The update of a transform must be an object, not {value}",
  T2012: "What a transform deletes must be a string or a list of strings, not {value}",
  T2013: "A transform copies its input with `$clone`, which is no function here",
  D2014: "A range has at most ten million members, this one has {value}",
  D3001: "Infinity and NaN cannot be written as a string",
  D3010: "The second argument of `$replace` cannot be an empty string",
  D3011: "The fourth argument of `$replace` must be a positive number",
  D3012: "What replaces a match must be a string",
  D3020: "The third argument of `$split` must be a positive number",
  D3030: "This is no number: {value}",
  D3040: "The third argument of `$match` must be a positive number",
  D3050: "The second argument of `$reduce` must be a function of at least two arguments",
  D3060: "A negative number has no square root: {value}",
  D3061: "This power is no number that JSON can hold: {value} to the power of {exp}",
  D3070: "Without a function `$sort` takes a list of strings or a list of numbers",
  D3080: "A picture has at most two parts",
  D3081: "A part of a picture has at most one decimal separator",
  D3082: "A part of a picture has at most one percent sign",
  D3083: "A part of a picture has at most one per-mille sign",
  D3084: "A part of a picture has a percent sign or a per-mille sign, not both",
  D3085: "A part of a picture must have at least one digit sign",
  D3086: "A part of a picture has other signs only before and behind the number",
  D3087: "A grouping separator cannot stand beside the decimal separator",
  D3088: "A grouping separator cannot stand at the end of the integer",
  D3089: "Two grouping separators cannot stand side by side",
  D3090: "In the integer of a picture, optional digits stand before mandatory ones",
  D3091: "In the fraction of a picture, optional digits stand behind mandatory ones",
  D3092: "A part of a picture with a percent or per-mille sign has no exponent",
  D3093: "The exponent of a picture consists of mandatory digits",
  D3100: "A base is a number from 2 to 36, not {value}",
  D3110: "This is no ISO 8601 timestamp: {value}",
  D3130: "Integers cannot be written or read as a sequence that begins with {value}",
  D3131: "All digits of a picture must be of the same family",
  D3132: "A picture of a time has no component {value}",
  D3133: "Only months and days have names, not {value}",
  D3134: "A time zone has at most four digits",
  D3135: "A `[` in a picture of a time has no `]`",
  D3136: "This picture of a time has gaps: a timestamp cannot be read by it",
  D3137: "{{message}}",
  D3138: "`$single` found more than one value",
  D3139: "`$single` found no value",
  D3140: "Malformed URL passed to ${{functionName}}(): {value}",
  D3141: "{{message}}",
};

/** Gives an error its message, once its token and its place are known. */
export function describe(error: unknown): void {
  if (!(error instanceof ExpressionError)) return;
  const template = MESSAGES[error.code];
  if (template === undefined) return;
  const details = error as unknown as Readonly<Record<string, unknown>>;
  error.message = template
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(details[name]))
    .replace(/\{(\w+)\}/g, (_, name: string) => written(details[name]));
}

function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "nothing";
  } catch {
    return "a value that is nested too deeply";
  }
}
