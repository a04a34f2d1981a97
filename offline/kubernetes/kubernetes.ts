import type * as resource from "@pulumi/pulumi/proto/resource_pb";
import type { Registration } from "../registration";
import type { Renderings } from "../renderings";
import type { Registered } from "../responses";
import { containsUnknown, type Properties, plainProperties } from "../wire";
import { construct, providerOf } from "./construct";
import { callKubernetesFunction } from "./functions";

/** What rendering needs of the resource monitor. */
export interface Host {
  readonly registrations: readonly Registration[];
  readonly renderings: Renderings;
  find(urn: string): Registration | undefined;
  register(request: resource.RegisterResourceRequest): Registered | Promise<Registered>;
}

/** The functions and remote components of the Kubernetes provider. */
export class Kubernetes {
  constructor(private readonly host: Host) {}

  /** Registers the children of a remote component, and returns its outputs. */
  construct(request: resource.RegisterResourceRequest, registration: Registration): Properties | Promise<Properties> {
    const providerInputs = this.providerInputs(providerOf(request));
    return construct({
      request,
      registration,
      providerInputs,
      isProviderUnknown: containsUnknown(providerInputs),
      renderings: this.host.renderings,
      register: (child) => this.host.register(child),
    });
  }

  /** Result of a function: the objects that a text, chart or folder contains. */
  call(request: resource.ResourceInvokeRequest): Properties {
    // The engine calls no function of a provider whose configuration is unknown, and returns no result (provider_plugin.go).
    if (containsUnknown(this.providerInputs(request.getProvider()))) return {};
    const { objects, missing } = callKubernetesFunction(request.getTok(), plainProperties(request.getArgs()?.toJavaScript() ?? {}));
    if (missing !== undefined) this.host.renderings.notRendered(missing.name, missing.reason, this.urnOf(missing));
    return { result: objects };
  }

  /** URN of the component that calls a function for its objects; empty as long as it is not registered. */
  private urnOf({ type, name }: { readonly type: string; readonly name: string }): string {
    const components = this.host.registrations.filter((one) => one.type === type && (one.name === name || one.inputs.directory === name));
    return components.at(-1)?.urn ?? "";
  }

  private providerInputs(reference: string): Properties | undefined {
    return this.host.find(reference.slice(0, reference.lastIndexOf("::")))?.inputs;
  }
}
