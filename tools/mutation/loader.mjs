// How the worker of mutation testing imports modules.
// - A mutant that is used while modules are loaded needs them to be loaded again. Node loads a URL once, so each load has a query of its own, which
//   the imports of a module inherit. A new process for each such mutant takes ten times as long.
// - Imports of fast-check get few-inputs.mjs, but for its own.
const replacement = new URL('few-inputs.mjs', import.meta.url).href;
const compiled = /\/build\/[^?]*\.js$/u;

export async function resolve(specifier, context, next) {
  const { parentURL = '' } = context;
  if (specifier === 'fast-check' && parentURL !== replacement) return { url: replacement, shortCircuit: true };
  const found = await next(specifier, context);
  const load = /\?load=\d+$/u.exec(parentURL)?.[0];
  return load !== undefined && compiled.test(found.url) ? { ...found, url: found.url + load } : found;
}
