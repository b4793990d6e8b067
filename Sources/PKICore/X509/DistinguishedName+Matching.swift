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

extension NameAttribute {
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
