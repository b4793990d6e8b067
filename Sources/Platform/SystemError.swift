/// Why the machine did not do what was asked: the operation, the object and `errno`.
package struct SystemError: Error, Hashable {
  /// What was tried, in the infinitive: "open", "write", "rename".
  package let operation: String
  /// The path, address or other object it was tried on; never a secret.
  package let object: String
  /// The C library's `errno`.
  package let code: Int32

  /// An error of the C library with its object.
  package init(operation: String, object: String, code: Int32) {
    self.operation = operation
    self.object = object
    self.code = code
  }
}
