import { AwfError } from '../../../domain/errors/awf-error.js';
import type { ErrorCode } from '../../../domain/errors/error-details.js';
import type { ExaminationStage } from './examination.js';

/** The stages whose failures have a code of their own, whenever they are noticed: a missing interpreter only when the program is started. */
const stages: Partial<Record<ErrorCode, ExaminationStage>> = {
  'USER.VALIDATION.MANIFEST_INVALID': 'manifest',
  'USER.VALIDATION.PLUGIN_VERSION_MISMATCH': 'manifest',
  'USER.VALIDATION.RUNTIME_UNSUPPORTED': 'manifest',
  'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND': 'executable',
  'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE': 'executable',
  'EXECUTION.PLUGIN.CHECKSUM_MISMATCH': 'checksum',
  'EXECUTION.PLUGIN.LOCK_MISMATCH': 'checksum',
  'USER.VALIDATION.LOCK_INVALID': 'checksum',
  'SYSTEM.IO.PLUGIN_INSECURE': 'owner',
  'USER.VALIDATION.PLUGIN_CONFIG': 'config',
  'USER.VALIDATION.SETTINGS_INVALID': 'config',
  'EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE': 'config',
  'EXECUTION.PLUGIN.HANDSHAKE_INVALID': 'handshake',
  'EXECUTION.PLUGIN.START_TIMEOUT': 'handshake',
  'EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED': 'handshake',
  'USER.VALIDATION.PROTOCOL_VERSION_MISMATCH': 'handshake',
  'EXECUTION.PLUGIN.CONNECT_FAILED': 'TLS',
};

/** The stage that an error belongs to: that of its code, or else the one that was under way. */
export const stageOfFailure = (error: unknown, underWay: ExaminationStage): ExaminationStage =>
  AwfError.is(error) ? (stages[error.code] ?? underWay) : underWay;
