internal import Glibc

/// The variables that the process was started with.
package enum Environment {
  /// The value of a variable; nil where it is not set.
  ///
  /// Not for secrets: a String is never wiped.
  package static func value(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// The value of a variable that holds a passphrase; nil where it is not set.
  static func secret(_ name: String) -> Secret? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe Secret(copying: UnsafeRawBufferPointer(start: value, count: strlen(value)))
  }
}
