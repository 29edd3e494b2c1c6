#!/usr/bin/env node
// A protoc plugin that writes <file>_grpc_pb.cjs: for every service of a proto file a grpc-js service definition
// (`<Name>Service`) and a client class (`<Name>Client`). Same output as the plugin of grpc-tools, which is a binary
// that the package registry does not have.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const {
  CodeGeneratorRequest,
  CodeGeneratorResponse,
} = require('google-protobuf/google/protobuf/compiler/plugin_pb.js');

const FEATURE_PROTO3_OPTIONAL = 1;

const request = CodeGeneratorRequest.deserializeBinary(new Uint8Array(fs.readFileSync(0)));
const messages = messageIndex(request.getProtoFileList());
const response = new CodeGeneratorResponse();
response.setSupportedFeatures(FEATURE_PROTO3_OPTIONAL);
for (const file of request.getProtoFileList()) {
  const wanted = request.getFileToGenerateList().includes(file.getName());
  if (!wanted || file.getServiceList().length === 0) continue;
  const output = new CodeGeneratorResponse.File();
  output.setName(file.getName().replace(/\.proto$/, '_grpc_pb.cjs'));
  output.setContent(generate(file));
  response.addFile(output);
}
process.stdout.write(Buffer.from(response.serializeBinary()));

/** Every message of the request: `.package.Outer.Inner` -> its file and its name in it (`Outer.Inner`). */
function messageIndex(files) {
  const index = new Map();
  for (const file of files) {
    const visit = (prefix, message) => {
      const local = prefix + message.getName();
      index.set(`.${qualified(file, local)}`, { file: file.getName(), local });
      for (const nested of message.getNestedTypeList()) visit(`${local}.`, nested);
    };
    for (const message of file.getMessageTypeList()) visit('', message);
  }
  return index;
}

function qualified(file, name) {
  return file.getPackage() ? `${file.getPackage()}.${name}` : name;
}

/** The path with which the generated file `from` requires the messages of the proto file `of`. */
function requirePath(from, of) {
  const messagesFile = of.replace(/\.proto$/, '_pb');
  if (of.startsWith('google/protobuf/')) return `google-protobuf/${messagesFile}.js`;
  const relative = path.posix.relative(path.posix.dirname(from), messagesFile);
  return `${relative.startsWith('.') ? '' : './'}${relative}.cjs`;
}

function moduleName(protoFile) {
  return `${protoFile.replace(/\.proto$/, '').replace(/[^A-Za-z0-9]/g, '_')}_pb`;
}

function generate(file) {
  const modules = new Map(); // required proto file -> variable
  const types = new Map(); // serializer suffix -> class expression and full name

  const use = (typeName) => {
    const { file: definedIn, local } = messages.get(typeName);
    modules.set(definedIn, moduleName(definedIn));
    const suffix = typeName.slice(1).replace(/\./g, '_');
    types.set(suffix, { expression: `${moduleName(definedIn)}.${local}`, fullName: typeName.slice(1) });
    return { suffix, expression: types.get(suffix).expression };
  };
  const services = file.getServiceList().map((service) => serviceCode(file, service, use));

  const requires = [...modules].map(
    ([required, variable]) => `const ${variable} = require('${requirePath(file.getName(), required)}');`,
  );
  return [
    `// source: ${file.getName()}`,
    '// GENERATED CODE -- DO NOT EDIT!',
    "'use strict';",
    '',
    "const grpc = require('@grpc/grpc-js');",
    ...requires,
    '',
    ...[...types].map(([suffix, type]) => serializerCode(suffix, type)),
    ...services,
  ].join('\n');
}

// Neither direction copies, because a Buffer and a Uint8Array can share memory.
function serializerCode(suffix, { expression, fullName }) {
  return `function serialize_${suffix}(message) {
  if (!(message instanceof ${expression})) throw new TypeError('Expected a message of type ${fullName}');
  const bytes = message.serializeBinary();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function deserialize_${suffix}(bytes) {
  return ${expression}.deserializeBinary(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
`;
}

function serviceCode(file, service, use) {
  const fullName = qualified(file, service.getName());
  const methods = service.getMethodList().map((method) => methodCode(fullName, method, use));
  const definition = `${service.getName()}Service`;
  return `exports.${definition} = {
${methods.join('\n')}
};

exports.${service.getName()}Client = grpc.makeGenericClientConstructor(exports.${definition}, '${fullName}');
`;
}

function methodCode(serviceName, method, use) {
  const name = method.getName();
  const input = use(method.getInputType());
  const output = use(method.getOutputType());
  return `  ${name[0].toLowerCase()}${name.slice(1)}: {
    path: '/${serviceName}/${name}',
    requestStream: ${method.getClientStreaming()},
    responseStream: ${method.getServerStreaming()},
    requestType: ${input.expression},
    responseType: ${output.expression},
    requestSerialize: serialize_${input.suffix},
    requestDeserialize: deserialize_${input.suffix},
    responseSerialize: serialize_${output.suffix},
    responseDeserialize: deserialize_${output.suffix},
  },`;
}
