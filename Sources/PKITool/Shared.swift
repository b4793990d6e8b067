/// One value that cannot be copied, lent to several inputs.
final class Shared<Value: ~Copyable & Sendable>: Sendable {
  private let value: Value

  init(_ value: consuming Value) {
    self.value = value
  }

  /// Lends the value for the time of the call.
  func with<Result, Failure: Error>(_ body: (borrowing Value) throws(Failure) -> Result) throws(Failure) -> Result {
    try body(value)
  }
}
