import PKICore
import Testing

/// One object of each kind, made once with openssl and ssh-keygen; none of the keys is used anywhere.
struct Specimen: Sendable, CustomTestStringConvertible {
  let name: String
  let label: String
  let der: [UInt8]

  var testDescription: String { name }

  /// The specimen in PEM.
  var pem: [UInt8] { PEMEncoding.block(label, der) }

  init(_ name: String, _ label: String, _ base64: String) {
    self.name = name
    self.label = label
    self.der = Base64.decode(base64.utf8) ?? []
  }

  /// CN=reader.example, self-signed with `privateKey`.
  static let certificate = Specimen(
    "certificate", "CERTIFICATE",
    """
    MIIBdjCCARugAwIBAgICEjQwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOcmVhZGVyLmV4YW1wbGUwHhcNMjYxMTIxMDcxNzM2WhcN\
    MzYxMTE4MDcxNzM2WjAZMRcwFQYDVQQDDA5yZWFkZXIuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCegLOygG0hh\
    OqmtPUMGBvgQ4oR3esAFbN2ZwcVlPbL2MP0MNNPt5TtJb6RI0PD4p2W0XH/Wf0FPTUNgF9S38q2jUzBRMB0GA1UdDgQWBBSOEdW4\
    IzgnaXiwkEzyOEB05nxb2jAfBgNVHSMEGDAWgBSOEdW4IzgnaXiwkEzyOEB05nxb2jAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49\
    BAMCA0kAMEYCIQCRj2ZYvsSjM5OWbIoltGEXxmySLtXHm51KTh5GiRe8AwIhAJ7OqQTPAwfRz1FasgdAhQVN9vRUe2959oK33q6G\
    SABw
    """)

  /// The certificate with OpenSSL's trust settings.
  static let trustedCertificate = Specimen(
    "trustedCertificate", "TRUSTED CERTIFICATE",
    """
    MIIBdjCCARugAwIBAgICEjQwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOcmVhZGVyLmV4YW1wbGUwHhcNMjYxMTIxMDcxNzM2WhcN\
    MzYxMTE4MDcxNzM2WjAZMRcwFQYDVQQDDA5yZWFkZXIuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCegLOygG0hh\
    OqmtPUMGBvgQ4oR3esAFbN2ZwcVlPbL2MP0MNNPt5TtJb6RI0PD4p2W0XH/Wf0FPTUNgF9S38q2jUzBRMB0GA1UdDgQWBBSOEdW4\
    IzgnaXiwkEzyOEB05nxb2jAfBgNVHSMEGDAWgBSOEdW4IzgnaXiwkEzyOEB05nxb2jAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49\
    BAMCA0kAMEYCIQCRj2ZYvsSjM5OWbIoltGEXxmySLtXHm51KTh5GiRe8AwIhAJ7OqQTPAwfRz1FasgdAhQVN9vRUe2959oK33q6G\
    SABwMAwwCgYIKwYBBQUHAwE=
    """)

  /// CN=reader.example.
  static let request = Specimen(
    "request", "CERTIFICATE REQUEST",
    """
    MIHTMHsCAQAwGTEXMBUGA1UEAwwOcmVhZGVyLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQnoCzsoBtIYTqprT1D\
    Bgb4EOKEd3rABWzdmcHFZT2y9jD9DDTT7eU7SW+kSNDw+KdltFx/1n9BT01DYBfUt/KtoAAwCgYIKoZIzj0EAwIDSAAwRQIgA9vr\
    aeqfrdSrdv+lbwhZKjn/E7KCK3xWYuFT/2lKQhICIQCKdBiHLUhEjLEBkdt/iC+w/AHKDh98Tvxf0J9/vuOa3A==
    """)

  /// Of the certificate, empty.
  static let revocationList = Specimen(
    "revocationList", "X509 CRL",
    """
    MIGwMFgCAQEwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOcmVhZGVyLmV4YW1wbGUXDTI2MTEyMTA3MTczNloXDTM1MDIwNzA3MTcz\
    NlqgDjAMMAoGA1UdFAQDAgEBMAoGCCqGSM49BAMCA0gAMEUCIQDUPbfA/oPNVUX/tMt4j4M5f32GQh7E85nf55v4UQd7QQIgLWWI\
    ylBv9WGxE8mgCKoIh1CoN53cM8AiX5fY8w35nnI=
    """)

  /// The certificate and the revocation list.
  static let pkcs7 = Specimen(
    "pkcs7", "PKCS7",
    """
    MIICWwYJKoZIhvcNAQcCoIICTDCCAkgCAQExADALBgkqhkiG9w0BBwGgggF6MIIBdjCCARugAwIBAgICEjQwCgYIKoZIzj0EAwIw\
    GTEXMBUGA1UEAwwOcmVhZGVyLmV4YW1wbGUwHhcNMjYxMTIxMDcxNzM2WhcNMzYxMTE4MDcxNzM2WjAZMRcwFQYDVQQDDA5yZWFk\
    ZXIuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCegLOygG0hhOqmtPUMGBvgQ4oR3esAFbN2ZwcVlPbL2MP0MNNPt\
    5TtJb6RI0PD4p2W0XH/Wf0FPTUNgF9S38q2jUzBRMB0GA1UdDgQWBBSOEdW4IzgnaXiwkEzyOEB05nxb2jAfBgNVHSMEGDAWgBSO\
    EdW4IzgnaXiwkEzyOEB05nxb2jAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQCRj2ZYvsSjM5OWbIoltGEXxmyS\
    LtXHm51KTh5GiRe8AwIhAJ7OqQTPAwfRz1FasgdAhQVN9vRUe2959oK33q6GSABwoYGzMIGwMFgCAQEwCgYIKoZIzj0EAwIwGTEX\
    MBUGA1UEAwwOcmVhZGVyLmV4YW1wbGUXDTI2MTEyMTA3MTczNloXDTM1MDIwNzA3MTczNlqgDjAMMAoGA1UdFAQDAgEBMAoGCCqG\
    SM49BAMCA0gAMEUCIQDUPbfA/oPNVUX/tMt4j4M5f32GQh7E85nf55v4UQd7QQIgLWWIylBv9WGxE8mgCKoIh1CoN53cM8AiX5fY\
    8w35nnIxAA==
    """)

  /// Certificate and key named "friend", locked with "word".
  static let pkcs12 = Specimen(
    "pkcs12", "PKCS12",
    """
    MIIEOQIBAzCCA+8GCSqGSIb3DQEHAaCCA+AEggPcMIID2DCCAnIGCSqGSIb3DQEHBqCCAmMwggJfAgEAMIICWAYJKoZIhvcNAQcB\
    MFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjBhVEwMxO3oAICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEB47\
    9aYqRsy7Bme6ZyAQkOaAggHw/2pKMbPQPEezEgrhAMp/Hieh7c3xl74/SOrHPhcWYYbeXEIHnSX8cdhej2m5/lepZi+0SlDzNMMD\
    kvUJXQlK+nkQXtLRD2iybHcZncK6lrf07/Ztjari9gLdcqEspEiP43gAa7ahi5FENTW/34zww57g3m0jB8eS6XlmkgEiFTEw86KI\
    6jOoe3ZRLgzOM3nNhrrXhOfFPjFlVNm8T18qfDiuacrkbSeHxNOp/L/h2PiWVus35DZjQni8kfFgr4MlDoPXYcsbCKafWfEIssSZ\
    3YGJ1iNmVsdNnbiQm07VQCYIfxpBaPYeqCa0DvSB1ocbO2eWeakDsMwDwjVtEN4nKigJgJ6QFSC1iuQnh8Tqfq/1lqJgbGaKmCcZ\
    eIbcDwRb0Ds/7lI4zONfXQJXVFSW5cgYh8PtjSfmro4kY4chOKaJc+j65mCX3Q2vkYu7jibJT9GSy+tuXjBhSo3yYXr0f7m1HXyx\
    oPZ9wAf9VvS02r72U301PPI0HytNhAqMEqD31zXp/fMyY5lbMj0Hs6DLkCJbrXLyoedERZqhYCdBLI+jIwu51ZsiIBrCnhqQrnwO\
    0LanNEzi4BriYj4bmN5ezIl1U2v+g0P8uevkn2jIyivq7Qq4mDWNQUL50eofIcLn8w4VdfwAocD7tAM6DSj3YDCCAV4GCSqGSIb3\
    DQEHAaCCAU8EggFLMIIBRzCCAUMGCyqGSIb3DQEMCgECoIHvMIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhy6Lhb\
    IKxXwAICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEPh93DOtOUSgwMAfybfMIpUEgZCgOuZk3MMvuMd6YT80//ILXJdB\
    6m5d0W2Lei9LobABiGSZprtCI+l4B+gIyTkNE1818MUUQU/XuTMwv/wpHRtKifebjDd0nmiBmxCOafb5pQSIAFoU+FM0QKL4/USJ\
    GLCbYMssfwl5EFr6bkdu+W8j3pOkTqEwjeNaMCi43qXwXkfkAomPQ8kUz58RSrH8XiMxQjAbBgkqhkiG9w0BCRQxDh4MAGYAcgBp\
    AGUAbgBkMCMGCSqGSIb3DQEJFTEWBBSTJtjiHgQlzmMxB8rkR2Y8AiK8aTBBMDEwDQYJYIZIAWUDBAIBBQAEILrNqKj+UT0VxM6O\
    pjaD6cBUSgzfBf52Zm4ElsmUEDY+BAi9E6qkmgc97QICCAA=
    """)

  /// The same, locked with the empty passphrase.
  static let pkcs12WithEmptyPassphrase = Specimen(
    "pkcs12WithEmptyPassphrase", "PKCS12",
    """
    MIIEOQIBAzCCA+8GCSqGSIb3DQEHAaCCA+AEggPcMIID2DCCAnIGCSqGSIb3DQEHBqCCAmMwggJfAgEAMIICWAYJKoZIhvcNAQcB\
    MFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAh6QGZwY+xujQICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEPsM\
    LKZGriFdOqTGCNuSDkOAggHwIfiPPKD8PxcD/OHK+/zl902dK8AVeBF9T1b851I0PllA92K32G3sTVJ/ArxwJJLGYOTPWkyPfzLZ\
    7YJRw3nOQiP6Je4VxJqaFtUN40buqiwfZwJL9VClxf0LNwgVgkxxFpUwPjoeF8oRpBV9osZXI+rPVZ6gyzcqFa754GA0TuZeq9r0\
    NDyLH5m3p5AvJLMVqYSbFGJSj8i3H0ZL89en3eL4dgju1qkVfhYwc64mpsDcDRfe0/ZPsigLk7ybExYcDxMLTWo4aA8BW3yd9vFL\
    U/y7e8j2EqDbucwjBsFWK7PIrLBPRNGqriL78HSA6qNVl6Za8bNypL/PQAZOnbmjwalK8zWMAPyexVeylBOBrja7/8VrI32ThxVu\
    AVaGJqRT9/KPHurVfqMU1hhsn6RBLoawmyaxl2NYYXlvc6jxwaeA5fra40EyAJOlqnulp7aCtfNm7jYBMqWnO2SAOx5/LLAdL9iO\
    s0FeecqQib0wnCjlsYKzWEFB1O6kjgi3BrDjgwQeMsbF5N1M+XCSmWRoI8HHM1CwsI0mPMklncVZxis4GaluZ7uKjngeErznwtZ2\
    5KcXfFvVPOT7FA3iIWQ+Zq7Orw/8QVE8GWZD/VTYdY+/2O6RTZPJizMeUZAZOsSaax47SFDdvnJXXDbT9RUFpTCCAV4GCSqGSIb3\
    DQEHAaCCAU8EggFLMIIBRzCCAUMGCyqGSIb3DQEMCgECoIHvMIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAisxim6\
    gD8NpQICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEELVl/yl3uzGoEEmn7Dy9/l8EgZDhuv2L0uDOxmNwDK8Ub0MHbsnI\
    zruSUKJhX/1Pai2xHXutRxmR5wC/QvCUrkCxTB2dS4tHFF4Hr1JKw3Hp5CSP/sZ+d16qGH7IujPAJGftGHnjnDrdunEdeK+mIh8q\
    NXlP3l97LwSV0gn3vTc6nChChQI5qhiHgmrFGfJ1VA5RejIbsDscADYVHsIiZ1V2xvAxQjAbBgkqhkiG9w0BCRQxDh4MAGYAcgBp\
    AGUAbgBkMCMGCSqGSIb3DQEJFTEWBBSTJtjiHgQlzmMxB8rkR2Y8AiK8aTBBMDEwDQYJYIZIAWUDBAIBBQAEIBX1YMo9ndLZXtvN\
    FDYXNH4Aj7cqhv1lyhIQkNm6wW6BBAgkvVQ1BhqTjAICCAA=
    """)

  /// The certificate, neither locked nor vouched for.
  static let pkcs12WithoutLock = Specimen(
    "pkcs12WithoutLock", "PKCS12",
    """
    MIIB4AIBAzCCAdkGCSqGSIb3DQEHAaCCAcoEggHGMIIBwjCCAb4GCSqGSIb3DQEHAaCCAa8EggGrMIIBpzCCAaMGCyqGSIb3DQEM\
    CgEDoIIBkjCCAY4GCiqGSIb3DQEJFgGgggF+BIIBejCCAXYwggEboAMCAQICAhI0MAoGCCqGSM49BAMCMBkxFzAVBgNVBAMMDnJl\
    YWRlci5leGFtcGxlMB4XDTI2MTEyMTA3MTczNloXDTM2MTExODA3MTczNlowGTEXMBUGA1UEAwwOcmVhZGVyLmV4YW1wbGUwWTAT\
    BgcqhkjOPQIBBggqhkjOPQMBBwNCAAQnoCzsoBtIYTqprT1DBgb4EOKEd3rABWzdmcHFZT2y9jD9DDTT7eU7SW+kSNDw+KdltFx/\
    1n9BT01DYBfUt/Kto1MwUTAdBgNVHQ4EFgQUjhHVuCM4J2l4sJBM8jhAdOZ8W9owHwYDVR0jBBgwFoAUjhHVuCM4J2l4sJBM8jhA\
    dOZ8W9owDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAkY9mWL7EozOTlmyKJbRhF8Zski7Vx5udSk4eRokXvAMC\
    IQCezqkEzwMH0c9RWrIHQIUFTfb0VHtvefaCt96uhkgAcA==
    """)

  /// P-256.
  static let ecParameters = Specimen(
    "ecParameters", "EC PARAMETERS",
    """
    BggqhkjOPQMBBw==
    """)

  /// X9.42, 512 bits.
  static let dhParameters = Specimen(
    "dhParameters", "X9.42 DH PARAMETERS",
    """
    MIGkAkEA50qwwVyLKKSuJzxMAx5iVxd3FDqnqvdcm2S2BxGESA+MnPGyhyNTbQaW8PykgRRTJbxoC1raQqr37V4wfspCLwJAUeai\
    BTEGutsekH3aT4OknFHHuqA8ky8FNslFfA7LBGFw2UNdH6X6v8uCMYZY9AvwJWjgG3xmnyxwz1jamzzJqgIdAJZ8O7C+qyHUUk7c\
    s7f9+wcgZpWLoPb1TSHclOE=
    """)

  /// 512 bits.
  static let dsaParameters = Specimen(
    "dsaParameters", "DSA PARAMETERS",
    """
    MIGkAkEA4HXzMq+rXJKIvdxgtYSEvjOu3fk/5frjXk7rAtFraHQGehTV8ECx+wL6r/QLa8sv/XKFyhq1IpEZkoLkbqO/PwIdAP/b\
    CN1QIUHUPXu1og/HOJi84rOEXI76yjxOm8UCQDinCTiSPwXIoY5vWh1Dd8xekjdgiUG8Ka8H8oWO4rnaRoiq+jmguHXeGv3dAenj\
    28DIQFGdzWQn4Fn1gocpZHs=
    """)

  /// About the certificate.
  static let ocspRequest = Specimen(
    "ocspRequest", "OCSP REQUEST",
    """
    MEMwQTA/MD0wOzAJBgUrDgMCGgUABBQIzZRQpch1fwHCCl5fRpqOaoUuQAQUjhHVuCM4J2l4sJBM8jhAdOZ8W9oCAhI0
    """)

  /// Good.
  static let ocspResponse = Specimen(
    "ocspResponse", "OCSP RESPONSE",
    """
    MIIBCQoBAKCCAQIwgf8GCSsGAQUFBzABAQSB8TCB7jCBlaEbMBkxFzAVBgNVBAMMDnJlYWRlci5leGFtcGxlGA8yMDI2MTEyMTA3\
    MTczNlowZTBjMDswCQYFKw4DAhoFAAQUCM2UUKXIdX8BwgpeX0aajmqFLkAEFI4R1bgjOCdpeLCQTPI4QHTmfFvaAgISNIAAGA8y\
    MDI2MTEyMTA3MTczNlqgERgPMjAzNTAyMDcwNzE3MzZaMAoGCCqGSM49BAMCA0gAMEUCIFmnMbUoK7sWcjEYdWhpG2PmAZ49VXgp\
    BtvCIumquNo+AiEA3/Fy3z8JOWbcaj6Js047S/R3FlLbjTzHYd5dSeQTlEk=
    """)

  /// Those whose kind their octets alone tell.
  static let all: [Specimen] = [
    .certificate, .request, .revocationList, .privateKey, .sec1Key, .publicKey, .lockedKey, .legacyLockedKey,
    .ed25519Key, .rsaKey, .rsaPublicKey, .rsaPublicKeyInfo, .pkcs7, .pkcs12, .pkcs12WithEmptyPassphrase,
    .pkcs12WithoutLock, .ecParameters, .dhParameters, .dsaParameters, .ocspRequest, .ocspResponse,
  ]
}
