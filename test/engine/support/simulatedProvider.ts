import * as grpc from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { checkedInputs } from "../../../offline/cloud/kubernetes";
import { isCluster, refreshedProfiles } from "./agentPools";
import { construct } from "./construct";
import { type GrpcServer, listen, messageOf, unary } from "./grpcServer";
import { PartialFailure, type SimulatedCloud } from "./simulatedCloud";
import { nameOf, typeOf } from "./urn";
import { fromStruct, toStruct } from "./wireStruct";

export interface SimulatedProviderOptions {
  /** Package name, such as `azure-native`. */
  readonly name: string;
  /** Provider version, at least the SDK's version: with an older one every run prints a warning. */
  readonly version: string;
  /** The simulated cloud in which the provider creates its resources. */
  readonly cloud: SimulatedCloud;
}

/** Serves one package of the simulated cloud over the provider protocol, for the engine to attach to. */
export function serveProvider(options: SimulatedProviderOptions): Promise<GrpcServer> {
  return listen(ResourceProviderService as unknown as Readonly<Record<string, unknown>>, handlers(options));
}

function handlers({ version, cloud }: SimulatedProviderOptions): Readonly<Record<string, unknown>> {
  return {
    handshake: unary(() => handshake()),
    getPluginInfo: unary(() => pluginInfo(version)),
    getSchema: unary(() => schema()),
    checkConfig: unary(check),
    diffConfig: unary(() => noDifference()),
    configure: unary(() => configure()),
    check: unary(checkResource),
    diff: unary((request: provider.DiffRequest) => diff(request, cloud)),
    create: unary((request: provider.CreateRequest) => createResource(request, cloud)),
    read: unary((request: provider.ReadRequest) => readResource(request, cloud)),
    update: unary((request: provider.UpdateRequest) => updateResource(request, cloud)),
    delete: unary((request: provider.DeleteRequest) => deleteResource(request, cloud)),
    invoke: unary((request: provider.InvokeRequest) => invokeFunction(request, cloud)),
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

function configure(): provider.ConfigureResponse {
  const response = new provider.ConfigureResponse();
  response.setAcceptsecrets(true);
  response.setSupportspreview(true);
  response.setAcceptresources(true);
  response.setAcceptoutputs(false);
  return response;
}

/** Returns the inputs unchanged: test/platform/types.spec.ts checks them against Azure's types, not the simulation. */
function check(request: provider.CheckRequest): provider.CheckResponse {
  const response = new provider.CheckResponse();
  response.setInputs(request.getNews());
  return response;
}

/** Gives Kubernetes objects the names that programs leave to the provider. */
function checkResource(request: provider.CheckRequest): provider.CheckResponse {
  const type = typeOf(request.getUrn());
  if (!type.startsWith("kubernetes:")) return check(request);
  const response = new provider.CheckResponse();
  response.setInputs(toStruct(checkedInputs({ type, name: nameOf(request.getUrn()), inputs: fromStruct(request.getNews()) })));
  return response;
}

function noDifference(): provider.DiffResponse {
  const response = new provider.DiffResponse();
  response.setChanges(provider.DiffResponse.DiffChanges.DIFF_NONE);
  return response;
}

function diff(request: provider.DiffRequest, cloud: SimulatedCloud): provider.DiffResponse {
  const { diffs: changed, replaces: replaced } = cloud.diff(
    request.getUrn(),
    fromStruct(request.getOldInputs()),
    fromStruct(request.getNews()),
  );
  const response = new provider.DiffResponse();
  response.setChanges(provider.DiffResponse.DiffChanges[changed.length === 0 ? "DIFF_NONE" : "DIFF_SOME"]);
  response.setDiffsList([...changed]);
  response.setReplacesList([...replaced]);
  // Every resource has a fixed physical name, so a replacement cannot be created before the old resource is deleted.
  response.setDeletebeforereplace(replaced.length > 0);
  return response;
}

async function createResource(request: provider.CreateRequest, cloud: SimulatedCloud): Promise<provider.CreateResponse> {
  const urn = request.getUrn();
  const inputs = fromStruct(request.getProperties());
  const response = new provider.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct(cloud.previewCreate(urn, inputs)));
    return response;
  }
  const { id, state } = await cloud.create(urn, inputs).catch((error: unknown) => throwProviderError(urn, error, cloud));
  response.setId(id);
  response.setProperties(toStruct(state));
  return response;
}

async function updateResource(request: provider.UpdateRequest, cloud: SimulatedCloud): Promise<provider.UpdateResponse> {
  const urn = request.getUrn();
  const inputs = fromStruct(request.getNews());
  const response = new provider.UpdateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct(cloud.previewUpdate(urn, fromStruct(request.getOlds()), inputs)));
    return response;
  }
  const { state } = await cloud.update(urn, inputs).catch((error: unknown) => throwProviderError(urn, error, cloud));
  response.setProperties(toStruct(state));
  return response;
}

async function deleteResource(request: provider.DeleteRequest, cloud: SimulatedCloud): Promise<Empty> {
  await cloud.delete(request.getUrn(), request.getId());
  return new Empty();
}

/** Returns a response without an id if the resource no longer exists. Inputs that others changed are recorded, as azure-native does. */
function readResource(request: provider.ReadRequest, cloud: SimulatedCloud): provider.ReadResponse {
  const found = cloud.find(request.getUrn(), request.getId());
  const response = new provider.ReadResponse();
  if (found === undefined) return response;
  response.setId(found.id);
  response.setProperties(toStruct(found.state));
  const profiles = isCluster(found)
    ? refreshedProfiles(fromStruct(request.getInputs()), fromStruct(request.getProperties()), found.state)
    : {};
  response.setInputs(toStruct({ ...found.inputs, ...profiles }));
  return response;
}

function invokeFunction(request: provider.InvokeRequest, cloud: SimulatedCloud): provider.InvokeResponse {
  const response = new provider.InvokeResponse();
  response.setReturn(toStruct(cloud.invoke(request.getTok(), fromStruct(request.getArgs()))));
  return response;
}

/** The gRPC error with which a provider reports a resource that was created but failed to initialize. */
class InitializationError extends Error {
  readonly code = grpc.status.UNKNOWN;
  readonly metadata = new grpc.Metadata();

  constructor(
    readonly details: string,
    initFailed: provider.ErrorResourceInitFailed,
  ) {
    super(details);
    const detail = new Any();
    detail.pack(initFailed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status();
    status.setCode(this.code);
    status.setMessage(details);
    status.addDetails(detail);
    this.metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  }
}

function throwProviderError(urn: string, error: unknown, cloud: SimulatedCloud): never {
  const partial = error instanceof PartialFailure ? cloud.resources.find((resource) => resource.urn === urn) : undefined;
  if (partial === undefined) throw error;
  const initFailed = new provider.ErrorResourceInitFailed();
  initFailed.setId(partial.id);
  initFailed.setProperties(toStruct(partial.state));
  initFailed.setInputs(toStruct(partial.inputs));
  initFailed.setReasonsList([messageOf(error)]);
  throw new InitializationError(messageOf(error), initFailed);
}
