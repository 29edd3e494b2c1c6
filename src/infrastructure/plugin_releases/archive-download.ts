import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { shownUrl } from '../../domain/shown-url.js';
import { AwfError } from '../../domain/errors/awf-error.js';
import { hashText, strongestOf, type ArchiveHash } from '../../domain/plugin/archive-hash.js';
import type { ReleaseAsset } from '../../domain/plugin/plugin-release.js';
import type { DownloadProgress } from '../../ports/plugin-releases.js';
import { hashesOf, type DownloadFolder, type KeptArchive, type PartialArchive } from './download-folder.js';
import type { HttpClient, HttpRequest } from './http-client.js';

/** What is downloaded. */
export interface Download {
  readonly asset: ReleaseAsset;
  readonly request: HttpRequest;
  /** Where it comes from, for messages. */
  readonly repository: string;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/** Options of {@link ArchiveDownloads}. */
export interface DownloadOptions {
  /** Use what is on this machine only. */
  readonly offline?: boolean | undefined;
  /** The largest archive. @default 512 MiB */
  readonly mostBytes?: number | undefined;
  /** How long to wait after a failure; each time twice as long. @default 0.5 s */
  readonly pauseMs?: number | undefined;
}

/** A server that breaks off without having sent anything is asked again so often. */
const mostFailures = 3;
/** A server that breaks off after each few bytes is not asked for ever. */
const mostAttempts = 50;

/** Why a transfer has ended too early. It is tried again. */
class BrokenOff extends Error {}

/** Downloads archives, once each. A download that breaks off goes on where it was. */
export class ArchiveDownloads {
  readonly #http: HttpClient;
  readonly #folder: DownloadFolder;
  readonly #offline: boolean;
  readonly #mostBytes: number;
  readonly #pauseMs: number;

  constructor(http: HttpClient, folder: DownloadFolder, options: DownloadOptions = {}) {
    this.#http = http;
    this.#folder = folder;
    this.#offline = options.offline ?? false;
    this.#mostBytes = options.mostBytes ?? 512 * 1024 ** 2;
    this.#pauseMs = options.pauseMs ?? 500;
  }

  /**
   * @throws AwfError `EXECUTION.PLUGIN.CHECKSUM_MISMATCH`, `SYSTEM.NETWORK.*`, `SYSTEM.IO.WRITE_FAILED`; the reason of the signal, after which no
   * part of the archive is left
   */
  async fetch(download: Download, signal: AbortSignal): Promise<KeptArchive> {
    const hash = strongestOf(download.asset.hashes);
    if (hash === undefined) throw mismatch(download);
    const kept = await this.#kept(download, hash);
    if (kept !== undefined) return kept;
    if (this.#offline) throw new AwfError('SYSTEM.NETWORK.OFFLINE', { what: download.asset.name });
    await using part = await this.#folder.begin(hash);
    try {
      return await this.#complete(part, download, signal);
    } catch (error) {
      signal.throwIfAborted();
      // A later command goes on with what has arrived.
      if (AwfError.is(error) && error.code.startsWith('SYSTEM.NETWORK.')) part.keep();
      throw error;
    }
  }

  async #kept({ asset }: Download, hash: ArchiveHash): Promise<KeptArchive | undefined> {
    const kept = await this.#folder.find(hash);
    if (kept === undefined) return undefined;
    if (differing(asset.hashes, await hashesOf(kept.path)) === undefined) return kept;
    // The file is damaged, or it must have a further hash that it cannot have: a new download shows which.
    await this.#folder.discard(hash);
    return undefined;
  }

  async #complete(part: PartialArchive, download: Download, signal: AbortSignal): Promise<KeptArchive> {
    for (;;) {
      const begun = part.size;
      await this.#transferAll(part, download, signal);
      const found = await part.hashes();
      const wrong = differing(download.asset.hashes, found);
      if (wrong === undefined) return await part.complete();
      // What was there before may have been of another version.
      if (begun === 0) throw mismatch(download, wrong, found);
      await part.restart();
    }
  }

  /** Asks again and again for what is missing. */
  async #transferAll(part: PartialArchive, download: Download, signal: AbortSignal): Promise<void> {
    const transfer = new Transfer(part, download, this.#mostBytes);
    let failures = 0;
    for (let attempts = 1; ; attempts += 1) {
      const before = part.size;
      try {
        await transfer.run(this.#http, signal);
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof BrokenOff)) throw error;
        failures = part.size > before ? 0 : failures + 1;
        if (failures === mostFailures || attempts === mostAttempts) throw transfer.failure(error);
        await delay(this.#pauseMs * 2 ** failures, undefined, { signal });
      }
    }
  }
}

/** The requests for one archive. */
class Transfer {
  readonly #part: PartialArchive;
  readonly #download: Download;
  readonly #mostBytes: number;
  /** Says which version of the file the part is of. */
  #validator: string | undefined;
  #total: number | undefined;

  constructor(part: PartialArchive, download: Download, mostBytes: number) {
    this.#part = part;
    this.#download = download;
    this.#mostBytes = Math.min(mostBytes, download.asset.size ?? Infinity);
    this.#total = download.asset.size;
  }

  /** Makes one request for what is missing, and adds what comes. @throws BrokenOff */
  async run(http: HttpClient, signal: AbortSignal): Promise<void> {
    const part = this.#part;
    if (part.size > 0 && part.size === this.#download.asset.size) return;
    const answer = await http.get({ ...this.#download.request, headers: this.#headers() }, signal).catch(retried);
    try {
      await this.#begin(answer);
      await this.#append(answer, signal);
    } finally {
      answer.destroy();
    }
    if (this.#total !== undefined && part.size < this.#total)
      throw new BrokenOff(`sent ${part.size} of ${this.#total} bytes`);
  }

  failure({ message, cause }: BrokenOff): AwfError {
    if (AwfError.is(cause)) return cause;
    return failed(this.#download, `broke off: ${message}`, cause);
  }

  #headers(): Readonly<Record<string, string>> {
    const { headers = {} } = this.#download.request;
    if (this.#part.size === 0) return headers;
    const condition = this.#validator === undefined ? {} : { 'If-Range': this.#validator };
    return { ...headers, Range: `bytes=${this.#part.size}-`, ...condition };
  }

  async #begin(answer: IncomingMessage): Promise<void> {
    const { statusCode: status = 0, headers } = answer;
    if (status === 416 || (status === 206 && !isFrom(headers['content-range'], this.#part.size))) {
      await this.#part.restart();
      throw new BrokenOff('it cannot go on in the middle');
    }
    if (status !== 200 && status !== 206) throw this.#refusal(status);
    // The whole file, because the server cannot send a part of it, or because it has changed.
    if (status === 200 && this.#part.size > 0) await this.#part.restart();
    this.#validator = strong(headers.etag) ?? headers['last-modified'];
    const length = headers['content-length'];
    if (length !== undefined) this.#total = this.#part.size + Number(length);
    if (this.#total !== undefined && this.#total > this.#mostBytes) throw tooLarge(this.#download, this.#mostBytes);
  }

  async #append(answer: IncomingMessage, signal: AbortSignal): Promise<void> {
    const part = this.#part;
    try {
      for await (const chunk of answer as AsyncIterable<Buffer>) {
        if (part.size + chunk.length > this.#mostBytes) throw tooLarge(this.#download, this.#mostBytes);
        await part.append(chunk);
        this.#download.onProgress?.({ received: part.size, total: this.#total });
        signal.throwIfAborted();
      }
    } catch (cause) {
      signal.throwIfAborted();
      if (AwfError.is(cause)) return retried(cause);
      throw new BrokenOff((cause as Error).message, { cause });
    }
  }

  #refusal(status: number): Error {
    const error = failed(this.#download, `answered with status ${status}`);
    return status >= 500 || status === 429 ? new BrokenOff(error.message, { cause: error }) : error;
  }
}

/** What may be better the next time. */
function retried(error: unknown): never {
  if (AwfError.is(error, 'SYSTEM.NETWORK.TIMEOUT') || isUnreachable(error))
    throw new BrokenOff((error as Error).message, { cause: error });
  throw error;
}

/** A connection that could not be made. Anything else that the client refuses stays as it is. */
const isUnreachable = (error: unknown): boolean =>
  AwfError.is(error, 'SYSTEM.NETWORK.REQUEST_FAILED') && error.cause !== undefined;

/** The first hash that is missing among those that were found. */
const differing = (wanted: readonly ArchiveHash[], found: readonly ArchiveHash[]): ArchiveHash | undefined =>
  wanted.find((hash) => !found.some((other) => hashText(other) === hashText(hash)));

/** A weak tag stands for files that are alike, and not the same to the byte. */
const strong = (etag: string | undefined): string | undefined => (etag?.startsWith('W/') === true ? undefined : etag);

const isFrom = (range: string | undefined, start: number): boolean => range?.startsWith(`bytes ${start}-`) === true;

const tooLarge = (download: Download, most: number): AwfError => failed(download, `sends more than ${most} bytes`);

const failed = ({ asset }: Download, problem: string, cause?: unknown): AwfError =>
  new AwfError('SYSTEM.NETWORK.REQUEST_FAILED', { url: shownUrl(asset.url), problem }, { cause });

function mismatch({ repository, asset }: Download, wanted?: ArchiveHash, found: readonly ArchiveHash[] = []): AwfError {
  return new AwfError('EXECUTION.PLUGIN.CHECKSUM_MISMATCH', {
    plugin: repository,
    path: asset.url,
    part: 'archive',
    expected: wanted?.hex,
    actual: found.find(({ algorithm }) => algorithm === wanted?.algorithm)?.hex,
  });
}
