// Generates the code for other generators than protoc's own: that of the examples, with the commands that their READMEs name, and that of tests.
import path from 'node:path';
import { run } from './toolchain.mjs';

const examples = 'packages/go-plugin/examples';
const bin = path.join(import.meta.dirname, 'node_modules/.bin');

/** The generated folders, relative to the root, each with the command that writes it. */
export const exampleTargets = [
  { folder: `${examples}/kv-ts-proto`, command: 'buf', args: ['generate'] },
  { folder: `${examples}/kv-protobuf-es`, command: 'buf', args: ['generate'] },
  { folder: `${examples}/kv-connect`, command: 'buf', args: ['generate'] },
  // No example: what the interop tests of Connect call.
  { folder: 'packages/go-plugin/test/interop/proto', command: 'buf', args: ['generate'] },
  {
    folder: `${examples}/kv-proto-loader`,
    command: 'proto-loader-gen-types',
    args: ['--grpcLib=@grpc/grpc-js', '--defaults', '--importFileExtension=.js', 'kv.proto'],
  },
].map((target) => ({ ...target, output: `${target.folder}/generated` }));

/** Writes the code of one example below `stage`, as the others are written. */
export function generateExample({ folder, output, command, args }, root, stage) {
  const where = command === 'buf' ? ['--output', path.join(stage, folder)] : ['--outDir', path.join(stage, output)];
  run(path.join(bin, command), [...args, ...where], {
    cwd: path.join(root, folder),
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
  });
}
