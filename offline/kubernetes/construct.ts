/** Registers the children of a remote component in place of its provider's `Construct`. */
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { structLike } from "../protocol";
import type { Registration } from "../registration";
import type { Renderings } from "../renderings";
import type { Registered } from "../responses";
import { type Properties, resourceReference } from "../wire";
import type { Child } from "./children";
import { isRenderedComponent, renderComponent } from "./components";
import { defaultNamespace } from "./namespace";

type RegisterRequest = resource.RegisterResourceRequest;

export interface Construction {
  /** The component's own request and registration. */
  readonly request: RegisterRequest;
  readonly registration: Registration;
  /** Configuration of the component's provider; undefined for the default provider. */
  readonly providerInputs: Properties | undefined;
  /** Whether values of the provider's configuration are unknown: the engine then constructs no children (provider_plugin.go). */
  readonly isProviderUnknown: boolean;
  readonly renderings: Renderings;
  /** Registers a child. */
  readonly register: (request: RegisterRequest) => Registered | Promise<Registered>;
}

/** @returns the component's outputs: a promise only if there are children. */
export function construct({ request, registration, ...context }: Construction): Properties | Promise<Properties> {
  const { urn, type, name, inputs } = registration;
  if (!isRenderedComponent(type)) return {};
  if (context.isProviderUnknown) {
    context.renderings.notRendered(name, "its provider's configuration is unknown", urn);
    return {};
  }
  const namespace = defaultNamespace(context.providerInputs);
  const { children, missing } = renderComponent({ type, name, inputs, defaultNamespace: namespace });
  if (missing === undefined) context.renderings.rendered(urn);
  else context.renderings.notRendered(name, missing, urn);
  return children.length === 0 ? {} : registerChildren(children, request, registration, context.register);
}

async function registerChildren(
  children: readonly Child[],
  parent: RegisterRequest,
  component: Registration,
  register: Construction["register"],
): Promise<Properties> {
  const urns = new Map<string, string>();
  const references: Properties[] = [];
  for (const child of children) {
    const registered = await register(childRequest(child, parent, component, urns));
    urns.set(child.id, registered.getUrn());
    references.push(resourceReference(registered.getUrn(), registered.getId()));
  }
  return { resources: references };
}

function childRequest(child: Child, parent: RegisterRequest, component: Registration, urns: ReadonlyMap<string, string>): RegisterRequest {
  const request = new resource.RegisterResourceRequest();
  request.setType(child.type);
  request.setName(child.name);
  request.setParent(component.urn);
  request.setCustom(true);
  request.setObject(structLike(parent.getObject(), child.inputs));
  request.setProvider(providerOf(parent));
  request.setDependenciesList(child.dependencies.flatMap((id) => urns.get(id) ?? []));
  // The engine passes these options of a parent on to its children (source_eval.go: `inheritFromParent`).
  if (component.options.protect) request.setProtect(true);
  if (component.options.retainOnDelete || child.retainOnDelete) request.setRetainondelete(true);
  if (component.options.deletedWith !== "") request.setDeletedwith(component.options.deletedWith);
  return request;
}

/** Reference of the provider that a component and its children use; empty for the default provider. */
export function providerOf(component: RegisterRequest): string {
  return component.getProvider() || (component.getProvidersMap().get("kubernetes") ?? "");
}
