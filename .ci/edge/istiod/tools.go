//go:build tools

// Package tools pins the module of the program that .ci/edge-tools.sh builds.
package tools

import _ "istio.io/istio/pilot/cmd/pilot-discovery"
