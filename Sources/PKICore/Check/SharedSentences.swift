import Vocabulary

// One condition has one wording, whoever finds it.
extension Instant {
  /// Of the end of a certificate that is past: "The certificate expired 3 days ago, on …".
  func expiredSentence(at now: Instant) -> Sentence {
    "The certificate expired \(max(0, -days(since: now)), "day", as: "n") ago, on \(self, as: "date")."
  }

  /// Of the end of a certificate that is ahead: "The certificate expires in 3 days, on …".
  func endSentence(at now: Instant) -> Sentence {
    "The certificate expires in \(days(since: now), "day", as: "n"), on \(self, as: "date")."
  }
}

extension Certificate {
  /// Of a key that is shorter than it should be.
  var weakKeySentence: Sentence {
    let (name, key) = (subject.shortText, publicKey.keyDescription)
    guard let bits = key.bits else { return "The key of \(name, as: "cn") is too weak (\(key.text, as: "alg"))." }
    return "The key of \(name, as: "cn") is too weak (\(key.algorithm, as: "alg") \(bits, as: "bits") bits)."
  }

  /// Of a signature by a weak hash function.
  func weakSignatureSentence(wanting digest: String = "SHA-256") -> Sentence {
    let (name, used) = (subject.shortText, signatureAlgorithm.signatureName)
    return "\(name, as: "cn") is signed with \(used, as: "alg"); use \(digest) or better."
  }
}
