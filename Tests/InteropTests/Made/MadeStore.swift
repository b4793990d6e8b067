import Synchronization
import TestKit
import Testing

/// What pki makes with one kind of key: a request, a CA, a service's own certificate, and a certificate by the CA.
struct MadeStore {
  let bench: Workbench
  let kind: KeyKind

  init(_ kind: KeyKind) throws {
    self.kind = kind
    bench = try Workbench()
    for (name, bytes) in try Self.files(kind) {
      try bench.folder.write(bytes, to: name, mode: name.hasSuffix(".key") ? 0o600 : 0o644)
    }
  }

  /// The key usages of the certificates, as an operator writes them.
  func usages(of document: Document) -> [String] {
    let encipherment = kind.isRSA ? ["keyEncipherment"] : []
    return switch document {
    case .request, .leaf: ["digitalSignature"] + encipherment
    case .authority: ["digitalSignature"] + encipherment + ["keyCertSign", "cRLSign"]
    case .signed: ["digitalSignature", "keyAgreement"]
    }
  }

  enum Document: String, CaseIterable {
    case request = "order.csr"
    case leaf = "leaf.crt"
    case authority = "ca.crt"
    case signed = "host.crt"

    /// How long pki says that it is valid.
    var days: Int { self == .authority ? 3_650 : 825 }
    /// The certificate whose key signed it.
    var issuer: String { self == .signed ? "ca.crt" : rawValue }
  }

  // Made once for all witnesses, and held as bytes, so that nothing of it is left on the disk.
  private static let made = Mutex<[String: [String: [UInt8]]]>([:])

  private static func files(_ kind: KeyKind) throws -> [String: [UInt8]] {
    if let files = made.withLock({ $0[kind.type] }) { return files }
    let bench = try Workbench()
    try bench.putKey(kind.type, as: "k.key")
    try bench.putKey("ec:p256", as: "host.key")
    let usages = "--key host.key --key-usage digitalSignature,keyAgreement \(Order.usages)"
    try bench.pkiMust("csr order --key k.key \(Order.usages)", Order.attributes)
    try bench.pkiMust("selfsigned leaf --leaf --key k.key \(Order.usages)", Order.attributes)
    try bench.pkiMust("selfsigned ca --key k.key", ["CN:Example CA \(kind.type)", "O:Example"])
    try bench.pkiMust("csr host \(usages)", Order.attributes)
    try bench.pkiMust("sign host ca --ca-key k.key")
    var files: [String: [UInt8]] = [:]
    for name in bench.folder.names { files[name] = try bench.folder.bytes(name) }
    let all = files
    made.withLock { $0[kind.type] = all }
    return files
  }
}
