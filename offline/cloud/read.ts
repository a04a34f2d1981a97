import { existingResource } from "./azure/azure";
import { inputsOf } from "./azure/idInputs";
import { type CloudContext, type CreateRequest, type CreateResponse, create } from "./cloud";
import { UNKNOWN } from "./unknown";

type Properties = Readonly<Record<string, unknown>>;

export interface ReadRequest extends CreateRequest {
  /** Physical id; {@link UNKNOWN} while it is. */
  readonly id: string;
}

export interface ReadResponse {
  readonly outputs: Properties;
  /** Top-level outputs that are secret. */
  readonly secrets: readonly string[];
}

/** An existing resource that a program reads: its outputs follow from its id, not from the name that the program gives it. */
export function read(request: ReadRequest, context: CloudContext): ReadResponse {
  const { type, id, inputs } = request;
  // The engine does not read a resource with an unknown id.
  if (id === UNKNOWN || id === "") return { outputs: inputs, secrets: [] };
  const { computed, secrets = [] } = existing(type.split(":", 1)[0], request, context);
  return { outputs: { ...inputs, ...computed }, secrets };
}

function existing(pkg: string | undefined, request: ReadRequest, context: CloudContext): CreateResponse {
  switch (pkg) {
    case "azure-native":
      return azureResource(request, context);
    case "kubernetes":
      return kubernetesObject(request, context);
    case "random":
      return randomResource(request, context);
    case "pulumi":
      // Outputs of another stack are in its state.
      return { id: request.id, computed: { outputs: UNKNOWN, secretOutputNames: [] } };
    default:
      return create(request, context);
  }
}

function azureResource({ type, id, inputs }: ReadRequest, context: CloudContext): CreateResponse {
  const [, subscriptionId = context.subscriptionId] = /^\/subscriptions\/([^/]+)/i.exec(id) ?? [];
  // An id does not contain the location.
  const location = inputs.location ?? context.location ?? "westeurope";
  const { computed } = existingResource(type, id, { location, ...inputsOf(type, id), ...inputs }, { ...context, subscriptionId });
  return { id, computed: { location, ...computed } };
}

/** Ids are `namespace/name`, or `name` for cluster-scoped kinds (`parseFqName` in pulumi-kubernetes, provider/pkg/provider/util.go). */
function kubernetesObject({ type, id, inputs }: ReadRequest, context: CloudContext): CreateResponse {
  const [name = id, namespace] = id.split("/", 2).reverse();
  const scope = namespace === undefined ? {} : { namespace };
  const { metadata } = inputs;
  const sent = { ...inputs, metadata: { ...(typeof metadata === "object" && metadata), name, ...scope } };
  const { computed } = create({ type, name, inputs: { ...sent, name, ...scope } }, context);
  // Only a release has its name and namespace at the top level.
  return { id, computed: type.startsWith("kubernetes:helm.sh/") ? { name, ...scope, ...computed } : { ...sent, ...computed } };
}

/** The id of most kinds is their value; a password's is the constant "none", and its value is in the state of the stack that has it. */
function randomResource({ type, id, inputs }: ReadRequest, context: CloudContext): CreateResponse {
  const response = create({ type, name: id, inputs: { length: 16, byteLength: 8, ...inputs } }, context);
  const kind = type.split(":").at(-1) ?? "";
  if (!/^Random(String|Pet|Uuid\d*|Integer)$/.test(kind)) return response;
  return { ...response, computed: { ...response.computed, result: kind === "RandomInteger" ? Number(id) : id } };
}
