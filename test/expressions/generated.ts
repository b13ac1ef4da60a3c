/** Expressions and data of every kind that the language has, made at random: small, so that paths often find something. */
import fc from "fast-check";

type Text = fc.Arbitrary<string>;

const key = fc.constantFrom("a", "b", "c");
const literal = fc.constantFrom(
  "1",
  "0",
  "-1",
  "2.5",
  '"x"',
  '""',
  '"a"',
  "true",
  "false",
  "null",
  "[]",
  "{}",
);
const name = fc.constantFrom("$x", "$y", "$nothing");

/** Puts parts between texts: join`a${x}b` */
function join(texts: TemplateStringsArray, ...parts: readonly Text[]): Text {
  return fc.tuple(...parts).map((made) => texts.map((text, at) => text + (made[at] ?? "")).join(""));
}

const grammar = fc.letrec<Record<string, string>>((tie) => {
  const any = tie("any");
  const path = tie("path");
  const lambda = fc.oneof(
    join`function($v) { ${any} }`,
    join`function($v, $k) { ${any} }`,
    join`function($v, $k) { $k = ${literal} }`,
    fc.constantFrom(
      "function($v) { $v }",
      "function($v, $i, $l) { [$v, $i, $count($l)] }",
      "function($v) { $boolean($v) ? $v }",
      "function($v) { $string($v) }",
      "function($v, $i) { $i > 0 }",
    ),
  );
  return {
    any: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      { arbitrary: path, weight: 4 },
      { arbitrary: literal, weight: 2 },
      name,
      tie("operation"),
      tie("choice"),
      tie("construction"),
      tie("call"),
      tie("higher"),
      tie("binding"),
      tie("small"),
      tie("chain"),
      tie("member"),
    ),
    path: fc.oneof(
      key,
      join`${key}.${key}`,
      join`${key}.${key}.${key}`,
      fc.constantFrom("$", "$$", "$$.a", "*", "**", "a.*", "$.*", "**.b"),
      join`${path}.${tie("step")}`,
      join`${path}${tie("behind")}`,
      join`(${any}).${tie("step")}`,
      join`(${any})${tie("behind")}`,
    ),
    step: fc.oneof(
      key,
      join`(${any})`,
      join`[${any}]`,
      join`{ "k": ${any} }`,
      join`$string($)`,
      fc.constantFrom("*", "**", "$", "$x", "$type($)"),
    ),
    behind: fc.oneof(
      fc.constantFrom("[0]", "[-1]", "[1]", "[]", "[[0, 1]]", "[a = 1]", "[$ != null]", "[b]", "[-1.5]"),
      join`[${any}]`,
      join`{ $string(${key}): ${any} }`,
      join`{ "k": ${key}, "l": ${any} }`,
      join`^(${key})`,
      join`^(>$string($), <${key})`,
    ),
    operation: fc.oneof(
      fc
        .tuple(
          any,
          fc.constantFrom("=", "!=", "<", "<=", ">", ">=", "and", "or", "in", "&", "+", "-", "*", "/", "%"),
          any,
        )
        .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
      join`-(${any})`,
      join`[0..${fc.constantFrom("2", "a", "-1")}]`,
    ),
    choice: fc.oneof(
      join`(${any} ? ${any} : ${any})`,
      join`(${any} ? ${any})`,
      join`(${any} ?? ${any})`,
      join`(${any} ?: ${any})`,
    ),
    construction: fc.oneof(
      join`[${any}, ${any}]`,
      join`[[${any}], ${any}]`,
      join`{ "k": ${any}, "l": ${any} }`,
      join`{ $string(${any}): ${any} }`,
    ),
    call: fc.oneof(
      fc
        .tuple(
          fc.constantFrom(
            ..."string count sum max min average number boolean not exists keys spread merge reverse type sort distinct length trim lowercase uppercase abs floor ceil round sqrt join clone base64encode".split(
              " ",
            ),
          ),
          any,
        )
        .map(([called, of]) => `$${called}(${of})`),
      join`$append(${any}, ${any})`,
      join`$lookup(${any}, ${fc.constantFrom('"a"', '"b"')})`,
      join`$zip(${any}, ${any})`,
      join`$substring(${any}, ${fc.constantFrom("0", "1", "-1", "-2, 1", "0, 1")})`,
      join`$pad(${any}, ${fc.constantFrom("3", "-3, '0'", "5, 'ab'")})`,
      join`$split(${any}, ${fc.constantFrom('"x"', "/a/", '"", 1', "/x/, 1")})`,
      join`$contains(${any}, ${fc.constantFrom('"x"', "/a/", "/^x$/")})`,
      join`$replace(${any}, ${fc.constantFrom('"x", "y"', '/(x)/, "<$1>"', "/x/, $uppercase", '"x", "y", 1')})`,
      join`$match(${any}, ${fc.constantFrom("/x/", "/(a)|(x)/", "/x/, 1")})`,
      join`$formatNumber(${any}, ${fc.constantFrom('"#,##0.00"', '"0%"', '"00.0e0"')})`,
      join`$formatBase(${any}, ${fc.constantFrom("2", "16", "1")})`,
      join`$power(${any}, ${any})`,
      join`$error(${any})`,
    ),
    higher: fc.oneof(
      fc
        .tuple(fc.constantFrom("map", "filter", "each", "sift", "single", "reduce"), any, lambda)
        .map(([called, of, by]) => `$${called}(${of}, ${by})`),
      join`$map(${any}, ${fc.constantFrom("$string", "$count", "$uppercase", "$boolean", "$keys")})`,
      join`$sort(${any}, function($l, $r) { $string($l) > $string($r) })`,
      join`$reduce(${any}, function($l, $r) { $string($l) & $string($r) }, ${literal})`,
    ),
    binding: fc.oneof(
      join`($x := ${any}; ${any})`,
      join`($x := ${any}; $y := ${any}; [$x, $y, ${any}])`,
      join`($f := ${lambda}; $f(${any}))`,
      join`($f := ${lambda}; $f(${any}, ${any}))`,
      join`($f := function($v)<${fc.constantFrom("n", "s", "(so)", "a", "a<n>", "x", "s?", "j-")}> { ${any} }; $f(${any}))`,
      join`($x := ${any}; ($x := ${any}; $x) & $string($x))`,
      join`($f := function($n) { $n <= 0 ? ${any} : $f($n - 1) }; $f(2))`,
      join`($f := function($p, $q)<${fc.constantFrom("s-n?:s", "nn:n", "a<n>s?:x", "x-x?:x", "j-:j")}> { [$p, $q] }; $f(${any}))`,
      join`($p := $append(?, ${any}); $p(${any}))`,
      join`($p := ${lambda}; $g := $p(?, ${any}); $g(${any}))`,
    ),
    // Functions whose calls may be compiled at their place, and such as may not.
    small: fc.oneof(
      join`($f := function($p, $q) { ${tie("written")} }; [$f(${tie("given")}, ${tie("given")}), $f(${any}, ${literal})])`,
      join`($f := function($p, $q) { ${tie("written")} }; { "k": $f(${tie("given")}, ${tie("given")}), "l": $f(${literal}) })`,
      join`($f := function($p, $q) { ${tie("written")} }; ${path}.{ "k": $f(${tie("given")}, ${tie("given")}) })`,
      join`($f := function($p, $q) { ${tie("written")} }; ${path}[$f(${tie("given")}, ${tie("given")})])`,
      join`($f := function($p) { ${tie("written")} }; $f := ${lambda}; $f(${tie("given")}))`,
      join`($f := function($p, $p) { ${tie("written")} }; ($f := ${lambda}; $f(${tie("given")})) & $f(${literal}, ${literal}))`,
    ),
    given: fc.oneof(key, join`${key}.${key}`, literal, name),
    written: fc.oneof(
      { depthSize: "small" },
      { arbitrary: fc.constantFrom("$p", "$q"), weight: 4 },
      literal,
      join`{ "a": ${tie("written")}, "b": ${tie("written")} }`,
      join`{ $p: ${tie("written")}, "b": ${tie("written")} }`,
      join`[${tie("written")}, ${tie("written")}]`,
      join`(${tie("written")} ${fc.constantFrom("=", "!=", "<", "and", "in", "&", "+")} ${tie("written")})`.map(
        (text) => text.slice(1, -1),
      ),
      join`$p ?? ${tie("written")}`,
      join`$q ?: ${tie("written")}`,
      join`$p ? ${tie("written")} : ${tie("written")}`,
      join`-${tie("written")}`,
      key,
    ),
    chain: fc.oneof(
      join`(${any} ~> ${fc.constantFrom("$string", "$count", "$string()", "$append(1)", "$join('-')")})`,
      join`(${any} ~> ${lambda})`,
      join`($f := ${fc.constantFrom("$string", "$count", "$keys")} ~> $string; $f(${any}))`,
      join`(${any} ~> |${path}|{ "n": ${literal} }|)`,
      join`(${any} ~> |${path}|{}, "a"|)`,
      join`($t := |${fc.constantFrom("$", "a", "a.b", "b[a]", "$[0]")}|{ "a": ${any} }, ${fc.constantFrom('"b"', '["b", "c"]', "a")}|; $t(${any}))`,
    ),
    member: fc.oneof(
      join`${key}@$e.${key}[${any}].[$e, $]`,
      join`${key}@$e.$$.${key}@$f.{ "e": $e, "f": $f }`,
      join`${key}#$i.{ "i": $i, "v": ${any} }`,
      join`${key}.${key}#$i[$i > 0]`,
      join`${key}.${key}.{ "up": %, "v": $ }`,
      join`${key}.${key}[%.a = 1]`,
      join`${key}.${key}.%.${key}`,
      join`${key}#$i{ $string($i): ${any} }`,
      join`${key}.${key}^(%.a)`,
    ),
  };
});

export const expression: Text = grammar.any as Text;

export const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<unknown>(
      null,
      0,
      1,
      -2.5,
      "",
      "x",
      "axa",
      true,
      false,
      [],
      {},
      [null],
      [0],
      [[1]],
      ["x", 1],
      [1, 2],
    ),
    fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }), { maxLength: 3 }),
  ),
})).value;
