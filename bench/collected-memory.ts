/** Bytes in one of the megabytes that the memory benchmarks print. */
export const megabyte = 2 ** 20;

/** What this process holds after a thorough collection, in megabytes; needs --expose-gc. */
export function collectedMemory(): { readonly rss: number; readonly heap: number } {
  for (let turn = 0; turn < 4; turn += 1) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss: rss / megabyte, heap: heapUsed / megabyte };
}
