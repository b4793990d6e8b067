internal import OpenSSL
package import Platform
package import Vocabulary

/// A private key that signs what `pki` issues. It has one owner, and its memory is wiped with it.
package struct SigningKey: ~Copyable {
  /// The public half: SubjectPublicKeyInfo, DER.
  package let publicKeyInfo: [UInt8]
  /// The public half, decoded.
  package let publicKey: SubjectPublicKeyInfo
  let key: PrivateKey

  /// Makes a new key; throws types that the linked libcrypto does not have.
  package init(making type: KeyType) throws(PKIError) {
    ProcessGuard.protectSecrets()
    let key: PrivateKey
    do {
      key = try PrivateKey.generate(type)
    } catch {
      guard error.isUnsupported else {
        throw PKIError(.unsupported, "", "the key could not be made", reason: error.reason)
      }
      throw PKIError(
        .unsupported, "", "\(type.word): the linked \(Library.version) cannot make such keys",
        hint: "ML-DSA needs OpenSSL 3.5 or later; rsa:2048 and ec:p256 work everywhere")
    }
    try self.init(key)
  }

  /// The key of unencrypted PKCS#8 (PrivateKeyInfo, DER).
  package init(privateKeyInfo: borrowing Secret) throws(PKIError) {
    ProcessGuard.protectSecrets()
    let key: PrivateKey
    do {
      key = try PrivateKey(pkcs8: privateKeyInfo)
    } catch {
      throw PKIError(.content, "", "this private key cannot be used", reason: error.reason)
    }
    try self.init(key)
  }

  private init(_ key: consuming PrivateKey) throws(PKIError) {
    let info: [UInt8]
    let decoded: SubjectPublicKeyInfo
    do throws(OpenSSLError) {
      info = try key.publicKeyInfo()
    } catch {
      throw PKIError(.content, "", "the public half of this key cannot be worked out", reason: error.reason)
    }
    do throws(DERError) {
      decoded = try SubjectPublicKeyInfo(der: info)
    } catch {
      throw PKIError(.content, "", "the public half of this key cannot be read: \(error.reason)")
    }
    self.publicKeyInfo = info
    self.publicKey = decoded
    self.key = key
  }

  /// Signs `content`: SEQUENCE of the content, the scheme's algorithm and the signature (RFC 5280 §4.1.1).
  package borrowing func signed(_ content: [UInt8], with scheme: SignatureScheme) throws(PKIError) -> [UInt8] {
    let signature: [UInt8]
    do {
      signature = try key.sign(content, digest: scheme.digest)
    } catch {
      throw PKIError(.unsupported, "", "the key could not sign", reason: error.reason)
    }
    var writer = DERWriter()
    writer.sequence { object in
      object.raw(content)
      object.raw(scheme.algorithm)
      object.bitString(signature)
    }
    return writer.bytes
  }

  /// The key as an unencrypted PKCS#8 PEM file.
  package borrowing func pem() throws(PKIError) -> [UInt8] {
    do throws(OpenSSLError) {
      return PEMEncoding.block(
        "PRIVATE KEY", try key.privateKeyInfo(publicKeyInfo: publicKeyInfo).copiedBytes())
    } catch {
      throw PKIError(.unsupported, "", "the key could not be written", reason: error.reason)
    }
  }

  /// The key as a PKCS#8 PEM file locked with a passphrase.
  package borrowing func pem(
    lockedWith passphrase: borrowing Secret, lock: KeyLock = .pbkdf2
  ) throws(PKIError) -> [UInt8] {
    let info: Secret
    do throws(OpenSSLError) {
      info = try key.privateKeyInfo(publicKeyInfo: publicKeyInfo)
    } catch {
      throw PKIError(.unsupported, "", "the key could not be written", reason: error.reason)
    }
    return try lock.pem(info, passphrase: passphrase)
  }
}
