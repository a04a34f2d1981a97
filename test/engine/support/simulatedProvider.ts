import * as grpc from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type CloudContext, create, invoke } from "../../../offline/cloud/cloud";
import { containsUnknown, mapValues, overlay, type Properties, plainProperties, secret } from "../../../offline/wire";
import { construct } from "./construct";
import { changedProperties, replacedProperties } from "./differences";
import { fromStruct, toStruct } from "./wireStruct";

/** What a test does to an operation before the cloud answers: wait, fail, count. */
export type Intercept = (operation: Operation) => Promise<void> | void;

export interface Operation {
  readonly kind: "create" | "update" | "delete";
  readonly urn: string;
  readonly type: string;
}

export interface SimulatedProviderOptions {
  /** Package: `azure-native`. */
  readonly name: string;
  /** At least the SDK's version, or every run warns. */
  readonly version: string;
  readonly cloud: CloudContext;
  readonly intercept: Intercept;
  /** Told of each resource that stands, for what other parts of the cloud do about it. */
  readonly created: (type: string, inputs: Properties) => void;
}

export interface RunningProvider {
  readonly port: number;
  readonly stop: () => void;
}

type Unary<Request, Response> = grpc.handleUnaryCall<Request, Response>;

const MAX_MESSAGE = 400 * 1024 * 1024;

/** Serves one package of the simulated cloud over the provider protocol, for the engine to attach to. */
export async function serveProvider(options: SimulatedProviderOptions): Promise<RunningProvider> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": MAX_MESSAGE, "grpc.max_send_message_length": MAX_MESSAGE });
  server.addService(ResourceProviderService, { ...fallbacks(), ...handlers(options) } as unknown as grpc.UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return { port, stop: () => server.forceShutdown() };
}

/** Everything the cloud does not speak answers Unimplemented, which the engine takes for "not supported". */
function fallbacks(): Readonly<Record<string, Unary<unknown, unknown>>> {
  const refuse: Unary<unknown, unknown> = (call, callback) =>
    callback({ code: grpc.status.UNIMPLEMENTED, details: `${call.getPath()} is not part of the simulated cloud` });
  return Object.fromEntries(Object.keys(ResourceProviderService).map((method) => [method, refuse]));
}

function handlers(options: SimulatedProviderOptions): Readonly<Record<string, unknown>> {
  return {
    handshake: unary(() => handshake()),
    getPluginInfo: unary(() => pluginInfo(options.version)),
    getSchema: unary(() => schema()),
    checkConfig: unary(check),
    diffConfig: unary(() => noDifference()),
    configure: unary(() => configured()),
    check: unary(check),
    diff: unary(diff),
    create: unary((request: provider.CreateRequest) => created(request, options)),
    read: unary(read),
    update: unary((request: provider.UpdateRequest) => updated(request, options)),
    delete: unary((request: provider.DeleteRequest) => deleted(request, options)),
    invoke: unary((request: provider.InvokeRequest) => invoked(request, options.cloud)),
    attach: unary(() => new Empty()),
    construct: unary(construct),
    cancel: unary(() => new Empty()),
  };
}

function unary<Request, Response>(answer: (request: Request) => Response | Promise<Response>): Unary<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) }),
      );
  };
}

function handshake(): provider.ProviderHandshakeResponse {
  const response = new provider.ProviderHandshakeResponse();
  response.setAcceptSecrets(true);
  response.setAcceptResources(true);
  response.setAcceptOutputs(false);
  return response;
}

function pluginInfo(version: string): plugin.PluginInfo {
  const info = new plugin.PluginInfo();
  info.setVersion(version);
  return info;
}

function schema(): provider.GetSchemaResponse {
  const response = new provider.GetSchemaResponse();
  response.setSchema("{}");
  return response;
}

function configured(): provider.ConfigureResponse {
  const response = new provider.ConfigureResponse();
  response.setAcceptsecrets(true);
  response.setSupportspreview(true);
  response.setAcceptresources(true);
  response.setAcceptoutputs(false);
  return response;
}

/** Inputs pass as they are: what Azure would refuse is the type walk's business, not the simulation's. */
function check(request: provider.CheckRequest): provider.CheckResponse {
  const response = new provider.CheckResponse();
  response.setInputs(request.getNews());
  return response;
}

function noDifference(): provider.DiffResponse {
  const response = new provider.DiffResponse();
  response.setChanges(provider.DiffResponse.DiffChanges.DIFF_NONE);
  return response;
}

function diff(request: provider.DiffRequest): provider.DiffResponse {
  const changed = changedProperties(fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
  const response = new provider.DiffResponse();
  response.setChanges(provider.DiffResponse.DiffChanges[changed.length === 0 ? "DIFF_NONE" : "DIFF_SOME"]);
  response.setDiffsList([...changed]);
  response.setReplacesList([
    ...replacedProperties(typeOf(request.getUrn()), fromStruct(request.getOldInputs()), fromStruct(request.getNews())),
  ]);
  return response;
}

async function created(
  request: provider.CreateRequest,
  { cloud, intercept, created: tell }: SimulatedProviderOptions,
): Promise<provider.CreateResponse> {
  const urn = request.getUrn();
  const inputs = fromStruct(request.getProperties());
  const response = new provider.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct(inputs));
    return response;
  }
  await intercept({ kind: "create", urn, type: typeOf(urn) });
  const { id, state } = answer(urn, inputs, cloud);
  tell(typeOf(urn), plainProperties(inputs));
  response.setId(id);
  response.setProperties(toStruct(state));
  return response;
}

async function updated(request: provider.UpdateRequest, { cloud, intercept }: SimulatedProviderOptions): Promise<provider.UpdateResponse> {
  const urn = request.getUrn();
  const response = new provider.UpdateResponse();
  const inputs = fromStruct(request.getNews());
  if (!request.getPreview()) await intercept({ kind: "update", urn, type: typeOf(urn) });
  response.setProperties(toStruct(containsUnknown(inputs) ? inputs : answer(urn, inputs, cloud).state));
  return response;
}

async function deleted(request: provider.DeleteRequest, { intercept }: SimulatedProviderOptions): Promise<Empty> {
  await intercept({ kind: "delete", urn: request.getUrn(), type: typeOf(request.getUrn()) });
  return new Empty();
}

/** Nothing drifts in the simulated cloud: what is read is what was written. */
function read(request: provider.ReadRequest): provider.ReadResponse {
  const response = new provider.ReadResponse();
  response.setId(request.getId());
  response.setProperties(request.getProperties());
  response.setInputs(request.getInputs());
  return response;
}

function invoked(request: provider.InvokeRequest, cloud: CloudContext): provider.InvokeResponse {
  const { result, secret: isSecret } = invoke(request.getTok(), plainProperties(fromStruct(request.getArgs())), cloud);
  const response = new provider.InvokeResponse();
  response.setReturn(toStruct(isSecret ? mapValues(result, secret) : result));
  return response;
}

function answer(urn: string, inputs: Properties, cloud: CloudContext): { readonly id: string; readonly state: Properties } {
  const { id, computed, secrets = [] } = create({ type: typeOf(urn), name: nameOf(urn), inputs: plainProperties(inputs) }, cloud);
  const marked = Object.fromEntries(Object.entries(computed).map(([key, value]) => [key, secrets.includes(key) ? secret(value) : value]));
  return { id, state: overlay(inputs, marked) as Properties };
}

const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";
const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");
