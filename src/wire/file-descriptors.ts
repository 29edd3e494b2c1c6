import { fileDescriptors } from './generated/descriptors.cjs';

/** The descriptors of AWF's proto files, for gRPC reflection. */
export const awfFileDescriptors = (): readonly Uint8Array[] =>
  fileDescriptors
    .filter(({ name }) => name.startsWith('plugin/'))
    .map((file) => Buffer.from(file.descriptor, 'base64'));
