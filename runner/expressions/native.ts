/** Functions of the language as values: the arguments are looked at by the signature before each call. */
import { Callable } from "./callable-type.js";
import type { Definition } from "./functions/define.js";
import { answerOf } from "./later.js";
import { Signature } from "./signature.js";

type Call = (...given: unknown[]) => unknown;

export class Native extends Callable {
  readonly #name: string;
  readonly #signature: Signature;
  readonly #arity: number;
  readonly #takesNothing: boolean;
  readonly #waits: boolean;
  readonly #call: Call;

  constructor({ name, signature, arity, takesNothing, waits, call }: Definition) {
    super();
    this.#name = name;
    this.#signature = new Signature(signature);
    this.#arity = arity ?? this.#signature.parameters.length;
    this.#takesNothing = takesNothing === true;
    this.#waits = waits === true;
    this.#call = call as Call;
  }

  override label(): string {
    return this.#name;
  }

  override arity(): number {
    return this.#arity;
  }

  override invoke(given: unknown[], context: unknown): unknown {
    const values = this.#signature.validate(given, context);
    if (values[0] === undefined && !this.#takesNothing) return undefined;
    return this.#waits ? answerOf(this.#call, values) : callWith(this.#call, values);
  }
}

function callWith(call: Call, values: readonly unknown[]): unknown {
  switch (values.length) {
    case 1:
      return call(values[0]);
    case 2:
      return call(values[0], values[1]);
    case 3:
      return call(values[0], values[1], values[2]);
    default:
      return call(...values);
  }
}
