import Testing

@testable import ClusterRuntime
