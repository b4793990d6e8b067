import Vocabulary

extension PathRule {
  /// Names of the reverse zones of the DNS, which stand for addresses.
  static let reverseZones: [PathRule] = [
    .lint(
      "san.arpa-reserved", "BR §7.1.4.2.1", .web(.error), .any, .baseline,
      asks: "A name of a reverse zone stands for no reserved address.", zlint: ["e_subject_contains_reserved_arpa_ip"]
    ) { certificate in
      let reserved = reverseNames(certificate).first { name in
        if case .address(let octets) = ReverseName(name) { ReservedNetwork.holds(octets[...]) } else { false }
      }
      return reserved.map { "The name \($0.text) of \(certificate.name) stands for a reserved address." }
    },
    .lint(
      "san.arpa-malformed", "BR §3.2.2.6, RFC 3596 §2.5", .web(.warning), .any, .baseline,
      asks: "A name of a reverse zone stands for an address.", zlint: ["w_subject_contains_malformed_arpa_ip"]
    ) { certificate in
      let broken = reverseNames(certificate).first { ReverseName($0) == .malformed }
      return broken.map { "The name \($0.text) of \(certificate.name) is of a reverse zone but stands for no address." }
    },
  ]

  private static func reverseNames(_ certificate: LintedCertificate) -> [HostLabels] {
    let names = certificate.hosts + certificate.values(.commonName).map { HostLabels($0) }
    return names.filter { $0.octets.last.map(HostLabels.folded) == UInt8(ascii: "a") && $0.ends(in: "arpa") }
  }
}

/// What a name under `arpa` stands for.
private enum ReverseName: Equatable {
  case address([UInt8])
  case malformed
  case other

  init(_ name: HostLabels) {
    let digits = name.labels.dropLast(2).reversed().map { String(decoding: $0, as: UTF8.self) }
    if name.ends(in: "in-addr.arpa") {
      self = IPAddress.octets(digits.joined(separator: ".")).map { .address($0) } ?? .malformed
    } else if name.ends(in: "ip6.arpa") {
      let nibbles = digits.compactMap { $0.utf8.count == 1 ? UInt8($0, radix: 16) : nil }
      guard digits.count == 32, nibbles.count == 32 else {
        self = .malformed
        return
      }
      self = .address(stride(from: 0, to: 32, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] })
    } else {
      self = .other
    }
  }
}
