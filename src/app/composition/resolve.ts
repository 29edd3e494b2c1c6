import type { Container } from 'inversify';
import type { Token } from '../../ports/token.js';

/** What is bound under a token, with its type; inversify itself knows no type for a symbol. */
export const resolve = <T>(container: Container, token: Token<T>): T => container.get<T>(token);
