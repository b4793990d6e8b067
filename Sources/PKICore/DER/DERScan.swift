import Vocabulary

/// The bounded walk over DER that comes before libcrypto: sizes, depth and counts, linear in the octets.
///
/// What cannot be walked even by the lax rules passes here as far as its size and depth allow: libcrypto refuses it
/// where it stands, before it does any of the costly work.
package enum DERScan {
  /// Holds the DER of one certificate against the limits.
  package static func certificate(
    _ der: [UInt8], limits: DERLimits = .standard
  ) throws(LimitExceeded) {
    try check(der.count, limits.certificateOctets, "octets in one certificate", option: "--max-size")
    try nesting(DERSlice(der), limits: limits)
    guard let extensions = extensions(in: der) else { return }
    try check(count(extensions), limits.extensions, "extensions in one certificate")
    var reader = extensions.children
    while let element = try? reader.next() {
      guard let (identifier, value) = contents(of: element) else { continue }
      try nesting(value, limits: limits)
      try content(of: identifier, value, limits: limits)
    }
  }

  /// Holds the depth of any DER against the limit: one pass, without recursion.
  package static func nesting(_ slice: DERSlice, limits: DERLimits = .standard) throws(LimitExceeded) {
    // The end of each open element; nil for one of indefinite length.
    var ends: [Int?] = []
    let bytes = slice.bytes
    var position = slice.range.lowerBound
    while position < slice.range.upperBound {
      while case .some(.some(let end)) = ends.last, position >= end { ends.removeLast() }
      if case .some(.none) = ends.last, bytes[position] == 0 {
        ends.removeLast()
        position += 2
        continue
      }
      guard let header = try? BERHeader(bytes, at: position, end: slice.range.upperBound) else { return }
      guard bytes[position] & 0x20 != 0 else {
        position = header.content + (header.length ?? 0)
        continue
      }
      ends.append(header.length.map { header.content + $0 })
      try check(ends.count, limits.depth, "elements inside one another")
      position = header.content
    }
  }

  private static func content(
    of identifier: ObjectIdentifier, _ value: DERSlice, limits: DERLimits
  ) throws(LimitExceeded) {
    var reader = value.reader(.lax)
    guard let element = try? reader.next() else { return }
    switch identifier {
    case .subjectAlternativeName, .issuerAlternativeName:
      try check(count(element), limits.alternativeNames, "alternative names in one certificate")
    case .cRLDistributionPoints, .freshestCRL:
      let found = relativeNames(element)
      try check(found, limits.relativeDistributionPoints, "relative distribution point names in one certificate")
    case .nameConstraints:
      var found = 0
      var trees = element.children
      while let tree = try? trees.next() { found += count(tree) }
      try check(found, limits.nameConstraints, "name constraints in one certificate")
    case .certificatePolicies, .policyMappings, .microsoftApplicationPolicies:
      try check(count(element), limits.policies, "policies in one certificate")
    default: break
    }
  }

  /// The SEQUENCE OF Extension of a certificate; nil where there is none or none can be found.
  private static func extensions(in der: [UInt8]) -> DERElement? {
    var outer = DERReader(der, rules: .lax)
    guard var certificate = try? outer.next(DERTag.sequence).children,
      var fields = try? certificate.next(DERTag.sequence).children
    else { return nil }
    while let field = try? fields.next() {
      guard field.tag == DERTag.context(3) else { continue }
      var inner = field.children
      return try? inner.next(DERTag.sequence)
    }
    return nil
  }

  private static func contents(of element: DERElement) -> (ObjectIdentifier, DERSlice)? {
    var fields = element.children
    guard let identifier = try? fields.objectIdentifier() else { return nil }
    if fields.nextTag == DERTag.boolean, (try? fields.next()) == nil { return nil }
    guard let value = try? fields.octetString() else { return nil }
    return (identifier, value)
  }

  private static func relativeNames(_ points: DERElement) -> Int {
    var found = 0
    var reader = points.children
    while let point = try? reader.next() {
      var fields = point.children
      while let field = try? fields.next() {
        guard field.tag == DERTag.context(0) else { continue }
        var name = field.children
        if let choice = try? name.next(), choice.tag == DERTag.context(1) { found += 1 }
      }
    }
    return found
  }

  private static func count(_ element: DERElement) -> Int {
    var found = 0
    var reader = element.children
    while (try? reader.next()) != nil { found += 1 }
    return found
  }

  private static func check(
    _ found: Int, _ limit: Int, _ what: String, option: String? = nil
  ) throws(LimitExceeded) {
    guard found <= limit else { throw LimitExceeded(what, limit: limit, found: found, option: option) }
  }
}
