//go:build tools

// Names what tools/build_cluster builds beside the control plane, so that go.mod knows of it.
package main

import _ "k8s.io/kubernetes/cmd/kubectl"
