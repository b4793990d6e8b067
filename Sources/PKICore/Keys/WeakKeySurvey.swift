internal import Platform
import Vocabulary

/// What is weak about all the keys of a folder: each by itself, and together.
package struct WeakKeySurvey: Sendable {
  /// A weakness, and where it is.
  package struct Finding: Sendable {
    /// What was found.
    package let weakness: KeyWeakness
    /// What has the key, in the order in which it was given; never empty.
    package let holders: [SurveyedKey]
  }

  /// What was found, key by key in the order in which they were given.
  package let findings: [Finding]
  /// How many different keys there are.
  package let keyCount: Int
  /// How many RSA moduli were not compared with the others.
  package let uncompared: Int

  /// Examines keys; those that are the same are examined once.
  package init(_ keys: [SurveyedKey], blocklist: KeyBlocklist? = nil) {
    let groups = WeakKeySurvey.groups(keys)
    let moduli = WeakKeySurvey.moduli(groups)
    let shared = SharedFactors(moduli.map(\.modulus))
    let partners = Dictionary(
      uniqueKeysWithValues: shared.partners.map { (moduli[$0.key].group, moduli[$0.value].group) })
    let byGroup = Workers.parallelMap(Array(groups.indices)) { index in
      WeakKeySurvey.findings(groups[index], partner: partners[index].map { groups[$0][0] }, blocklist)
    }
    self.findings = byGroup.flatMap { $0 }
    self.keyCount = groups.count
    self.uncompared = shared.uncompared
  }

  /// Those with one key together. A private key whose parts do not belong together is alone.
  private static func groups(_ keys: [SurveyedKey]) -> [[SurveyedKey]] {
    var groups: [[SurveyedKey]] = []
    var places: [KeyIdentity: Int] = [:]
    for key in keys {
      let identity = key.publicKey.map(KeyIdentity.init)
      if let identity, let place = places[identity] {
        groups[place].append(key)
      } else {
        if let identity { places[identity] = groups.count }
        groups.append([key])
      }
    }
    return groups
  }

  /// The moduli that are compared; two keys may have the same one, with different exponents.
  private static func moduli(_ groups: [[SurveyedKey]]) -> [(group: Int, modulus: [UInt8])] {
    groups.enumerated().compactMap { index, group in group[0].publicKey?.rsaKey.map { (index, $0.modulus) } }
  }

  private static func findings(
    _ group: [SurveyedKey], partner: SurveyedKey?, _ blocklist: KeyBlocklist?
  ) -> [Finding] {
    var found = group[0].publicKey.map(KeyExamination.weaknesses) ?? []
    if let partner { found.append(KeyWeakness(.sharedFactor, "shares a prime with that of \(partner.words)")) }
    if let blocklist, group.contains(where: { $0.publicKey.map(blocklist.names) ?? false }) {
      found.append(KeyWeakness(.blocklisted, "is on the blocklist"))
    }
    if let sharing = sharing(group) { found.append(sharing) }
    var findings = found.map { Finding(weakness: $0, holders: group) }
    for one in group { findings += one.weaknesses.map { Finding(weakness: $0, holders: [one]) } }
    return findings
  }

  /// One key under several names: of subjects, or of files that hold nothing but a private key.
  private static func sharing(_ group: [SurveyedKey]) -> KeyWeakness? {
    let subjects = group.compactMap(\.subject).unique
    if subjects.count > 1 {
      return KeyWeakness(.shared, "serves \(subjects.count) names: \(subjects.joined(separator: ", "))")
    }
    let files = group.filter(\.isKeyFile).map(\.file).unique
    guard files.count > 1 else { return nil }
    return KeyWeakness(.shared, "is in \(files.count) key files: \(files.joined(separator: ", "))")
  }
}

extension [String] {
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

/// A key however it is encoded: an RSA key without its NULL is the same.
private struct KeyIdentity: Hashable {
  private let numbers: RSAPublicKey?
  private let key: SubjectPublicKeyInfo?

  init(_ key: SubjectPublicKeyInfo) {
    numbers = key.rsaKey
    self.key = numbers == nil ? key : nil
  }
}
