import * as grpc from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { construct } from "./construct";
import { listen, messageOf, type Served, unary } from "./grpcServer";
import { HalfMade, type SimulatedCloud } from "./simulatedCloud";
import { fromStruct, toStruct } from "./wireStruct";

export interface SimulatedProviderOptions {
  /** Package: `azure-native`. */
  readonly name: string;
  /** At least the SDK's version, or every run warns. */
  readonly version: string;
  readonly cloud: SimulatedCloud;
}

/** Serves one package of the simulated cloud over the provider protocol, for the engine to attach to. */
export function serveProvider(options: SimulatedProviderOptions): Promise<Served> {
  return listen(ResourceProviderService as unknown as Readonly<Record<string, unknown>>, handlers(options));
}

function handlers({ version, cloud }: SimulatedProviderOptions): Readonly<Record<string, unknown>> {
  return {
    handshake: unary(() => handshake()),
    getPluginInfo: unary(() => pluginInfo(version)),
    getSchema: unary(() => schema()),
    checkConfig: unary(check),
    diffConfig: unary(() => noDifference()),
    configure: unary(() => configured()),
    check: unary(check),
    diff: unary((request: provider.DiffRequest) => diff(request, cloud)),
    create: unary((request: provider.CreateRequest) => created(request, cloud)),
    read: unary((request: provider.ReadRequest) => read(request, cloud)),
    update: unary((request: provider.UpdateRequest) => updated(request, cloud)),
    delete: unary((request: provider.DeleteRequest) => deleted(request, cloud)),
    invoke: unary((request: provider.InvokeRequest) => invoked(request, cloud)),
    attach: unary(() => new Empty()),
    construct: unary(construct),
    cancel: unary(() => new Empty()),
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

function diff(request: provider.DiffRequest, cloud: SimulatedCloud): provider.DiffResponse {
  const { changed, replaced } = cloud.difference(request.getUrn(), fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
  const response = new provider.DiffResponse();
  response.setChanges(provider.DiffResponse.DiffChanges[changed.length === 0 ? "DIFF_NONE" : "DIFF_SOME"]);
  response.setDiffsList([...changed]);
  response.setReplacesList([...replaced]);
  // The program names everything, so a new resource cannot stand beside the one it replaces.
  response.setDeletebeforereplace(replaced.length > 0);
  return response;
}

async function created(request: provider.CreateRequest, cloud: SimulatedCloud): Promise<provider.CreateResponse> {
  const urn = request.getUrn();
  const inputs = fromStruct(request.getProperties());
  const response = new provider.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct(cloud.preview(urn, inputs)));
    return response;
  }
  const { id, state } = await cloud.create(urn, inputs).catch((error: unknown) => fail(urn, error, cloud));
  response.setId(id);
  response.setProperties(toStruct(state));
  return response;
}

async function updated(request: provider.UpdateRequest, cloud: SimulatedCloud): Promise<provider.UpdateResponse> {
  const urn = request.getUrn();
  const inputs = fromStruct(request.getNews());
  const response = new provider.UpdateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct(cloud.previewUpdate(urn, fromStruct(request.getOlds()), inputs)));
    return response;
  }
  const { state } = await cloud.update(urn, inputs).catch((error: unknown) => fail(urn, error, cloud));
  response.setProperties(toStruct(state));
  return response;
}

async function deleted(request: provider.DeleteRequest, cloud: SimulatedCloud): Promise<Empty> {
  await cloud.delete(request.getUrn(), request.getId());
  return new Empty();
}

/** What is no longer there is answered with no id at all. */
function read(request: provider.ReadRequest, cloud: SimulatedCloud): provider.ReadResponse {
  const found = cloud.find(request.getUrn(), request.getId());
  const response = new provider.ReadResponse();
  if (found === undefined) return response;
  response.setId(found.id);
  response.setProperties(toStruct(found.state));
  response.setInputs(toStruct(found.inputs));
  return response;
}

function invoked(request: provider.InvokeRequest, cloud: SimulatedCloud): provider.InvokeResponse {
  const response = new provider.InvokeResponse();
  response.setReturn(toStruct(cloud.invoke(request.getTok(), fromStruct(request.getArgs()))));
  return response;
}

/** A gRPC error with the details in which a provider hands over the resource it has half made. */
class Failure extends Error {
  readonly code = grpc.status.UNKNOWN;
  readonly metadata = new grpc.Metadata();

  constructor(
    readonly details: string,
    half: provider.ErrorResourceInitFailed,
  ) {
    super(details);
    const detail = new Any();
    detail.pack(half.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status();
    status.setCode(this.code);
    status.setMessage(details);
    status.addDetails(detail);
    this.metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  }
}

function fail(urn: string, error: unknown, cloud: SimulatedCloud): never {
  const standing = error instanceof HalfMade ? cloud.resources.find((resource) => resource.urn === urn) : undefined;
  if (standing === undefined) throw error;
  const half = new provider.ErrorResourceInitFailed();
  half.setId(standing.id);
  half.setProperties(toStruct(standing.state));
  half.setInputs(toStruct(standing.inputs));
  half.setReasonsList([messageOf(error)]);
  throw new Failure(messageOf(error), half);
}
