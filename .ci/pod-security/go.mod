module hardened-aks/ci/pod-security

go 1.25.0

require k8s.io/pod-security-admission v0.37.2
