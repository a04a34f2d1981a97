import * as grpc from "@grpc/grpc-js";

/** A server on loopback that the engine attaches to. */
export interface Served {
  readonly port: number;
  readonly stop: () => void;
}

type Service = Readonly<Record<string, unknown>>;
type Unary<Request, Response> = grpc.handleUnaryCall<Request, Response>;

/** The engine's own limit. */
const MAX_MESSAGE = 400 * 1024 * 1024;

export async function listen(service: Service, handlers: Readonly<Record<string, unknown>>): Promise<Served> {
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

/** A call with one answer; an error that is no gRPC error already becomes one with its message. */
export function unary<Request, Response>(answer: (request: Request) => Response | Promise<Response>): Unary<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request))
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

/** What a service does not speak it answers with Unimplemented, which the engine takes for "not supported". */
function unimplemented(service: Service): Readonly<Record<string, Unary<unknown, unknown>>> {
  const refuse: Unary<unknown, unknown> = (call, callback) =>
    callback({ code: grpc.status.UNIMPLEMENTED, details: `${call.getPath()} is not part of the simulation` });
  return Object.fromEntries(Object.keys(service).map((method) => [method, refuse]));
}
