import Console
import PKICore

/// From which severity on findings make the answer no: exit code 1.
package enum FailOn: String, Choice {
  case error
  /// Warnings too.
  case warning
  /// They are only shown.
  case never

  /// The least severity that counts; nil where none does.
  var severity: Severity? {
    switch self {
    case .error: .error
    case .warning: .warning
    case .never: nil
    }
  }
}
