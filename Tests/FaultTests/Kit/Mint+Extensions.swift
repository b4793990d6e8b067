import PKICore
import Vocabulary

/// DER that a closure writes.
enum DER {
  static func of(_ body: (inout DERWriter) -> Void) -> [UInt8] {
    var writer = DERWriter()
    body(&writer)
    return writer.bytes
  }

  /// A name of one common name.
  static func name(_ text: String) -> DistinguishedName {
    DistinguishedName([NameAttribute(type: .commonName, text: text)])
  }
}

extension Mint {
  private static let identifier: [UInt8] = Array(repeating: 7, count: 20)

  static let authority: Field = (.basicConstraints, true, DER.of { $0.sequence { $0.booleanTrue() } })
  static let subjectKey: Field = (
    .subjectKeyIdentifier, false, DER.of { $0.put(DERTag.octetString, identifier) }
  )
  static let authorityKey: Field = (
    .authorityKeyIdentifier, false,
    DER.of { $0.sequence { $0.put(DERTag.context(0, constructed: false), identifier) } }
  )

  /// Distribution points that are named relative to their issuer, each an attribute.
  static func relativePoints(_ count: Int) -> Field {
    points(count) { point, _ in
      point.put(DERTag.context(0)) { name in
        name.put(DERTag.context(1)) {
          $0.sequence {
            $0.objectIdentifier(.commonName)
            $0.put(DERTag.utf8String, Array("a".utf8))
          }
        }
      }
    }
  }

  /// Distribution points with an address each.
  static func points(_ count: Int) -> Field {
    points(count) { point, index in
      point.put(DERTag.context(0)) { name in
        name.put(DERTag.context(0)) { $0.generalName(.uri("http://crl.example.com/\(index)")) }
      }
    }
  }

  private static func points(_ count: Int, _ body: (inout DERWriter, Int) -> Void) -> Field {
    let value = DER.of { list in
      list.sequence { list in for index in 0..<count { list.sequence { body(&$0, index) } } }
    }
    return (.cRLDistributionPoints, false, value)
  }

  /// Policies that are all different.
  static func policies(_ count: Int) -> Field {
    let value = DER.of { list in
      list.sequence { list in
        for index in 0..<count { list.sequence { $0.objectIdentifier(policy(index)) } }
      }
    }
    return (.certificatePolicies, false, value)
  }

  /// Each policy mapped to the next.
  static func mappings(_ count: Int) -> Field {
    let value = DER.of { list in
      list.sequence { list in
        for index in 0..<count {
          list.sequence {
            $0.objectIdentifier(policy(index))
            $0.objectIdentifier(policy(index + 1))
          }
        }
      }
    }
    return (.policyMappings, true, value)
  }

  private static func policy(_ index: Int) -> ObjectIdentifier { ObjectIdentifier(1, 2, 3, UInt64(index) + 1) }

  /// Permitted host names that are all different.
  static func constraints(_ count: Int) -> Field {
    let value = DER.of {
      $0.sequence {
        $0.put(DERTag.context(0)) { list in
          for index in 0..<count { list.sequence { $0.generalName(.dns(host(index))) } }
        }
      }
    }
    return (.nameConstraints, true, value)
  }

  /// Host names that no constraint permits.
  static func names(_ count: Int) -> Field {
    (.subjectAlternativeName, false, DER.of { $0.generalNames((0..<count).map { .dns("x" + host($0)) }) })
  }

  private static func host(_ index: Int) -> String { String(index, radix: 36) }
}
