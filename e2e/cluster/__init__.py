"""A Kubernetes control plane on this machine, for tests of the chart."""
