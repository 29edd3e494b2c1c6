import {
  createConnectRouter,
  createMethodImplSpec,
  createServiceImplSpec,
  type ConnectRouter,
} from '@connectrpc/connect';
import { GoPluginError } from '../errors/go-plugin-error.js';
import type { ServiceRegistrar } from '../plugin-set.js';
import { methodDefinition, methodHandler } from './route-service.js';
import type { ConnectRoutesOptions, Route } from './route.js';

/**
 * Serves Connect routes on a plugin's server, or on a brokered one, beside services of grpc-js:
 * `addConnectRoutes(server, (router) => router.service(KV, implementation))`. Implementations are those of any server of Connect: they get a
 * HandlerContext, throw ConnectError, and pass Connect's interceptors. Limits of messages and compression are those of the plugin's server.
 * @param routes adds services and methods to the router, as for `connectNodeAdapter`
 * @param options may also be given to the router, for one service or method
 * @throws GoPluginError `CONFIG_INVALID` for an option of Connect that has no meaning on a link
 * @throws Error for a method that the server has already
 */
export function addConnectRoutes(
  server: ServiceRegistrar,
  routes: (router: ConnectRouter) => void,
  options: ConnectRoutesOptions = {},
): void {
  refuseUnknown(options);
  const remembering = rememberingRouter(options);
  routes(remembering.router);
  for (const service of byService(remembering.routes)) {
    const named = service.map((route) => [route.spec.method.localName, route] as const);
    server.addService(
      Object.fromEntries(named.map(([name, route]) => [name, methodDefinition(route)])),
      Object.fromEntries(named.map(([name, route]) => [name, methodHandler(route)])),
    );
  }
}

const known: ReadonlySet<string> = new Set<keyof ConnectRoutesOptions>([
  'interceptors',
  'binaryOptions',
  'maxTimeoutMs',
  'shutdownSignal',
]);

/** A router that remembers what is added to it. Connect's own, beside it, has the handlers that the interface promises. */
function rememberingRouter(common: ConnectRoutesOptions): {
  readonly router: ConnectRouter;
  readonly routes: readonly Route[];
} {
  const { handlers, service, rpc } = createConnectRouter();
  const routes: Route[] = [];
  const add = (spec: Route['spec'], options: ConnectRoutesOptions = {}): void => {
    refuseUnknown(options);
    routes.push({ spec, options: { ...common, ...options } });
  };
  const router: ConnectRouter = {
    handlers,
    service: (description, implementation, options) => {
      service(description, implementation, options);
      for (const spec of Object.values(createServiceImplSpec(description, implementation).methods)) add(spec, options);
      return router;
    },
    rpc: (method, implementation, options) => {
      rpc(method, implementation, options);
      add(createMethodImplSpec(method, implementation), options);
      return router;
    },
  };
  return { router, routes };
}

function byService(routes: readonly Route[]): Iterable<readonly Route[]> {
  const services = new Map<string, Route[]>();
  for (const route of routes) {
    const { typeName } = route.spec.method.parent;
    services.set(typeName, [...(services.get(typeName) ?? []), route]);
  }
  return services.values();
}

function refuseUnknown(options: ConnectRoutesOptions): void {
  for (const [name, value] of Object.entries(options))
    if (!known.has(name) && value !== undefined)
      throw new GoPluginError('CONFIG_INVALID', {
        problem: `the Connect option ${JSON.stringify(name)} has no meaning on a link to a plugin; remove it`,
      });
}
