// npm run proto:generate: writes all code that is generated from proto files, for JavaScript and Go. It is committed,
// so that nobody needs protoc to build or test. With --check, it writes nothing and fails if there is a difference. If
// the tools are not available, --check reports that and passes.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { descriptorModule, descriptorTypings, parseDescriptorSet, topLevelTypes } from './descriptors.mjs';
import { exampleTargets, generateExample } from './examples.mjs';
import { outputName, rewrite } from './rewrite.mjs';
import { ToolMissing, goGenerators, installPackages, mavenProtoc, protoc, run } from './toolchain.mjs';

const root = path.join(import.meta.dirname, '../..');
const goModule = { name: 'awfplugins.test/interop', dir: 'packages/go-plugin/test/interop/go' };

const targets = [
  {
    protos: 'proto',
    output: 'src/wire/generated',
    go: { files: ['plugin/v1/plugin.proto', 'plugin/v1/events.proto'], output: `${goModule.dir}/internal/pluginv1` },
    readme: `Generated from \`proto/\` by \`npm run proto:generate\`; never edited by hand.
CommonJS (\`.cjs\`, \`.d.cts\`), because protoc writes no ESM: \`import { GetInfoRequest } from '.../plugin/v1/plugin_pb.cjs'\` works all the same.
Only the converters in \`src/wire\` import it: messages never travel further.
`,
  },
  {
    protos: 'packages/go-plugin/proto',
    output: 'packages/go-plugin/src/generated',
    readme: `Generated from \`packages/go-plugin/proto/\` by \`npm run proto:generate\`; never edited by hand.
`,
  },
  {
    protos: 'packages/go-plugin/test/interop/proto',
    output: 'packages/go-plugin/test/support/generated',
    go: { files: ['interop_test.proto'], output: `${goModule.dir}/internal/interoptest` },
    readme: `Generated from \`packages/go-plugin/test/interop/proto/\` by \`npm run proto:generate\`; never edited by hand. For tests only, not shipped.
`,
  },
  ...['kv', 'bidirectional', 'streaming', 'negotiated'].map((example) => ({
    protos: `packages/go-plugin/examples/${example}`,
    output: `packages/go-plugin/examples/${example}/generated`,
    readme: 'Generated from the proto file beside it by `npm run proto:generate`; never edited by hand.\n',
  })),
];

function filesBelow(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}

function generateJavaScript(target, tools, stage) {
  const files = filesBelow(path.join(root, target.protos)).filter((name) => name.endsWith('.proto'));
  const raw = mkdtempSync(path.join(stage, 'raw-'));
  const bin = path.join(import.meta.dirname, 'node_modules/.bin');
  const descriptorSet = path.join(raw, 'descriptors.binpb');
  run(tools.protoc, [
    ...includes(target),
    `--js_out=import_style=commonjs,binary:${raw}`,
    `--plugin=protoc-gen-grpcjs=${import.meta.dirname}/protoc-gen-grpcjs.cjs`,
    `--grpcjs_out=${raw}`,
    `--plugin=protoc-gen-ts=${bin}/protoc-gen-ts`,
    `--ts_out=grpc_js:${raw}`,
    '--include_imports',
    `--descriptor_set_out=${descriptorSet}`,
    ...files,
  ]);
  const descriptors = parseDescriptorSet(readFileSync(descriptorSet));
  rmSync(descriptorSet);

  const output = path.join(stage, target.output);
  for (const name of filesBelow(raw)) {
    const descriptor = descriptors.find((file) => name.startsWith(file.getName().replace(/\.proto$/, '_')));
    // The typings generator writes an empty file for a proto file without services. It has no code.
    if (/_grpc_pb\.d\.ts$/.test(name) && descriptor.getServiceList().length === 0) continue;
    const content = readFileSync(path.join(raw, name), 'utf8');
    const facts = { protoPackage: descriptor.getPackage(), exported: topLevelTypes(descriptor) };
    write(path.join(output, outputName(name)), rewrite(name, content, facts));
  }
  write(path.join(output, 'descriptors.cjs'), descriptorModule(descriptors));
  write(path.join(output, 'descriptors.d.cts'), descriptorTypings);
  write(path.join(output, 'README.md'), target.readme);
}

function generateGo(target, tools, stage) {
  const output = path.join(stage, goModule.dir);
  mkdirSync(output, { recursive: true });
  run(tools.go.protoc, [
    ...includes(target),
    `--plugin=protoc-gen-go=${tools.go.go}`,
    `--go_out=${output}`,
    `--go_opt=module=${goModule.name}`,
    `--plugin=protoc-gen-go-grpc=${tools.go.grpc}`,
    `--go-grpc_out=${output}`,
    `--go-grpc_opt=module=${goModule.name}`,
    ...target.go.files,
  ]);
}

function includes(target) {
  return ['-I', path.join(root, target.protos), '-I', path.join(import.meta.dirname, 'include')];
}

function write(file, content) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** The paths, relative to the root, where the generated folder and the committed one differ. */
function differences(folder, stage) {
  const read = (base, name) => {
    const file = path.join(base, folder, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };
  const names = new Set([...filesBelow(path.join(root, folder)), ...filesBelow(path.join(stage, folder))]);
  return [...names].filter((name) => read(root, name) !== read(stage, name)).map((name) => `${folder}/${name}`);
}

function install(folder, stage) {
  rmSync(path.join(root, folder), { recursive: true, force: true });
  cpSync(path.join(stage, folder), path.join(root, folder), { recursive: true });
}

/** The tool, or undefined if it is not available. What it would write is then neither written nor checked. */
async function toolOrNone(code, get) {
  try {
    return await get();
  } catch (error) {
    if (!(error instanceof ToolMissing)) throw error;
    console.log(`${code} is left as it is: ${error.message}`);
    return undefined;
  }
}

async function main(check) {
  installPackages();
  const tools = {
    protoc: await toolOrNone("protoc's code", protoc),
    // Go's generators note the version of protoc in what they write, so it is always the same one.
    go: await toolOrNone('the Go code', async () => ({ ...goGenerators(), protoc: await mavenProtoc() })),
  };
  const stage = mkdtempSync(path.join(os.tmpdir(), 'awf-proto-'));
  try {
    const folders = [];
    for (const example of exampleTargets) {
      generateExample(example, root, stage);
      folders.push(example.output);
    }
    for (const target of tools.protoc ? targets : []) {
      generateJavaScript(target, tools, stage);
      folders.push(target.output);
      if (!tools.go || !target.go) continue;
      generateGo(target, tools, stage);
      folders.push(target.go.output);
    }
    if (!check) return folders.forEach((folder) => install(folder, stage));
    const changed = folders.flatMap((folder) => differences(folder, stage));
    if (changed.length === 0) return;
    console.error(`not what the proto files generate (npm run proto:generate):\n  ${changed.join('\n  ')}`);
    process.exitCode = 1;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

const check = process.argv.includes('--check');
try {
  await main(check);
} catch (error) {
  if (!check || !(error instanceof ToolMissing)) throw error;
  console.log(`generated code is not checked: ${error.message}`);
}
