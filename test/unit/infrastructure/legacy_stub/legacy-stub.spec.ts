import { expect } from 'chai';
import { hintOf } from '../../../../src/app/cli/error-hints.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import {
  LegacyStubOperationProvider,
  LegacyStubPluginManager,
} from '../../../../src/infrastructure/legacy_stub/legacy-stub.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';

describe('The legacy stub', () => {
  const manager = new LegacyStubPluginManager();
  const provider = new LegacyStubOperationProvider();
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    Discover: () => manager.discover(),
    Load: () => manager.load(),
    Init: () => manager.init(),
    Shutdown: () => manager.shutdown(),
    ShutdownAll: () => manager.shutdownAll(),
    GetOperation: () => provider.getOperation(),
    ListOperations: () => provider.listOperations(),
    Execute: () => provider.execute(),
  };

  for (const [name, call] of Object.entries(calls))
    it(`rejects ${name} with ErrRPCNotImplemented and says what to do`, async () => {
      const error = await rejection(call());
      expect(error).to.include({ code: 'EXECUTION.PLUGIN.NOT_IMPLEMENTED' });
      expect(error).to.have.property('message').that.includes(name).and.includes('ErrRPCNotImplemented');
      if (!AwfError.is(error)) throw error;
      expect(hintOf(error)).to.include('grpc_host');
    });

  it('knows no plugins', () => {
    expect(manager.list()).to.deep.equal([]);
    expect(manager.get).to.not.throw();
  });
});
