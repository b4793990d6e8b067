/// One entry of a subject alternative name and of the other lists of RFC 5280 §4.2.1.6.
package enum GeneralName: Hashable, Sendable {
  /// A host name as it stands in the certificate; may begin with `*.`.
  case dns(String)
  /// An e-mail address (rfc822Name).
  case email(String)
  /// A URI.
  case uri(String)
  /// An IP address of 4 or 16 octets; with its mask, 8 or 32, inside name constraints.
  case ip([UInt8])
  /// A directory name.
  case directory(DistinguishedName)
  /// A registered object identifier.
  case registeredID(ObjectIdentifier)
  /// A Microsoft user principal name (otherName 1.3.6.1.4.1.311.20.2.3).
  case upn(String)
  /// A service name (otherName 1.3.6.1.5.5.7.8.7, RFC 4985): `_sips.example.com`.
  case srv(String)
  /// Any other otherName: its type and the DER of its value.
  case other(ObjectIdentifier, value: [UInt8])
  /// x400Address or ediPartyName, tag number 3 or 5, kept as DER.
  case unsupported(tag: UInt8, content: [UInt8])

  /// The word that stands before the value: `DNS`, `IP`, `email`, …
  package var kind: String {
    switch self {
    case .dns: "DNS"
    case .email: "email"
    case .uri: "URI"
    case .ip: "IP"
    case .directory: "directory name"
    case .registeredID: "RID"
    case .upn: "UPN"
    case .srv: "SRV"
    case .other: "otherName"
    case .unsupported(let tag, _): tag == 3 ? "X.400 address" : "EDI party name"
    }
  }

  /// The value alone as text.
  package var value: String {
    switch self {
    case .dns(let text), .email(let text), .uri(let text), .upn(let text), .srv(let text): text
    case .ip(let octets): IPAddress.text(octets)
    case .directory(let name): name.description
    case .registeredID(let identifier): identifier.description
    case .other(let type, let value):
      otherText.map { "\(type);\($0.type):\($0.text)" } ?? "\(type);" + Hexadecimal.text(value)
    case .unsupported(_, let content): Hexadecimal.text(content)
    }
  }
}

extension GeneralName: CustomStringConvertible {
  /// Kind and value: `DNS:cb.example.com`.
  package var description: String { kind + ":" + value }
}
