import { mkdtemp, rm } from 'node:fs/promises';
import * as http2 from 'node:http2';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server on a unix socket whose answers the test decides. */
export interface HostileServer extends AsyncDisposable {
  readonly path: string;
  /** The number of connections so far. */
  readonly connections: number;
  /** Ends every connection, as when a process dies. */
  drop(): void;
  close(): Promise<void>;
}

type Answer = (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => void;

/** A bare HTTP/2 server. `answer` gets every request stream. */
export async function startHttp2Server(answer: Answer, options: http2.ServerOptions = {}): Promise<HostileServer> {
  const server = http2.createServer(options);
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    answer(stream, headers);
  });
  return listen(server);
}

/** A server without HTTP/2. `answer` gets every socket. */
export async function startByteServer(answer: (socket: net.Socket) => void): Promise<HostileServer> {
  return listen(net.createServer(answer));
}

async function listen(server: net.Server): Promise<HostileServer> {
  const directory = await mkdtemp(join(tmpdir(), 'hostile-'));
  const path = join(directory, 's');
  const sockets: net.Socket[] = [];
  server.on('connection', (socket: net.Socket) => {
    socket.on('error', () => undefined);
    sockets.push(socket);
  });
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const close = async (): Promise<void> => {
    drop();
    await new Promise((resolve) => server.close(resolve));
    await rm(directory, { recursive: true, force: true });
  };
  await new Promise<void>((resolve) => {
    server.listen(path, resolve);
  });
  return {
    path,
    get connections() {
      return sockets.length;
    },
    drop,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** An HTTP/2 frame. */
export function frame(type: number, flags: number, streamId: number, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header[3] = type;
  header[4] = flags;
  header.writeUInt32BE(streamId, 5);
  return Buffer.concat([header, payload]);
}

/** An empty SETTINGS frame, which a server must send first. */
export const settingsFrame = frame(4, 0, 0);

/** A HEADERS frame with HTTP status 200 and these headers, uncompressed. */
export function headersFrame(streamId: number, headers: Readonly<Record<string, string>>, flags = 4): Buffer {
  const literals = Object.entries(headers).flatMap(([name, value]) => [
    Buffer.of(0, name.length),
    Buffer.from(name),
    Buffer.of(value.length),
    Buffer.from(value),
  ]);
  return frame(1, flags, streamId, Buffer.concat([Buffer.of(0x88), ...literals]));
}

const prefaceBytes = 24;

/**
 * An HTTP/2 server that works frame by frame: it sends SETTINGS, calls `answer` for each request, and closes the socket
 * after a GOAWAY.
 */
export async function startFrameServer(answer: (socket: net.Socket, streamId: number) => void): Promise<HostileServer> {
  return startByteServer((socket) => {
    socket.write(settingsFrame);
    let rest = Buffer.alloc(0);
    let skipped = false;
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      if (!skipped && rest.length >= prefaceBytes) {
        skipped = true;
        rest = rest.subarray(prefaceBytes);
      }
      while (skipped && rest.length >= 9 && rest.length >= 9 + rest.readUIntBE(0, 3)) {
        const type = rest[3];
        const streamId = rest.readUInt32BE(5);
        rest = rest.subarray(9 + rest.readUIntBE(0, 3));
        if (type === 1) answer(socket, streamId);
        if (type === 7) socket.end();
      }
    });
  });
}
