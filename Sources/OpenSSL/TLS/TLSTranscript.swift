internal import COpenSSL
internal import Vocabulary

/// Takes down what passes through a connection, from libssl's callbacks: by the time a handshake fails, libssl may have
/// thrown it away.
final class TLSTranscript {
  private(set) var observation = TLSObservation()
  private var beginning: [UInt8] = []
  private let isHarmless: @Sendable ([UInt8]) -> Bool
  private static let alertLimit = 16
  private static let beginningLimit = 256

  init(isHarmless: @escaping @Sendable ([UInt8]) -> Bool) { self.isHarmless = isHarmless }

  /// Changes what has been seen, for what is asked of libssl rather than told by it.
  func note(_ change: (inout TLSObservation) -> Void) { change(&observation) }

  // MARK: What comes from the network

  /// The octets as they come, of which the first tell whether they are TLS.
  func received(_ bytes: [UInt8]) {
    guard beginning.count < TLSTranscript.beginningLimit else { return }
    beginning += bytes.prefix(TLSTranscript.beginningLimit - beginning.count)
    if !TLSTranscript.isRecord(beginning) { observation.plainAnswer = beginning }
  }

  /// Whether these may be the first octets of a record: a type, and a version of 3.x (RFC 8446 §5.1).
  private static func isRecord(_ bytes: [UInt8]) -> Bool {
    guard let type = bytes.first else { return true }
    return (20...24).contains(type) && (bytes.count < 2 || bytes[1] == 3)
  }

  // MARK: What libssl makes of it

  func message(_ bytes: ArraySlice<UInt8>, isOurs: Bool) {
    guard let type = bytes.first, bytes.count >= TLSMessage.headerLength else { return }
    let body = bytes.dropFirst(TLSMessage.headerLength)
    let version = observation.version ?? .tls12
    switch type {
    case TLSMessage.certificate where isOurs:
      observation.sentCertificate = !TLSMessage.certificates(body, version).isEmpty
    case _ where isOurs: break
    case TLSMessage.serverHello:
      observation.version = TLSMessage.version(ofServerHello: body)
      advance(to: .serverHello)
    case TLSMessage.certificate:
      observation.certificates = TLSMessage.certificates(body, version)
      advance(to: .certificate)
    case TLSMessage.certificateRequest: observation.asksForCertificate = true
    case TLSMessage.newSessionTicket where version >= .tls13: observation.isConfirmed = true
    default: break
    }
  }

  func alert(_ bytes: ArraySlice<UInt8>, isOurs: Bool) {
    guard let level = bytes.first, let number = bytes.dropFirst().first else { return }
    let alert = TLSAlert(number, isFatal: level == 2)
    if isOurs, observation.alertsSent.count < TLSTranscript.alertLimit { observation.alertsSent.append(alert) }
    if !isOurs, observation.alertsReceived.count < TLSTranscript.alertLimit {
      observation.alertsReceived.append(alert)
    }
  }

  /// Whether libcrypto may go on with what was presented.
  var mayContinue: Bool { observation.certificates.allSatisfy(isHarmless) }

  private func advance(to stage: TLSObservation.Stage) { observation.stage = max(observation.stage, stage) }
}

/// libssl's callback for all messages and alerts. The corresponding C function is `SSL_set_msg_callback`.
func receiveMessage(
  _ isOurs: Int32, _: Int32, _ contentType: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _: OpaquePointer?,
  _ data: UnsafeMutableRawPointer?
) {
  guard let data = unsafe data, contentType == SSL3_RT_HANDSHAKE || contentType == SSL3_RT_ALERT else { return }
  let transcript = unsafe Unmanaged<TLSTranscript>.fromOpaque(data).takeUnretainedValue()
  let message = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
  if contentType == SSL3_RT_ALERT {
    transcript.alert(message[...], isOurs: isOurs != 0)
  } else {
    transcript.message(message[...], isOurs: isOurs != 0)
  }
}

/// libssl's callback in the place of X509_verify_cert: has it go on unless a certificate may do harm. The
/// corresponding C function is `SSL_CTX_set_cert_verify_callback`.
func receiveCertificates(_ context: OpaquePointer?, _: UnsafeMutableRawPointer?) -> Int32 {
  guard let libssl = unsafe pki_libssl_open(),
    let connection = unsafe X509_STORE_CTX_get_ex_data(context, libssl.pointee.SSL_get_ex_data_X509_STORE_CTX_idx()),
    let data = unsafe libssl.pointee.SSL_get_ex_data(OpaquePointer(connection), 0)
  else { return 0 }
  let transcript = unsafe Unmanaged<TLSTranscript>.fromOpaque(data).takeUnretainedValue()
  return transcript.mayContinue ? 1 : 0
}
