//go:build tools

// Package tools pins the Pulumi CLI, for machines that can get Go modules but not the CLI itself.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
