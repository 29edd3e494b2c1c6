// Makes protoc's output fit an ESM package: CommonJS that says so in its extension (.cjs, .d.cts) and whose exports Node's
// ESM loader can see.

/** `x_pb.js` -> `x_pb.cjs`, `x_pb.d.ts` -> `x_pb.d.cts`; others stay. */
export function outputName(name) {
  return name.replace(/\.d\.ts$/, '.d.cts').replace(/\.js$/, '.cjs');
}

/** The content of the file that protoc called `name`. `exported` are the top level messages and enums of its proto file. */
export function rewrite(name, content, { protoPackage, exported }) {
  if (name.endsWith('.d.ts')) return rewriteTypings(content);
  if (name.endsWith('_pb.js')) return rewriteMessages(content, protoPackage, exported);
  return content;
}

function rewriteTypings(content) {
  return content.replace(/(from |require\()"(\.{1,2}\/[^"]+)"/g, '$1"$2.cjs"');
}

// protoc hangs all messages on globalThis.proto, where two copies of this package in one process would overwrite each
// other's classes while in use. Here each file has a tree of its own: none of our messages refers to another file's.
function rewriteMessages(content, protoPackage, exported) {
  // Each version of protoc finds the global object in another way, on one line.
  const globalTree = /^var global = .*$/m;
  const exportAll = /^goog\.object\.extend\(exports, proto\.[\w.]+\);\n*/m;
  if (!globalTree.test(content) || !exportAll.test(content))
    throw new Error('protoc wrote JavaScript of an unknown shape');
  const named = exported.map((type) => `exports.${type} = proto.${protoPackage}.${type};`);
  return content
    .replace(globalTree, 'var proto = {};\nvar global = { proto: proto };')
    .replace(exportAll, `${named.join('\n')}\n`)
    .replace(/require\('(\.{1,2}\/[^']+)\.js'\)/g, "require('$1.cjs')")
    .replace(/\n{3,}/g, '\n\n');
}
