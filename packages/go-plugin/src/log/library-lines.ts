/**
 * What a plugin side writes to stderr about itself at level debug or trace: go-plugin 1.8 (server.go, grpc_stdio.go, internal/grpcmux) and
 * this library. It says nothing about why a program ended.
 */
const messages: ReadonlySet<string> = new Set([
  'plugin address',
  'plugin received interrupt signal, ignoring',
  'configuring server automatic mTLS',
  'stdio EOF, exiting copy loop',
  'accepting initial connection',
  'initial server connection accepted',
  'sending conn to brokered listener',
  'sending conn to default listener',
]);

/** A line that this library's plugin side writes to see whether anybody still reads its stderr. */
export const hostProbe = '[TRACE] plugin: no host is connected';

const probe = Buffer.from(hostProbe);
const openingBrace = 0x7b;

/** hclog writes its keys in alphabetical order, after `@caller` if that is on; no message of these holds a quote. */
const debugLine = /^\{(?:"@caller":"[^"]*",)?"@level":"(?:debug|trace)","@message":"([^"]*)"/;

/** The part of a line in which its level and message stand. */
const mostBytes = 512;

/** Whether go-plugin itself, in Go or here, wrote this line of a plugin's stderr for its own debugging. */
export function isLibraryLine(line: Buffer): boolean {
  // Nearly all other lines are told by their first bytes.
  if (line[0] !== openingBrace) return line.equals(probe);
  const [, message] = debugLine.exec(line.toString('utf8', 0, mostBytes)) ?? [];
  return message !== undefined && messages.has(message);
}
