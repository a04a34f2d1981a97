//go:build tools

// Package tools pins the version of KWOK, which plays nodes and kubelets.
package tools

import _ "sigs.k8s.io/kwok/cmd/kwok"
