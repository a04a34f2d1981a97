//go:build tools

// Package tools pins the version of the Pulumi CLI that Go builds where no CLI is installed.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
