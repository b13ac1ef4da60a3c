/** What names of other languages are called here. */

/** Functions and methods. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  toUpperCase: "`$uppercase(…)`",
  upper: "`$uppercase(…)`",
  toLowerCase: "`$lowercase(…)`",
  lower: "`$lowercase(…)`",
  strip: "`$trim(…)`",
  includes: "`$contains(text, part)`, or `value in list`",
  indexOf: "`$contains(text, part)`, or `value in list`",
  startsWith: "`$contains(text, /^part/)`",
  endsWith: "`$contains(text, /part$/)`",
  slice: "`$substring(text, start, length)`, or `list[[0..2]]`",
  substr: "`$substring(text, start, length)`",
  len: "`$length(…)` of a text, `$count(…)` of a list",
  size: "`$length(…)` of a text, `$count(…)` of a list",
  concat: "`a & b` of texts, `$append(a, b)` of lists",
  push: "`$append(list, value)`",
  toString: "`$string(…)`",
  str: "`$string(…)`",
  String: "`$string(…)`",
  parseInt: "`$number(…)`",
  parseFloat: "`$number(…)`",
  int: "`$number(…)`",
  float: "`$number(…)`",
  Number: "`$number(…)`",
  Boolean: "`$boolean(…)`",
  isNaN: '`$type(…) = "number"`',
  forEach: "`$map(list, function($value) { … })`",
  some: "`$count(list[…]) > 0`",
  find: "`list[…][0]`",
  stringify: "`$string(…)`",
};

/** Members that are none here. */
const MEMBERS: Readonly<Record<string, string>> = {
  length: "`$length(…)` counts the characters of a text, `$count(…)` the members of a list.",
  size: "`$length(…)` counts the characters of a text, `$count(…)` the members of a list.",
};

/** Words for values. */
const WORDS: Readonly<Record<string, string>> = {
  undefined: "Whether there is a value is asked with `$exists(…)`.",
  None: "Null is written `null`; whether there is a value is asked with `$exists(…)`.",
  nil: "Null is written `null`; whether there is a value is asked with `$exists(…)`.",
  NULL: "Null is written `null`.",
  True: "It is written `true`.",
  TRUE: "It is written `true`.",
  False: "It is written `false`.",
  FALSE: "It is written `false`.",
};

/** @example calledHere("toUpperCase") // "It is called `$uppercase(…)` here." */
export function calledHere(name: string): string | undefined {
  const own = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  return own && `Here that is ${own}.`;
}

/** What to write in the place of a name that is no member. */
export function meantBy(name: string): string | undefined {
  if (Object.hasOwn(MEMBERS, name)) return MEMBERS[name];
  return wordMeant(name);
}

/** What to write in the place of a word for a value. */
export function wordMeant(name: string): string | undefined {
  return Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
}
