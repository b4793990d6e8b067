internal import OpenSSL
import Platform
import Vocabulary

extension Item {
  /// The public key that belongs to the element; nil where it has none or is locked.
  ///
  /// That of a private key is worked out from its private part, never taken from beside it. Throws where it cannot be.
  package func publicKey() throws(PKIError) -> SubjectPublicKeyInfo? {
    switch content {
    case .certificate(let certificate): return certificate.publicKey
    case .request(let request): return request.publicKey
    case .publicKey(let key): return key
    case .sshPublicKey(let key): return try? SubjectPublicKeyInfo(der: key.value.subjectPublicKeyInfo)
    case .privateKey(let key), .sshPrivateKey(_, let key):
      return key.isOpen ? try key.publicKey() : nil
    default: return nil
    }
  }
}

extension PrivateKeyFile {
  /// The public half of an open key.
  package func publicKey() throws(PKIError) -> SubjectPublicKeyInfo {
    let info = try privateKeyInfo()
    do {
      return try SubjectPublicKeyInfo(der: PrivateKey(pkcs8: info).publicKeyInfo())
    } catch let error as OpenSSLError {
      throw PKIError(.content, "", "this private key cannot be used", reason: error.reason)
    } catch {
      throw PKIError(.content, "", "this private key cannot be used")
    }
  }
}
