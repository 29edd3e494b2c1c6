import { expect } from 'chai';
import { projectRoot } from '../../../packages/go-plugin/test/support/fixtures.js';
import { runProgram } from '../../../packages/go-plugin/test/support/run-program.js';

/** Prints the address of every module that is imported, one a line. */
const hooks = `
  import { writeSync } from 'node:fs';
  export async function load(url, context, next) {
    writeSync(1, url + '\\n');
    return next(url, context);
  }`;

/** The modules that a program imports, dependencies included. */
async function importedBy(program: string): Promise<readonly string[]> {
  const script = `
    import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));
    const { createHost, awfBuiltIns } = await import(${JSON.stringify(`${projectRoot}build/src/index.js`)});
    ${program}`;
  const { stdout, stderr, exitCode } = await runProgram(process.execPath, ['--input-type=module', '-e', script]);
  expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
  return stdout.trim().split('\n');
}

const technology = (modules: readonly string[]): readonly string[] =>
  modules.filter((url) => /grpc_host|go-plugin|grpc-js|protobuf/u.test(url));

describe('What a host loads', () => {
  it('is nothing of gRPC when its plugins are objects in this process', async () => {
    const modules = await importedBy(`
      const hello = { name: 'hello', version: '1.0.0', operations: { greet: { inputs: {}, handler: () => ({ success: true, outputs: {} }) } } };
      const host = await createHost({ transport: 'in_memory', plugins: { hello } });
      await host.operations.execute('hello.greet', {});
      await host.close();`);
    expect(modules.some((url) => url.includes('in_memory'))).to.equal(true);
    expect(technology(modules)).to.deep.equal([]);
  });

  it('is the built-in plugin that is called, and no other', async () => {
    const modules = await importedBy(`
      const host = await createHost({ transport: 'in_memory', plugins: {}, builtIns: awfBuiltIns(), logLevel: 'error' });
      await host.operations.getOperation('notify.send');
      await host.close();`);
    const builtIn = new Set(modules.flatMap((url) => /builtin_[a-z]+/u.exec(url) ?? []));
    expect([...builtIn]).to.deep.equal(['builtin_notify']);
  });

  it('is nothing for proxies and TLS where a request takes neither', async () => {
    const modules = await importedBy(`
      const host = await createHost({ transport: 'in_memory', plugins: {}, builtIns: awfBuiltIns(), logLevel: 'error' });
      await host.operations.execute('http.request', { method: 'GET', url: 'http://127.0.0.1:1/' });
      await host.close();`);
    const outbound = modules.filter((url) => /outbound\/(?:exchange|proxied-exchange|open-tls)\.js/u.test(url));
    expect(outbound.map((url) => url.slice(url.lastIndexOf('/') + 1))).to.deep.equal(['exchange.js']);
  });

  it('is nothing of gRPC before a program of a plugin is to start', async () => {
    const create = `const host = await createHost({ pluginsDir: '${projectRoot}examples/plugins', logLevel: 'error' });`;
    expect(technology(await importedBy(`${create} await host.plugins.discover(); await host.close();`))).to.deep.equal(
      [],
    );
    const started = await importedBy(`${create} await host.plugins.init('echo'); await host.close();`);
    expect(technology(started)).to.include(
      `file://${projectRoot}build/src/infrastructure/grpc_host/grpc-plugin-transport.js`,
    );
  });
});
