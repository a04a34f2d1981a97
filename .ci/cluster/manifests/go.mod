module hardened-aks/cluster-manifests

go 1.26

// Charts and custom resource definitions; no code of these modules is built.
require (
	github.com/cert-manager/cert-manager v1.21.2
	github.com/cert-manager/trust-manager v0.25.0
	github.com/external-secrets/external-secrets v1.3.2
	istio.io/api v1.31.1
	sigs.k8s.io/gateway-api v1.6.3
	sigs.k8s.io/secrets-store-csi-driver v1.5.4
)
