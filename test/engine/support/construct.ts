import * as grpc from "@grpc/grpc-js";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";

/**
 * Constructs a remote component such as a Helm chart: registers it with the engine as the real provider does, but without
 * children, because the simulation renders no chart.
 */
export async function construct(request: provider.ConstructRequest): Promise<provider.ConstructResponse> {
  const monitor = new ResourceMonitorClient(request.getMonitorendpoint(), grpc.credentials.createInsecure());
  const registration = new resource.RegisterResourceRequest();
  registration.setType(request.getType());
  registration.setName(request.getName());
  registration.setParent(request.getParent());
  registration.setCustom(false);
  registration.setDependenciesList(request.getDependenciesList());
  registration.setObject(request.getInputs());
  const registered = await new Promise<resource.RegisterResourceResponse>((resolve, reject) => {
    monitor.registerResource(registration, (error, response) => (error ? reject(error) : resolve(response)));
  });
  monitor.close();
  const response = new provider.ConstructResponse();
  response.setUrn(registered.getUrn());
  return response;
}
