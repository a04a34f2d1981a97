import * as grpc from "@grpc/grpc-js";

/** A gRPC server on the loopback interface that the engine attaches to. */
export interface GrpcServer {
  /** TCP port on 127.0.0.1. */
  readonly port: number;
  /** Shuts the server down without waiting for open calls. */
  readonly stop: () => void;
}

type Service = Readonly<Record<string, unknown>>;
type Unary<Request, Response> = grpc.handleUnaryCall<Request, Response>;

/** In bytes: the engine's limit. */
const MAX_MESSAGE = 400 * 1024 * 1024;

export async function listen(service: Service, handlers: Readonly<Record<string, unknown>>): Promise<GrpcServer> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": MAX_MESSAGE, "grpc.max_send_message_length": MAX_MESSAGE });
  server.addService(
    service as unknown as grpc.ServiceDefinition,
    { ...unimplemented(service), ...handlers } as grpc.UntypedServiceImplementation,
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return { port, stop: () => server.forceShutdown() };
}

/** Handles a unary call; an error that is not a gRPC error becomes one with the same message. */
export function unary<Request, Response>(handle: (request: Request) => Response | Promise<Response>): Unary<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handle(call.request))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(isStatus(error) ? error : { code: grpc.status.UNKNOWN, details: messageOf(error) }),
      );
  };
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function isStatus(error: unknown): error is Partial<grpc.StatusObject> {
  return error instanceof Error && "code" in error && "details" in error;
}

/** Returns the status Unimplemented for every method of the service; the engine treats it as "not supported". */
function unimplemented(service: Service): Readonly<Record<string, Unary<unknown, unknown>>> {
  const reject: Unary<unknown, unknown> = (call, callback) =>
    callback({ code: grpc.status.UNIMPLEMENTED, details: `${call.getPath()} is not part of the simulation` });
  return Object.fromEntries(Object.keys(service).map((method) => [method, reject]));
}
