// Adapts protoc's output to an ESM package: CommonJS files with the extensions .cjs and .d.cts, whose exports Node's
// ESM loader can see.

/** `x_pb.js` -> `x_pb.cjs`, `x_pb.d.ts` -> `x_pb.d.cts`. Other names stay the same. */
export function outputName(name) {
  return name.replace(/\.d\.ts$/, '.d.cts').replace(/\.js$/, '.cjs');
}

/** Rewrites the content of protoc's file `name`. `exported` are the top level messages and enums of its proto file. */
export function rewrite(name, content, { protoPackage, exported }) {
  if (name.endsWith('.d.ts')) return rewriteTypings(content);
  if (name.endsWith('_pb.js')) return rewriteMessages(content, protoPackage, exported);
  return content;
}

function rewriteTypings(content) {
  return content.replace(/(from |require\()"(\.{1,2}\/[^"]+)"/g, '$1"$2.cjs"');
}

// protoc puts all messages on globalThis.proto. Two copies of this package in one process would overwrite each other's
// classes. So each file gets its own tree, because none of our messages refers to a message of another file.
function rewriteMessages(content, protoPackage, exported) {
  // Each version of protoc finds the global object in another way: 3.19, which grpc-tools has, with a function of
  // several lines, and 3.20 on one line.
  const globalTree = /^var global = (?:\(function\(\) \{\n(?: .*\n)*\}.*|.*)$/m;
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
