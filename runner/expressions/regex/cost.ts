/**
 * What a regular expression can cost at most in the engine of JavaScript, which goes back where it was wrong. Most expressions are
 * simple, and that engine is ten times as fast on them; whatever can cost more is left to the one that never goes back (I7).
 */

/** How often the engine can have to choose, apart from how far a repeat goes. */
interface Cost {
  /** Ways through alternatives and optional parts. */
  readonly ways: number;
  /** Repeats without an end: each can stop anywhere in the text. */
  readonly repeats: number;
}

/** Steps that take a few milliseconds at most. */
const CHEAP = 1_000_000;

/** True if the engine of JavaScript looks through so many characters in a short time, whatever they are. */
export function isCheap({ cost, isAnchored }: PatternCost, length: number): boolean {
  if (!cost) return false;
  const starts = isAnchored ? cost.repeats : cost.repeats + 1;
  return cost.ways * (length + 1) ** starts <= CHEAP;
}

export interface PatternCost {
  /** Undefined for an expression that is not simple. */
  readonly cost: Cost | undefined;
  /** It begins at the beginning of the text. */
  readonly isAnchored: boolean;
}

export function costOf({ source, flags }: RegExp): PatternCost {
  const reader = new Reader(source);
  const cost = reader.alternatives();
  const isWhole = cost !== undefined && reader.isAtEnd;
  return {
    cost: isWhole ? cost : undefined,
    isAnchored: source.startsWith("^") && !flags.includes("m") && !reader.hasAlternatives,
  };
}

const NOTHING: Cost = { ways: 1, repeats: 0 };

/** Reads an expression that `RegExp` has read before, so it is well-formed. */
class Reader {
  hasAlternatives = false;
  private at = 0;
  private depth = 0;

  constructor(private readonly source: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  /** The cost of what stands here up to the bracket that closes it; undefined where it may be large. */
  alternatives(): Cost | undefined {
    let ways = 0;
    let repeats = 0;
    let branch: Cost = NOTHING;
    const end = () => {
      ways += branch.ways;
      repeats = Math.max(repeats, branch.repeats);
      branch = NOTHING;
    };
    while (!this.isAtEnd && this.source[this.at] !== ")") {
      if (this.source[this.at] === "|") {
        if (this.depth === 0) this.hasAlternatives = true;
        this.at += 1;
        end();
        continue;
      }
      const part = this.part();
      if (!part) return undefined;
      branch = { ways: branch.ways * part.ways, repeats: branch.repeats + part.repeats };
    }
    end();
    return { ways, repeats };
  }

  private part(): Cost | undefined {
    const isGroup = this.source[this.at] === "(";
    const atom = isGroup ? this.group() : this.single();
    return atom && this.repeated(atom, isGroup);
  }

  private group(): Cost | undefined {
    this.at += 1;
    if (this.source.startsWith("?:", this.at)) this.at += 2;
    else if (this.source[this.at] === "?") return undefined;
    this.depth += 1;
    const inside = this.alternatives();
    this.depth -= 1;
    this.at += 1;
    return inside;
  }

  /** One character, or a set of them. */
  private single(): Cost | undefined {
    const rest = this.source.slice(this.at);
    const found =
      /^(?:\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|c[a-zA-Z]|[^\dkxuc])|\[(?:\\[\s\S]|[^\]\\])*\]|[^\\[])/.exec(
        rest,
      );
    if (!found) return undefined;
    this.at += found[0].length;
    return NOTHING;
  }

  private repeated(atom: Cost, isGroup: boolean): Cost | undefined {
    const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(this.source.slice(this.at, this.at + 40));
    if (!found) return atom;
    this.at += found[0].length;
    const [, sign, least = "", comma, most] = found;
    if (sign === "?") return { ways: atom.ways + 1, repeats: atom.repeats };
    // A repeat in a repeat is what an engine that goes back can take for ever.
    if (isGroup) return undefined;
    if (sign !== undefined || (comma === "," && most === "")) return { ways: 1, repeats: 1 };
    return { ways: comma === "," ? Number(most) - Number(least) + 1 : 1, repeats: 0 };
  }
}
