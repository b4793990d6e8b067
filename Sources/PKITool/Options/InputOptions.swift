package import Console
import PKICore
import Platform

/// How what is named on the command line is read.
package struct InputOptions: OptionGroup {
  /// Whether the subfolders of a folder are walked too.
  package var isRecursive = false
  /// Where the passphrase of what is locked comes from; nil leaves it locked.
  package var passin = PassphraseInput()

  /// Folders without their subfolders.
  package init() {}

  package static let options: [Option<Self>] =
    [.flag("recursive", \.isRecursive, "walk the subfolders of a folder too", short: "r")]
    + PassphraseInput.options.map { $0.at(\.passin) }
}

/// A number of bytes, with K, M or G behind it.
package struct ByteCount: OptionValue, Hashable {
  /// How many.
  package var bytes: Int

  /// Digits, then nothing, K, M or G.
  package static func parse(_ text: String) throws(InvalidValue) -> ByteCount {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
    let unit = text.last.flatMap { units[Character($0.uppercased())] }
    guard let number = Int(unit == nil ? text[...] : text.dropLast()), number > 0, number < 1 << 32 else {
      throw InvalidValue(expected: "a number of bytes such as 64M")
    }
    return ByteCount(bytes: number * (unit ?? 1))
  }

  /// In the largest unit that divides it.
  package var shown: String? {
    for (unit, size) in [("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10)] where bytes % size == 0 {
      return "\(bytes / size)\(unit)"
    }
    return String(bytes)
  }
}

/// Something to be read: a file that was named, or one that was found in a folder.
struct Input: Sendable {
  /// Its path; "-" is standard input.
  let path: String
  /// Whether it was found, not named: then it is passed over where it holds nothing of ours.
  let isFound: Bool
  // There may be a hundred thousand inputs and hardly an error.
  private let errors: [PKIError]

  init(path: String, isFound: Bool, error: PKIError? = nil) {
    self.path = path
    self.isFound = isFound
    self.errors = error.map { [$0] } ?? []
  }

  /// Why it cannot be read, where that is known already.
  var error: PKIError? { errors.first }
}

extension World {
  /// What operands stand for: files as they are, folders as the files in them.
  func inputs(_ operands: [String], recursive: Bool) -> [Input] {
    var inputs: [Input] = []
    for path in operands {
      guard path != "-", (try? folder.kind(of: path)) == .folder else {
        inputs.append(Input(path: path, isFound: false))
        continue
      }
      do {
        let entries = try folder.entries(of: path, recursive: recursive)
        inputs += entries.files.map { Input(path: $0, isFound: true) }
        inputs += entries.failures.map { failure in
          Input(path: failure.object, isFound: false, error: PKIError(reading: .system(failure)))
        }
      } catch {
        inputs.append(Input(path: path, isFound: false, error: PKIError(reading: .system(error))))
      }
    }
    return inputs
  }
}
