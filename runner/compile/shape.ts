/**
 * What is known of a value before it exists: a JSON Schema, or nothing. Paths of expressions are followed through shapes, so
 * that a name which cannot be there is found at load.
 */

/** A schema as far as paths need it. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
  /** What the value is called in messages, e.g. `the profile record`. */
  readonly label?: string;
  /** Names that are not here on purpose, and what to say about each. */
  readonly absent?: Readonly<Record<string, { readonly message: string; readonly hint: string }>>;
}

/** Nothing is known: every path is possible. */
export const anything: Shape = {};

/**
 * An object of which all members are known.
 *
 * @example object({ record: anything, auth: object({ api_key: anything }) })
 */
export function object(properties: Readonly<Record<string, Shape>>, label?: string): Shape {
  return { type: "object", properties, additionalProperties: false, ...(label ? { label } : {}) };
}

/** The same shape, which says of these names why it does not have them. */
export function absent(
  shape: Shape,
  names: readonly string[],
  why: { readonly message: string; readonly hint: string },
): Shape {
  return { ...shape, absent: Object.fromEntries(names.map((name) => [name, why])) };
}

/** The most shapes that a schema may unfold to: definitions that use each other twice double with each. */
const MOST_SHAPES = 20_000;

/**
 * Resolves `#/$defs/name` references, so that shapes need no root; a reference in a circle ends in `anything`.
 *
 * @throws RangeError when the schema unfolds to too many shapes
 */
export function resolveShape(
  schema: Shape,
  root: Shape = schema,
  open: ReadonlySet<string> = new Set(),
  count = { shapes: 0 },
): Shape {
  count.shapes += 1;
  if (count.shapes > MOST_SHAPES) throw new RangeError(`more than ${MOST_SHAPES} shapes`);
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace("#/$defs/", "");
    const target = root.$defs && Object.hasOwn(root.$defs, name) ? root.$defs[name] : undefined;
    if (!target || open.has(name)) return anything;
    return resolveShape(target, root, new Set([...open, name]), count);
  }
  const { properties, items } = schema;
  return {
    ...schema,
    ...(items ? { items: resolveShape(items, root, open, count) } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, value]) => [key, resolveShape(value, root, open, count)]),
          ),
        }
      : {}),
  };
}

/** The shape of the elements where JSONata looks through a list, else the shape itself. */
export function element(shape: Shape): Shape {
  return shape.items && !shape.properties ? element(shape.items) : shape;
}

/** The same shape, called by `name` in messages where it has no name of its own. */
export function called(shape: Shape, name: string): Shape {
  if (shape.label !== undefined) return shape;
  if (shape.properties) return { ...shape, label: name };
  return shape.items ? { ...shape, items: called(shape.items, name) } : shape;
}

/**
 * The shape of a member.
 *
 * @returns the shape; `undefined` when the shape is known to have no such member
 */
export function member(shape: Shape, name: string): Shape | undefined {
  const inside = element(shape);
  if (!inside.properties) return anything;
  if (Object.hasOwn(inside.properties, name)) return inside.properties[name];
  const more = inside.additionalProperties;
  if (more === true) return anything;
  return typeof more === "object" ? more : undefined;
}
