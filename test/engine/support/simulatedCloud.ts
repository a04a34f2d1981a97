import { type CloudContext, create } from "../../../offline/cloud/cloud";
import { diff } from "../../../offline/cloud/diff";
import { previewCreate, previewUpdate } from "../../../offline/cloud/preview";
import type { DiffResponse } from "../../../offline/cloud/types";
import { containsUnknown, mapValues, overlay, type Properties, plainProperties, secret } from "../../../offline/wire";
import { checkAgentPools, isCluster, withAgentPools } from "./agentPools";
import { invokeFunction } from "./functions";
import { ResourceManager } from "./resourceManager";
import type { SimulatedArm } from "./simulatedArm";
import { nameOf, typeOf } from "./urn";

export type OperationKind = "create" | "update" | "delete";

/** A resource operation that Azure or a cluster is requested to perform. */
export interface Operation {
  readonly kind: OperationKind;
  /** URN of the resource; the ARM id for the approval of Front Door's connection, which does not go through a simulated provider. */
  readonly urn: string;
  /** Type token, such as `azure-native:keyvault:Vault`. */
  readonly type: string;
  /** Logical resource name. */
  readonly name: string;
}

/** An operation that has ended. */
export interface OperationRecord extends Operation {
  /** Start, in milliseconds of `performance.now()`. */
  readonly started: number;
  /** End, in milliseconds of `performance.now()`. */
  readonly ended: number;
  /** Whether the operation ended with an error. */
  readonly failed: boolean;
}

/** Called before the simulated cloud performs an operation: a test can delay it, count it or inject a failure. */
export type Intercept = (operation: Operation) => Promise<void> | void;

/** Thrown by an intercept: the operation takes effect but is reported as failed, as when provisioning ends in state Failed. */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";
}

/** A resource that exists in the simulated cloud. */
export interface CloudResource {
  /** ARM id, or the id that the Kubernetes or random provider assigns. */
  readonly id: string;
  readonly urn: string;
  /** Type token, such as `azure-native:keyvault:Vault`. */
  readonly type: string;
  /** Inputs of the last create or update. */
  readonly inputs: Properties;
  /** Outputs, with secrets marked. */
  readonly state: Properties;
}

/** A simulated subscription with its clusters: existing resources, and a record of all operations and invocations. */
export class SimulatedCloud {
  /** Operations that have ended, in the order of their ends. */
  readonly operations: OperationRecord[] = [];
  /** Provider functions that were invoked, with their results. */
  readonly invocations: { readonly token: string; readonly result: Properties }[] = [];
  /** Called before each operation; a test replaces it to inject failures or delays. */
  intercept: Intercept = () => undefined;
  /** Results of provider functions that differ from the general ones, by token: a test with a real cluster returns its credentials. */
  readonly results = new Map<string, (args: Properties) => Properties>();
  private readonly existing = new Map<string, CloudResource>();
  private readonly manager = new ResourceManager();

  constructor(
    private readonly context: CloudContext,
    private readonly arm: SimulatedArm,
  ) {
    const type = "Microsoft.Network/privateLinkServices/privateEndpointConnections";
    arm.beforeApproval = (id) => this.perform({ kind: "create", urn: id, type, name: id }, { id, inputs: {} }, () => undefined);
  }

  get resources(): readonly CloudResource[] {
    return [...this.existing.values()];
  }

  /** Ids of soft-deleted vaults: their names stay reserved until the retention period ends. */
  get recoverable(): readonly string[] {
    return this.manager.recoverable;
  }

  previewCreate(urn: string, inputs: Properties): Properties {
    return previewCreate({ type: typeOf(urn), name: nameOf(urn), inputs }, this.context);
  }

  previewUpdate(urn: string, olds: Properties, inputs: Properties): Properties {
    return previewUpdate({ type: typeOf(urn), name: nameOf(urn), inputs }, olds, this.context);
  }

  diff(urn: string, olds: Properties, news: Properties): DiffResponse {
    const request = { type: typeOf(urn), name: nameOf(urn), inputs: plainProperties(news) };
    return diff(request, plainProperties(olds), this.context);
  }

  /** @throws Error if the Azure resource already exists, which azure-native checks before each create, or if Azure rejects the request */
  async create(urn: string, inputs: Properties): Promise<CloudResource> {
    const created = this.computeResource(urn, inputs);
    const isArm = isAzure(urn);
    const isExisting = isArm && (this.existing.has(resourceKey(created)) || PREEXISTING_TYPES.has(typeOf(urn)));
    if (isExisting) throw new Error(`cannot create already existing resource '${created.id}'`);
    if (isArm) this.manager.checkCreate(created.id, plainProperties(inputs));
    return this.perform(toOperation("create", urn), created, () => {
      this.existing.set(resourceKey(created), created);
      if (isArm) this.manager.add(created.id);
      if (created.type === "azure-native:cdn:AFDOrigin") this.arm.addConnection(plainProperties(inputs));
      return created;
    });
  }

  async update(urn: string, inputs: Properties): Promise<CloudResource> {
    const updated = this.computeResource(urn, inputs);
    return this.perform(toOperation("update", urn), updated, () => {
      const before = this.existing.get(resourceKey(updated)) ?? updated;
      if (isCluster(updated)) checkAgentPools(updated, before, this.existing.values());
      const { inputs: olds } = before;
      const { rejected } = this.diff(urn, olds, inputs);
      if (rejected.length > 0) throw new Error(`Code="PropertyChangeNotAllowed": changing '${rejected.join("', '")}' is not allowed`);
      this.existing.set(resourceKey(updated), updated);
      return this.observe(updated);
    });
  }

  async delete(urn: string, id: string): Promise<void> {
    if (isAzure(urn)) this.manager.checkDelete(id);
    const { inputs = {} } = this.find(urn, id) ?? {};
    await this.perform(toOperation("delete", urn), { id, inputs }, () => this.remove(urn, id));
  }

  find(urn: string, id: string): CloudResource | undefined {
    const found = this.existing.get(resourceKey({ id, urn }));
    return found === undefined ? undefined : this.observe(found);
  }

  /** Changes inputs of a resource without Pulumi, as Azure's autoscaler, an operator or Azure Policy does. */
  changeOutsidePulumi(urn: string, changes: Properties): void {
    for (const [key, resource] of this.existing) {
      if (resource.urn !== urn) continue;
      this.existing.set(key, { ...resource, inputs: { ...resource.inputs, ...changes }, state: { ...resource.state, ...changes } });
    }
  }

  /** Deletes a resource without Pulumi, which leaves it in the state: drift. */
  deleteOutsidePulumi(urn: string): void {
    for (const { id, urn: own } of this.existing.values()) if (own === urn) this.remove(urn, id);
  }

  invoke(token: string, args: Properties): Properties {
    const { result: general, secret: isSecret } = invokeFunction(token, plainProperties(args), this.context);
    // A `get…` function returns an existing resource as it is; for any other resource it returns a generic result.
    const existing = this.existing.get(`${general.id}`.toLowerCase());
    if (existing === undefined && token.endsWith(":getManagedCluster"))
      throw new Error(`Code="ResourceNotFound": '${general.id}' was not found`);
    const own = this.results.get(token)?.(plainProperties(args));
    const result = own ?? (existing === undefined ? general : { ...plainProperties(this.observe(existing).state), id: existing.id });
    this.invocations.push({ token, result });
    return isSecret ? mapValues(result, secret) : result;
  }

  /** A resource as Azure returns it. */
  private observe(resource: CloudResource): CloudResource {
    return isCluster(resource) ? withAgentPools(resource, this.existing.values()) : resource;
  }

  /** Deletes a resource with its child resources. */
  private remove(urn: string, id: string): void {
    this.existing.delete(resourceKey({ id, urn }));
    if (isAzure(urn)) for (const deleted of this.manager.remove(id)) this.existing.delete(deleted);
  }

  private async perform<T>(operation: Operation, { id, inputs }: Pick<CloudResource, "id" | "inputs">, act: () => T): Promise<T> {
    const started = performance.now();
    const end = isAzure(operation.urn) ? this.manager.beginChange(id, plainProperties(inputs)) : () => undefined;
    try {
      await this.intercept(operation);
      const result = act();
      this.operations.push({ ...operation, started, ended: performance.now(), failed: false });
      return result;
    } catch (error) {
      this.operations.push({ ...operation, started, ended: performance.now(), failed: true });
      if (error instanceof PartialFailure) act();
      throw error;
    } finally {
      end();
    }
  }

  private computeResource(urn: string, inputs: Properties): CloudResource {
    const type = typeOf(urn);
    if (containsUnknown(inputs)) throw new Error(`${urn}: an input is still unknown`);
    const { id, computed, secrets = [] } = create({ type, name: nameOf(urn), inputs: plainProperties(inputs) }, this.context);
    const marked = Object.fromEntries(Object.entries(computed).map(([key, value]) => [key, secrets.includes(key) ? secret(value) : value]));
    return { id, urn, type, inputs, state: overlay(inputs, marked) as Properties };
  }
}

/** Types of resources that exist in every subscription, so azure-native rejects a create. */
const PREEXISTING_TYPES: ReadonlySet<string> = new Set(["azure-native:security:Pricing"]);

function toOperation(kind: OperationKind, urn: string): Operation {
  return { kind, urn, type: typeOf(urn), name: nameOf(urn) };
}

/** ARM ids are unique. Ids of Kubernetes objects in several clusters and ids of the random provider are not, so these use the URN. */
function resourceKey({ id, urn }: Pick<CloudResource, "id" | "urn">): string {
  return isAzure(urn) ? id.toLowerCase() : urn;
}

function isAzure(urn: string): boolean {
  return typeOf(urn).startsWith("azure-native:");
}
