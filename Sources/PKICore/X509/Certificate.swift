internal import Platform
internal import Synchronization
package import Vocabulary

/// An X.509 certificate (RFC 5280 §4.1) as it is encoded, read without libcrypto.
///
/// Its frame is read at once; names, keys and extensions when they are asked for. Copies share one storage. What
/// is no strict DER but readable by the lax rules is read so, with the reason among the `faults`.
package struct Certificate: Sendable {
  let storage: Storage

  /// Everything the frame says, read once.
  final class Storage: Sendable {
    let der: [UInt8]
    let frame: Frame
    let faults: [String]
    /// Whether issuer and subject are the same name: comparing names costs more than reading them.
    private let selfIssued = AskedOnce()
    /// Whether the certificate's own key signed it.
    let signedWithOwnKey = AskedOnce()
    /// The hash of all octets, once that was asked; 0 where it was not.
    private let knownHash = Atomic<Int>(0)

    init(der: [UInt8], frame: Frame, faults: [String]) {
      self.der = der
      self.frame = frame
      self.faults = faults
    }

    /// Of all octets, with the process's own secret: nobody can make certificates that collide.
    var hash: Int {
      let known = knownHash.load(ordering: .relaxed)
      guard known == 0 else { return known }
      var hasher = Hasher()
      hasher.combine(octets: der)
      let hash = hasher.finalize()
      knownHash.store(hash, ordering: .relaxed)
      return hash
    }

    var isSelfIssued: Bool {
      selfIssued {
        frame.issuer == frame.subject
          || !DistinguishedName.certainlyDiffer(frame.issuer, frame.subject)
            && DistinguishedName(reading: frame.issuer).matches(DistinguishedName(reading: frame.subject))
      }
    }
  }

  /// The certificate that `der` consists of; octets after it are cut off and mentioned in `faults`.
  ///
  /// Throws where the frame cannot be read: then nothing of it can be shown.
  package init(der: [UInt8]) throws(DERError) {
    var faults: [String] = []
    do {
      let frame = try Frame(der, .strict, faults: &faults)
      self.storage = Storage(der: der, frame: frame, faults: faults)
    } catch let strict {
      faults = [strict.description]
      var reader = DERReader(der, rules: .lax)
      let whole = try reader.next(DERTag.sequence).whole
      let exact = whole.count == der.count ? der : Array(der[whole])
      do {
        let frame = try Frame(exact, .lax, faults: &faults)
        self.storage = Storage(der: exact, frame: frame, faults: faults)
      } catch {
        throw strict
      }
    }
  }
}

extension Certificate: Hashable {
  package static func == (a: Certificate, b: Certificate) -> Bool {
    a.storage === b.storage || a.storage.hash == b.storage.hash && a.storage.der == b.storage.der
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(storage.hash)
  }
}

extension Certificate {
  /// The encoding of the whole certificate, which fingerprints are made of.
  package var der: [UInt8] { storage.der }

  /// What is not encoded as DER or RFC 5280 ask, though it could be read; empty where all is well.
  package var faults: [String] { storage.faults }

  /// The part that is signed, header and content.
  package var tbsCertificate: DERSlice { storage.frame.tbsCertificate }

  /// The version as it is encoded: 0 for v1, 2 for v3.
  package var version: Int { storage.frame.version }

  /// The version as people count: 1, 2 or 3.
  package var shownVersion: Int { storage.frame.version + 1 }

  /// The serial number.
  package var serial: SerialNumber { storage.frame.serial }

  /// The signature algorithm as the signature covers it.
  package var innerSignatureAlgorithm: AlgorithmIdentifier { storage.frame.innerSignatureAlgorithm }

  /// The signature algorithm as it stands beside the signature; must equal the inner one (RFC 5280 §4.1.1.2).
  package var signatureAlgorithm: AlgorithmIdentifier { storage.frame.signatureAlgorithm }

  /// The signature's octets.
  package var signature: DERSlice { storage.frame.signature }

  /// The DER of the issuer's name: equal octets are equal names, and cheaper to compare.
  package var issuerDER: DERSlice { storage.frame.issuer }

  /// The DER of the subject's name.
  package var subjectDER: DERSlice { storage.frame.subject }

  /// The issuer's name, decoded anew each time; of a damaged one, what can be read.
  package var issuer: DistinguishedName { DistinguishedName(reading: storage.frame.issuer) }

  /// The subject's name, decoded anew each time; of a damaged one, what can be read.
  package var subject: DistinguishedName { DistinguishedName(reading: storage.frame.subject) }

  /// The first instant of validity.
  package var notBefore: Time { storage.frame.notBefore }

  /// The last instant of validity, inclusive.
  package var notAfter: Time { storage.frame.notAfter }

  /// The public key.
  package var publicKey: SubjectPublicKeyInfo { storage.frame.publicKey }

  /// The old unique identifier of the issuer; nil where there is none.
  package var issuerUniqueID: DERSlice? { storage.frame.issuerUniqueID }

  /// The old unique identifier of the subject; nil where there is none.
  package var subjectUniqueID: DERSlice? { storage.frame.subjectUniqueID }

  /// All extensions in their order, duplicates too.
  package var extensions: [Extension] { storage.frame.extensions }

  /// Whether issuer and subject are the same name (RFC 5280 §3.2); that does not make it self-signed.
  package var isSelfIssued: Bool { storage.isSelfIssued }
}
