import Console
import Platform

extension StandardInput {
  /// Throws where several options read it: nothing is left for the second.
  static func check(_ readers: [(option: String, paths: [String])]) throws(UsageError) {
    let takers = readers.flatMap { reader in reader.paths.filter { $0 == "-" }.map { _ in reader.option } }
    guard takers.count > 1 else { return }
    throw UsageError(
      "\(takers[0]) and \(takers[1]) both read standard input, which is there once", hint: "name a file for one of them"
    )
  }
}
