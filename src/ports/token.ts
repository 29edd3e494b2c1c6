declare const service: unique symbol;

/**
 * The symbol a port is bound under. The type parameter ties it to its interface, so that a resolved value has the right type.
 */
export type Token<T> = symbol & { readonly [service]?: T };

/** A token by name; equal names give equal tokens, also across two copies of the package. */
export const token = <T>(name: string): Token<T> => Symbol.for(`awf-plugins/${name}`);
