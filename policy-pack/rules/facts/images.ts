/**
 * Registries that belong to someone who answers for their images: a private Azure Container Registry, in each Azure cloud, and
 * Microsoft's own, which the AKS documentation names as a reputable vendor of base images. `*.` is one label of a host name.
 */
export const DEFAULT_REGISTRIES: readonly string[] = ["*.azurecr.io", "*.azurecr.us", "*.azurecr.cn", "mcr.microsoft.com"];

/** Public repositories in which only the projects of widely used charts publish, and Docker's own selection of images. */
export const PROJECT_REPOSITORIES: readonly string[] = [
  "registry.k8s.io",
  "quay.io/jetstack",
  "ghcr.io/external-secrets",
  "oci.external-secrets.io",
  "docker.io/istio",
  "gcr.io/istio-release",
  "registry.istio.io",
  "docker.io/envoyproxy",
  "quay.io/prometheus",
  "quay.io/prometheus-operator",
  "quay.io/kiwigrid",
  "docker.io/grafana",
  "quay.io/argoproj",
  "ghcr.io/kedacore",
  "ghcr.io/fluxcd",
  "gcr.io/distroless",
  "docker.io/library",
];

/** Images that write configuration next to their program, so that they cannot start with a read-only root file system. */
export const WRITABLE_IMAGES: readonly string[] = ["ingress-nginx/controller", "ingress-nginx/controller-chroot"];

/** Names of images that contain a tool chain: everything that an application is built with. */
export const TOOLCHAIN_IMAGES: readonly string[] = ["golang", "maven", "gradle", "gcc", "rust", "buildpack-deps", "build", "builder"];
