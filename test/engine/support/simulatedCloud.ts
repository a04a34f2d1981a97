import { type CloudContext, create, invoke } from "../../../offline/cloud/cloud";
import { difference } from "../../../offline/cloud/difference";
import { preview, previewUpdate } from "../../../offline/cloud/preview";
import type { Difference } from "../../../offline/cloud/types";
import { containsUnknown, mapValues, overlay, type Properties, plainProperties, secret } from "../../../offline/wire";
import { ResourceManager } from "./resourceManager";
import type { SimulatedArm } from "./simulatedArm";
import { nameOf, typeOf } from "./urn";

export type OperationKind = "create" | "update" | "delete";

/** Something that was asked of Azure or a cluster. */
export interface Operation {
  readonly kind: OperationKind;
  /** The id in Azure where no provider is asked: the approval of Front Door's connection. */
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
}

export interface DoneOperation extends Operation {
  /** Milliseconds of `performance.now()`. */
  readonly started: number;
  readonly ended: number;
  readonly failed: boolean;
}

/** What a test does to an operation before the cloud answers: wait, fail, count. */
export type Intercept = (operation: Operation) => Promise<void> | void;

/** Thrown by an intercept: the resource is there, but not as it was asked for, as after a failed provisioning. */
export class HalfMade extends Error {
  override readonly name = "HalfMade";
}

export interface Standing {
  readonly id: string;
  readonly urn: string;
  readonly type: string;
  readonly inputs: Properties;
  /** Outputs, secrets marked. */
  readonly state: Properties;
}

/** A subscription and its clusters: what stands in them, and what was done to get there. */
export class SimulatedCloud {
  readonly done: DoneOperation[] = [];
  /** Functions that were called, and what they answered. */
  readonly invocations: { readonly token: string; readonly result: Properties }[] = [];
  intercept: Intercept = () => undefined;
  private readonly standing = new Map<string, Standing>();
  private readonly manager = new ResourceManager();

  constructor(
    private readonly context: CloudContext,
    private readonly arm: SimulatedArm,
  ) {
    const type = "Microsoft.Network/privateLinkServices/privateEndpointConnections";
    arm.beforeApproval = (id) => this.perform({ kind: "create", urn: id, type, name: id }, id, () => undefined);
  }

  get resources(): readonly Standing[] {
    return [...this.standing.values()];
  }

  /** Ids of vaults that are deleted and keep their names until soft delete ends. */
  get recoverable(): readonly string[] {
    return this.manager.recoverable;
  }

  preview(urn: string, inputs: Properties): Properties {
    return preview({ type: typeOf(urn), name: nameOf(urn), inputs }, this.context);
  }

  previewUpdate(urn: string, olds: Properties, inputs: Properties): Properties {
    return previewUpdate({ type: typeOf(urn), name: nameOf(urn), inputs }, olds, this.context);
  }

  difference(urn: string, olds: Properties, news: Properties): Difference {
    const request = { type: typeOf(urn), name: nameOf(urn), inputs: plainProperties(news) };
    return difference(request, plainProperties(olds), this.context);
  }

  /** Azure is asked first whether the resource is there: azure-native never takes over what it did not make. */
  async create(urn: string, inputs: Properties): Promise<Standing> {
    const made = this.answer(urn, inputs);
    const isArm = isAzure(urn);
    const taken = isArm && (this.standing.has(keyOf(made)) || THERE_FROM_THE_START.has(typeOf(urn)));
    if (taken) throw new Error(`cannot create already existing resource '${made.id}'`);
    if (isArm) this.manager.allowCreate(made.id, plainProperties(inputs));
    return this.perform(operationOn("create", urn), made.id, () => {
      this.standing.set(keyOf(made), made);
      if (isArm) this.manager.created(made.id);
      if (made.type === "azure-native:cdn:AFDOrigin") this.arm.originCreated(plainProperties(inputs));
      return made;
    });
  }

  async update(urn: string, inputs: Properties): Promise<Standing> {
    const changed = this.answer(urn, inputs);
    return this.perform(operationOn("update", urn), changed.id, () => {
      const { inputs: olds = inputs } = this.standing.get(keyOf(changed)) ?? {};
      const { refused } = this.difference(urn, olds, inputs);
      if (refused.length > 0) throw new Error(`Code="PropertyChangeNotAllowed": changing '${refused.join("', '")}' is not allowed`);
      this.standing.set(keyOf(changed), changed);
      return changed;
    });
  }

  async delete(urn: string, id: string): Promise<void> {
    if (isAzure(urn)) this.manager.allowDelete(id);
    await this.perform(operationOn("delete", urn), id, () => this.take(urn, id));
  }

  find(urn: string, id: string): Standing | undefined {
    return this.standing.get(keyOf({ id, urn }));
  }

  /** Somebody else removes a resource. */
  lose(urn: string): void {
    for (const { id, urn: own } of this.standing.values()) if (own === urn) this.take(urn, id);
  }

  invoke(token: string, args: Properties): Properties {
    const { result: general, secret: isSecret } = invoke(token, plainProperties(args), this.context);
    // A `get…` function reads what stands; what no stack has made is described in general.
    const standing = this.standing.get(`${general.id}`.toLowerCase());
    const result = standing === undefined ? general : { ...plainProperties(standing.state), id: standing.id };
    this.invocations.push({ token, result });
    return isSecret ? mapValues(result, secret) : result;
  }

  /** With all that stands in it. */
  private take(urn: string, id: string): void {
    this.standing.delete(keyOf({ id, urn }));
    if (isAzure(urn)) for (const gone of this.manager.deleted(id)) this.standing.delete(gone);
  }

  private async perform<T>(operation: Operation, id: string, act: () => T): Promise<T> {
    const started = performance.now();
    const end = isAzure(operation.urn) ? this.manager.begin(id) : () => undefined;
    try {
      await this.intercept(operation);
      const result = act();
      this.done.push({ ...operation, started, ended: performance.now(), failed: false });
      return result;
    } catch (error) {
      this.done.push({ ...operation, started, ended: performance.now(), failed: true });
      if (error instanceof HalfMade) act();
      throw error;
    } finally {
      end();
    }
  }

  private answer(urn: string, inputs: Properties): Standing {
    const type = typeOf(urn);
    if (containsUnknown(inputs)) throw new Error(`${urn}: an input is still unknown`);
    const { id, computed, secrets = [] } = create({ type, name: nameOf(urn), inputs: plainProperties(inputs) }, this.context);
    const marked = Object.fromEntries(Object.entries(computed).map(([key, value]) => [key, secrets.includes(key) ? secret(value) : value]));
    return { id, urn, type, inputs, state: overlay(inputs, marked) as Properties };
  }
}

/** What every subscription has: who asks azure-native to create it is refused. */
const THERE_FROM_THE_START: ReadonlySet<string> = new Set(["azure-native:security:Pricing"]);

function operationOn(kind: OperationKind, urn: string): Operation {
  return { kind, urn, type: typeOf(urn), name: nameOf(urn) };
}

/** Azure's ids are unique by themselves; those of objects in several clusters, and of the random provider, are not. */
function keyOf({ id, urn }: Pick<Standing, "id" | "urn">): string {
  return isAzure(urn) ? id.toLowerCase() : urn;
}

function isAzure(urn: string): boolean {
  return typeOf(urn).startsWith("azure-native:");
}
