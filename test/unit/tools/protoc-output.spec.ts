import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';

interface Rewriter {
  readonly rewrite: (
    name: string,
    content: string,
    facts: { readonly protoPackage: string; readonly exported: readonly string[] },
  ) => string;
}

const { rewrite } = (await import(`${projectRoot}tools/proto/rewrite.mjs`)) as Rewriter;

/** What protoc writes for a package `p` with a message `M`. */
const messages = (globalObject: string): string => `${globalObject}
global.proto = global.proto || {};
global.proto.p = { M: 'M of p', Other: 'of another file' };
var proto = global.proto;
var goog = { object: { extend: Object.assign } };
goog.object.extend(exports, proto.p);
`;

describe('the messages that protoc writes', () => {
  const shapes = {
    '3.19, which is that of grpc-tools': `var global = (function() {
  if (this) { return this; }
  if (typeof window !== 'undefined') { return window; }
  return Function('return this')();
}.call(null));`,
    '3.20': "var global = Function('return this')();",
  };
  for (const [version, globalObject] of Object.entries(shapes))
    it(`get a tree of their own and named exports, with protoc ${version}`, () => {
      const code = rewrite('m_pb.js', messages(globalObject), { protoPackage: 'p', exported: ['M'] });
      const exported: Record<string, unknown> = {};
      const context = { exports: exported };
      // A function, as in a CommonJS module, so that only the global object makes a property.
      runInNewContext(`(function () { ${code} })()`, context);
      expect(exported).to.deep.equal({ M: 'M of p' });
      expect(context).to.not.have.property('proto');
    });

  it('are refused in a shape that is not known', () => {
    expect(() => rewrite('m_pb.js', 'export const x = 1;', { protoPackage: 'p', exported: [] })).to.throw(
      'unknown shape',
    );
  });
});
