import Testing

@testable import JSEngine
