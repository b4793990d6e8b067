import TestKit
import Testing

/// What pki makes with one kind of key: a request, a CA, a service's own certificate, and a certificate by the CA.
struct MadeStore {
  let bench: Workbench
  let kind: KeyKind

  init(_ kind: KeyKind) throws {
    self.kind = kind
    bench = try Workbench()
    try bench.putKey(kind.type, as: "k.key")
    try bench.putKey("ec:p256", as: "host.key")
    try bench.pkiMust("csr order --key k.key \(Order.usages)", Order.attributes)
    try bench.pkiMust("selfsigned leaf --leaf --key k.key \(Order.usages)", Order.attributes)
    try bench.pkiMust("selfsigned ca --key k.key", ["CN:Example CA \(kind.type)", "O:Example"])
    try bench.pkiMust("csr host --key host.key --key-usage digitalSignature,keyAgreement \(Order.usages)", Order.attributes)
    try bench.pkiMust("sign host ca --ca-key k.key")
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
}
