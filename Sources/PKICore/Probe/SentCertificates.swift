internal import Synchronization

/// The certificates that servers sent, each read once in a run: pools and fleets send the same again and again.
final class SentCertificates: Sendable {
  private struct Known {
    var certificates: [[UInt8]: Certificate] = [:]
    var octets = 0
  }

  private let known = Mutex(Known())

  /// How much is remembered.
  private static let mostOctets = 1 << 20

  /// An answer whose octets are those of certificates that are remembered: of thousands of answers a run keeps the same
  /// intermediate once.
  func sharing(_ answer: ServerAnswer) -> ServerAnswer {
    var answer = answer
    known.withLock { known in
      for (index, der) in answer.certificates.enumerated() {
        // What stands behind the end of one does not belong to it.
        guard let certificate = known.certificates[der], certificate.der.count == der.count else { continue }
        answer.certificates[index] = certificate.der
      }
    }
    return answer
  }

  /// A certificate as it was sent; throws what cannot be read, and what has more in it than anybody needs.
  func certificate(_ der: [UInt8]) throws(PKIError) -> Certificate {
    if let certificate = known.withLock({ $0.certificates[der] }) { return certificate }
    do throws(LimitExceeded) { try DERScan.certificate(der) } catch {
      throw PKIError(.limit, "", "it has more than anybody needs")
    }
    let certificate: Certificate
    do throws(DERError) { certificate = try Certificate(der: der) } catch {
      throw PKIError(.content, "", error.reason)
    }
    known.withLock { known in
      guard known.octets + der.count <= SentCertificates.mostOctets else { return }
      known.octets += der.count
      known.certificates[der] = certificate
    }
    return certificate
  }
}
