import Glibc
import TestKit

/// Keys and files that tests begin with. Their passphrase is `Fixture.passphrase`.
enum Fixture {
  static let passphrase = "opensesame"

  /// A locked P-256 key, PKCS#8 with 1000 rounds, so that opening it costs little.
  static let lockedKey = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjomBXrz2mTRAICA+gw
    DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEEPGfsQxj0blyAsEM09zGtUEgZC5
    AYXjCUGdCsbA9phpjYVhFnLMDiUu/ZD6xif+dgzB16lawnZcTlVu1k6yFDiFtsGh
    6bdEBDZxbGBdISAti9jNfK3iV3Ia7jJF/eYKMnxjb7d4tQf0L+9JrTxq+9K1Qbvs
    BuIbZJLOL8zYqzoT6424QCEv+DtBnwRUsSBEwdACcNmjmFKF1l6yHUjNMZO22ZI=
    -----END ENCRYPTED PRIVATE KEY-----

    """

  /// The same key, open.
  static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgaCSHmw8sDU/O0pUC
    pVZusdyHLpecOGLRInLl657TRhGhRANCAATRRXmlEPwUAGptXO2YlKoJJ4lUXdgW
    Xdxx+kXqQTUlnowmDhiEGnAH1i1PTpCcXdLS3dUtQ3uINOQjn+KZHZcP
    -----END PRIVATE KEY-----

    """

  /// Its certificate, of CN=admin, a CA until 2126.
  static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBdzCCAR2gAwIBAgIUF7aYW6hkErxYhby8cMfz6XW/N4IwCgYIKoZIzj0EAwIw
    EDEOMAwGA1UEAwwFYWRtaW4wIBcNMjYxMTIxMDczMzE5WhgPMjEyNjEwMjgwNzMz
    MTlaMBAxDjAMBgNVBAMMBWFkbWluMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
    0UV5pRD8FABqbVztmJSqCSeJVF3YFl3ccfpF6kE1JZ6MJg4YhBpwB9YtT06QnF3S
    0t3VLUN7iDTkI5/imR2XD6NTMFEwHQYDVR0OBBYEFB/2eYUBRfdZ6mkEPm0Z4CeX
    PhFJMB8GA1UdIwQYMBaAFB/2eYUBRfdZ6mkEPm0Z4CeXPhFJMA8GA1UdEwEB/wQF
    MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgEvp0yRvaLZ2YFuumURJOMZiiXyNzO1iK
    vkN2hiQfgmkCIQDeMgzStHO5GhHozqCn1MlAvuv/BUlv6aDXyWY+B9dJhQ==
    -----END CERTIFICATE-----

    """

  /// Key and certificate as PKCS#12, AES-256, 1000 rounds.
  static let pkcs12 = base64(
    """
    MIIENwIBAzCCA+0GCSqGSIb3DQEHAaCCA94EggPaMIID1jCCAnIGCSqGSIb3DQEHBqCCAmMwggJfAgEAMIICWAYJKoZIhvcN
    AQcBMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgfdZ7YS8DMCQICA+gwDAYIKoZIhvcNAgkFADAdBglghkgBZQME
    ASoEEHUFJvuRyg2ekSFjaAdVxhSAggHwZHedOnfln2pXjkK/iDuGK+/E743t4mJY0qRY90oKvsJqNgVh5WVIRmjiERnoDhmC
    YavCRFmf7VN02QIjgrqwmHAl8fIjdPDgPx29xreqh31U5imwYOg16kD5JiG+GLr0gCwVMjcwIwDt/ZQjM4PJJ5L3WvMaDe5z
    MF3bW3FkiqtT9uyjzQiNV56jDVjV3j//1lAUlfi4FmaUavEZxLsr25iVWJg10Pp/4I0N0P2ECbTV6zObC3bGZDWsTTfeT+fs
    OryiGBZAITWyPD+yDqlLTp8fKdCQFf4VuzQtss8ncB6tU19GzkyFW0gQcGgx7GVb98xhPZ/upetUyO5/Oqlm+ttD2Q6u/1gC
    A0KEa63Sn1hb4Sf/By20CAdusyWd+nV7iCWdeSbzUk4aXKxzVIx3M4OtXuQQqk8LSYp12GXMjcrnGzFuykKDxihk15mXrWnI
    6JlSu3NGvP0eiKi6ijet2MhOQveSgXX82Ma620zqFZrkwgHmWr38QhjH1zAMiXEaaLynfKKj/CeHHfr0SfIzRVpLNTSKcz2P
    PbzDLRt5cyEL+ulBXTzb7Idi0aq9bdcLxtvMmCLyuLTXlHg8VkiGAFgwlazhkAQq/z+VmFIug76X4NrS/kIXg+T2RB3O56rK
    gApU8cGVquTbUSzc/lWWPTCCAVwGCSqGSIb3DQEHAaCCAU0EggFJMIIBRTCCAUEGCyqGSIb3DQEMCgECoIHvMIHsMFcGCSqG
    SIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiYwLzLGGad9wICA+gwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEDeSLTwx
    kOK/BN1zdL0WIHMEgZAdkMJWPdhsBN/U/iF3KIPaumLcuIe4UJb3xDJlgHg/WYONCP1drytc8njsEOvsJiP5NxwfnKLMW/X3
    w8fspY4klYdg5xjQbzCuhPNmOxz1KMUUxBqgevxQtgbP5k6nL3q9sUlmXQkOFdVVwxYaf+1gZXO9BQtTFm2o02j/VbTaKJWX
    aoLW4vOho3Vk6mXH1sQxQDAZBgkqhkiG9w0BCRQxDB4KAGEAZABtAGkAbjAjBgkqhkiG9w0BCRUxFgQU/4m2tWZv30N2YqaI
    GYnG+ulto0gwQTAxMA0GCWCGSAFlAwQCAQUABCCbQpVrhG/Kfy2LsLVZ5boeztEflIZagwno+IPy0r4VAQQIL8D4bq057U8C
    AgPo
    """)

  /// A request for CN=a.example, made with the key.
  static let request: String = {
    let folder = try? TemporaryFolder()
    try? folder?.write(key, to: "k.pem", mode: 0o600)
    _ = try? Pki.run(["csr", "a", "CN:a.example", "--key", "k.pem"], in: folder?.path ?? "/")
    return (try? folder?.text("a.csr")) ?? ""
  }()

  /// The certificate that the CA makes of the request.
  static let issued: [UInt8] = {
    let folder = try? store()
    _ = try? Pki.run(["sign", "a", "ca"], in: folder?.path ?? "/")
    return (try? folder?.bytes("a.crt")) ?? []
  }()

  /// Another key, and the certificate that it signed itself.
  static let other: (key: [UInt8], certificate: [UInt8]) = {
    let folder = try? TemporaryFolder()
    _ = try? Pki.run(["selfsigned", "o", "--key-type", "ec:p256"], in: folder?.path ?? "/")
    return ((try? folder?.bytes("o.key")) ?? [], (try? folder?.bytes("o.crt")) ?? [])
  }()

  /// The bytes of base64 text.
  static func base64(_ text: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var bytes: [UInt8] = []
    var held: UInt32 = 0
    var bits = 0
    for character in text.utf8 {
      guard let value = alphabet.firstIndex(of: character) else { continue }
      held = held << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
      }
    }
    return bytes
  }
}

extension Fixture {
  /// A folder with a CA, a request, and the key in all its forms.
  static func store() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(key, to: "ca.key", mode: 0o600)
    try folder.write(certificate, to: "ca.crt")
    try folder.write(request, to: "a.csr")
    try folder.write(lockedKey, to: "locked.key", mode: 0o600)
    try folder.write(pkcs12, to: "admin.pub")
    return folder
  }
}

extension Disk {
  /// Gives a file or folder these permissions.
  static func setMode(_ path: String, _ mode: mode_t) { unsafe chmod(path, mode) }
}

extension Fixture {
  /// The private number of the key: 32 octets behind `04 20` in PKCS#8.
  static let scalar: [UInt8] = {
    let der = base64(key.split(separator: "\n").dropFirst().dropLast().joined())
    let marker = der.indices.dropLast(34).first { der[$0] == 0x04 && der[$0 + 1] == 0x20 } ?? 0
    return Array(der[(marker + 2)..<(marker + 34)])
  }()
}
