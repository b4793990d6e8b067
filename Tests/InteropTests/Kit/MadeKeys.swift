import Synchronization
import TestKit
import Testing

/// Private keys that pki made, a type once in a run of the tests: RSA is dear.
enum MadeKeys {
  /// The file of a key of the type, PEM.
  static func key(_ type: String) throws -> [UInt8] {
    try made.withLock { made in
      if let key = made[type] { return key }
      let bench = try Workbench()
      try bench.pkiMust("csr k CN:k.example.org --key-type \(type)")
      let key = try bench.folder.bytes("k.key")
      made[type] = key
      return key
    }
  }

  private static let made = Mutex<[String: [UInt8]]>([:])
}

extension Workbench {
  /// Puts a key that pki made into the folder.
  func putKey(_ type: String, as name: String) throws {
    try folder.write(try MadeKeys.key(type), to: name, mode: 0o600)
  }

  /// The options that use one key that is made once: `--key` of a file that is put here.
  func reuseKey(_ type: String = "ec:p256") throws -> String {
    let name = "made-\(type.replacing(":", with: "")).key"
    if Disk.status(folder.path(name)) == nil { try putKey(type, as: name) }
    return "--key \(name)"
  }
}
