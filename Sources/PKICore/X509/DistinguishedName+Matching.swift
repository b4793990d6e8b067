package import Vocabulary

extension DistinguishedName {
  /// Whether both names are the same name by RFC 5280 §7.1, as libcrypto compares them: whatever the string types,
  /// the case of ASCII letters and the amount of white space.
  package func matches(_ other: DistinguishedName) -> Bool {
    self == other || comparisonKey == other.comparisonKey
  }

  /// Equal for two names exactly if they match; to find names in a dictionary by.
  package var comparisonKey: [[String]] {
    relativeNames.map { relativeName in relativeName.map(\.comparisonKey).sorted() }
  }
}

extension DistinguishedName {
  /// Whether two encoded names are for certain not the same, told without decoding them; false where only `matches`
  /// can tell.
  ///
  /// Most certificates have an issuer with another name than their own: of a thousand that are listed, all but a few
  /// need no further look.
  static func certainlyDiffer(_ a: DERSlice, _ b: DERSlice) -> Bool {
    do throws(DERError) {
      var (left, right) = (a.reader(), b.reader())
      left = try left.next(DERTag.sequence).children
      right = try right.next(DERTag.sequence).children
      while !left.atEnd, !right.atEnd {
        var (one, other) = (try left.next(DERTag.set).children, try right.next(DERTag.set).children)
        let (attribute, otherAttribute) = (try one.next(DERTag.sequence), try other.next(DERTag.sequence))
        // The attributes of a relative name stand in an order that has nothing to do with what they say.
        guard one.atEnd, other.atEnd else { return false }
        guard attribute.slice != otherAttribute.slice else { continue }
        return try NameAttribute.certainlyDiffer(attribute.children, otherAttribute.children)
      }
      return left.atEnd != right.atEnd
    } catch {
      return false
    }
  }
}

extension NameAttribute {
  /// Whether two attributes differ in their types, or in ASCII text however it is folded.
  fileprivate static func certainlyDiffer(_ a: DERReader, _ b: DERReader) throws(DERError) -> Bool {
    var (left, right) = (a, b)
    guard try left.next(DERTag.objectIdentifier).slice == right.next(DERTag.objectIdentifier).slice else { return true }
    let (value, other) = (try left.next(), try right.next())
    let textual = [DERTag.utf8String, DERTag.printableString, DERTag.ia5String]
    guard textual.contains(value.tag), textual.contains(other.tag) else { return false }
    var (one, another) = (FoldedOctets(value.contentSlice.octets), FoldedOctets(other.contentSlice.octets))
    while true {
      let (octet, next) = (one.next(), another.next())
      if octet == nil, next == nil { return false }
      if max(octet ?? 0, next ?? 0) >= 0x80 { return false }
      if octet != next { return true }
    }
  }

  /// Octets with capitals made small and white space counted once, none at either end.
  private struct FoldedOctets: IteratorProtocol {
    private var rest: ArraySlice<UInt8>
    private var hasBegun = false

    init(_ octets: ArraySlice<UInt8>) { rest = octets }

    mutating func next() -> UInt8? {
      var hasSpace = false
      while let octet = rest.first, octet == 0x20 || (9...13).contains(octet) {
        hasSpace = true
        rest.removeFirst()
      }
      guard let octet = rest.first else { return nil }
      if hasSpace, hasBegun { return 0x20 }
      rest.removeFirst()
      hasBegun = true
      return (65...90).contains(octet) ? octet + 32 : octet
    }
  }

  /// Type and folded value. What is no valid string is compared octet by octet.
  fileprivate var comparisonKey: String {
    let prefix = Hexadecimal.text(type.content)
    guard isWellFormed || stringTag == DERTag.printableString else {
      return prefix + "#\(stringTag)" + Hexadecimal.text(content)
    }
    var folded = prefix + "="
    var pendingSpace = false
    for scalar in text.unicodeScalars {
      if scalar == " " || (9...13).contains(scalar.value) {
        pendingSpace = true
        continue
      }
      if pendingSpace, folded.utf8.count > prefix.utf8.count + 1 { folded += " " }
      pendingSpace = false
      let isUpper = (65...90).contains(scalar.value)
      folded.unicodeScalars.append(isUpper ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
    }
    return folded
  }
}
