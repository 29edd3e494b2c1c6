import { subscribe } from 'node:diagnostics_channel';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { Socket } from 'node:net';
import { TLSSocket, Server as TlsServer } from 'node:tls';

/** Has the first text on the real stdout, the handshake line, written by `announce`. */
export function interceptHandshake(announce: (line: string, write: (text: string) => void) => void): void {
  const original = fs.writeSync;
  const write = (text: string): void => void original(1, text);
  let announced = false;
  const hooked = (fd: number, data: NodeJS.ArrayBufferView | string, ...others: never[]): number => {
    if (fd !== 1 || announced) return Reflect.apply(original, fs, [fd, data, ...others]) as number;
    announced = true;
    const bytes =
      typeof data === 'string' ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    announce(bytes.toString(), write);
    return bytes.length;
  };
  fs.writeSync = hooked as typeof fs.writeSync;
  syncBuiltinESMExports();
}

/** Tells of each TLS connection that this process has accepted. What is written into one counts as HTTP/2. */
export function watchSecured(secured: (socket: TLSSocket) => void): void {
  const { prototype } = TlsServer as unknown as { readonly prototype: TlsServer };
  const original = Reflect.get<TlsServer, 'emit'>(prototype, 'emit');
  prototype.emit = function (this: TlsServer, event: string, ...values: unknown[]): boolean {
    const emitted: unknown = Reflect.apply(original, this, [event, ...values]);
    if (event === 'secureConnection' && values[0] instanceof TLSSocket) secured(values[0]);
    return emitted === true;
  };
}

/** Tells of each connection that this process accepts, before anybody else gets it. */
export function watchAccepted(accepted: (socket: Socket) => void): void {
  subscribe('net.server.socket', (message) => accepted((message as { readonly socket: Socket }).socket));
}
