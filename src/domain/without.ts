/** A copy of an object without some of its members. */
export function without<T extends object, K extends keyof T>(source: T, ...members: readonly K[]): Omit<T, K> {
  const left: readonly PropertyKey[] = members;
  return Object.fromEntries(Object.entries(source).filter(([key]) => !left.includes(key))) as Omit<T, K>;
}
