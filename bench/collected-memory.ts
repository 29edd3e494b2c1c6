/** The bytes per megabyte in the memory benchmarks. */
export const megabyte = 2 ** 20;

/** The memory of this process after garbage collection, in megabytes. Needs --expose-gc. */
export function collectedMemory(): { readonly rss: number; readonly heap: number } {
  for (let turn = 0; turn < 4; turn += 1) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss: rss / megabyte, heap: heapUsed / megabyte };
}
