import { InvalidArgumentError } from 'commander';

/** Collects `name=value` of an option that may be repeated. */
export function collectPair(value: string, before: readonly string[] = []): readonly string[] {
  if (!value.includes('=')) throw new InvalidArgumentError('expected name=value');
  return [...before, value];
}

/** Collects settings of plugins. A value is not repeated in a message: it may be a secret. */
export const collectSetting = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
