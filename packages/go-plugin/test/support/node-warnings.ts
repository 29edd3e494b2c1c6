/** Node's warnings while `work` runs, for example about too many listeners. */
export async function nodeWarnings(work: () => Promise<unknown>): Promise<readonly Error[]> {
  const warnings: Error[] = [];
  const listener = (warning: Error): void => void warnings.push(warning);
  process.on('warning', listener);
  try {
    await work();
    // Warnings are emitted in the next tick.
    await new Promise(setImmediate);
  } finally {
    process.off('warning', listener);
  }
  return warnings;
}
