import { describeSignatureVerifierContract } from '../../src/contract/index.js';
import { ed25519Subject } from '../support/signers.js';

describeSignatureVerifierContract({ name: 'Ed25519', create: ed25519Subject });
