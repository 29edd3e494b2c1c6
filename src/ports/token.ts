/**
 * The symbol that a port is bound under, typed by the port. At run time it is a symbol and nothing else. The second half of the type is
 * the shape from which inversify infers what may be bound: `bind(CLOCK).toConstantValue(42)` does not compile.
 */
export type Token<T> = symbol | (new (...args: unknown[]) => T);

/** A token by name. Equal names give equal tokens, also across two copies of the package. */
export const token = <T>(name: string): Token<T> => Symbol.for(`awf-plugins/${name}`);
