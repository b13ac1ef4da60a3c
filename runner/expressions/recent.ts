/**
 * What the lookups of an evaluation have found out last. Most paths of an expression ask the same record, and many begin with the
 * same name. While an evaluation goes on nothing that it was given changes; it forgets all of this at its end.
 */

class Recent {
  /** An object without a class: all that it answers to, but the names that every object has, is its own. */
  private plain: object | undefined;
  /** An object, the number of a name that was asked of it, and the answer. */
  private object: object | undefined;
  private name = -1;
  private value: unknown = undefined;

  /** The member of an object that is no list. The name must not be one that every object has. */
  member(object: object, name: string): unknown {
    if (object === this.plain || this.isPlain(object)) return (object as Record<string, unknown>)[name];
    return Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
  }

  /** The same for the first name of a path. @param number that of the name */
  first(object: object, name: string, number: number): unknown {
    if (object === this.object && number === this.name) return this.value;
    const value = this.member(object, name);
    this.object = object;
    this.name = number;
    this.value = value;
    return value;
  }

  /** An object is about to be changed, or the evaluation has ended. */
  forget(): void {
    this.plain = undefined;
    this.object = undefined;
    this.value = undefined;
  }

  private isPlain(object: object): boolean {
    const prototype: unknown = Object.getPrototypeOf(object);
    if (prototype !== Object.prototype && prototype !== null) return false;
    this.plain = object;
    return true;
  }
}

const numbers = new Map<string, number>();

/** The number of a name: those are compared faster than texts. */
export function numberOf(name: string): number {
  const number = numbers.get(name) ?? numbers.size;
  numbers.set(name, number);
  return number;
}

export const recent = new Recent();
