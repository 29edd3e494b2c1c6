import { toBinary, type DescFile, type DescService } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';

/** The files of services and of all that they import, as `GrpcPlugin.fileDescriptors` takes them for gRPC reflection. */
export function fileDescriptorsOf(...services: readonly DescService[]): readonly Uint8Array[] {
  const files = new Set<DescFile>();
  const add = (file: DescFile): void => {
    if (files.has(file)) return;
    files.add(file);
    file.dependencies.forEach(add);
  };
  for (const { file } of services) add(file);
  return [...files].map(({ proto }) => toBinary(FileDescriptorProtoSchema, proto));
}
