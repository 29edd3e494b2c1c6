/** Why {@link createHost} or {@link buildContainer} refuses an option. The program that calls it must be corrected. */
export class HostOptionError extends TypeError {
  /** For logs. */
  override readonly name = 'HostOptionError';
  /** Stable, where messages are not. */
  readonly code = 'ERR_HOST_OPTION';

  constructor(
    /** The name of the option, such as `plugins`, or of a part of it, such as `limits.startTimeoutMs`. */
    readonly option: string,
    /** What is wrong with it, and what is expected. */
    readonly problem: string,
  ) {
    super(`option ${option}: ${problem}`);
  }
}
