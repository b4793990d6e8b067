package import Vocabulary

/// What an operator is told first about a certificate, in the words of Pexip's list of certificates.
package enum CertificateStatus: Hashable, Sendable {
  /// notAfter is past.
  case expired
  /// notBefore is ahead.
  case notYetValid
  /// It ends soon, in so many whole days.
  case daysLeft(Int)
  /// Its signature is made with SHA-1 or older.
  case weakSignature
  /// Its key is too short.
  case weakKey
  /// It is self-signed and serves as a service's certificate, as appliances make until a real one is installed.
  case temporary
  /// Its subject is empty.
  case emptySubject
  /// None of these.
  case good

  /// The words of the list.
  package var words: String {
    switch self {
    case .expired: "Expired"
    case .notYetValid: "Not yet valid"
    case .daysLeft(let days): days == 1 ? "1 day left" : "\(days) days left"
    case .weakSignature: "Weak signature"
    case .weakKey: "Weak key"
    case .temporary: "Temporary"
    case .emptySubject: "Empty subject"
    case .good: "Good"
    }
  }

  /// The status of a rank; nil where there is none.
  init?(rank: Int, daysLeft: Int) {
    let all: [CertificateStatus] = [
      .expired, .notYetValid, .daysLeft(daysLeft), .weakSignature, .weakKey, .temporary, .emptySubject, .good,
    ]
    guard all.indices.contains(rank) else { return nil }
    self = all[rank]
  }

  /// How bad it is; 0 is the worst.
  package var rank: Int {
    switch self {
    case .expired: 0
    case .notYetValid: 1
    case .daysLeft: 2
    case .weakSignature: 3
    case .weakKey: 4
    case .temporary: 5
    case .emptySubject: 6
    case .good: 7
    }
  }
}

extension Certificate {
  /// All that applies at an instant, the worst first; an end counts as soon where one of `warning` is reached. Never
  /// empty.
  package func statuses(at instant: Instant, warning: [Threshold] = [.days(60)]) -> [CertificateStatus] {
    var statuses: [CertificateStatus] = []
    let begin = notBefore.instant
    if let end = notAfter.instant {
      if end < instant {
        statuses.append(.expired)
      } else if warning.contains(where: { $0.isReached(at: instant, notBefore: begin ?? end, notAfter: end) }) {
        statuses.append(.daysLeft(end.days(since: instant)))
      }
    }
    if let begin, begin > instant { statuses.append(.notYetValid) }
    if signatureAlgorithm.isWeakSignature, !isSelfIssued { statuses.append(.weakSignature) }
    if publicKey.isWeak || publicKey.apparentWeaknesses.contains(where: { $0.severity == .error }) {
      statuses.append(.weakKey)
    }
    if isSelfIssued, servesAService { statuses.append(.temporary) }
    if subject.isEmpty { statuses.append(.emptySubject) }
    return statuses.isEmpty ? [.good] : statuses.sorted { $0.rank < $1.rank }
  }

  /// Whether it is a service's own certificate: no CA, or one that names a host all the same.
  private var servesAService: Bool {
    guard (try? basicConstraints)??.isCA ?? false else { return true }
    return hasSubjectAlternativeNames
  }
}

extension SubjectPublicKeyInfo {
  /// Whether the key is shorter than security level 2 asks for: RSA and DSA below 2048 bits, curves below 224.
  package var isWeak: Bool {
    let key = keyDescription
    guard let bits = key.bits else { return false }
    switch algorithm.algorithm {
    case .rsaEncryption, .rsassaPss, .dsa: return bits < 2_048
    case .ecPublicKey: return bits < 224
    default: return false
    }
  }
}
