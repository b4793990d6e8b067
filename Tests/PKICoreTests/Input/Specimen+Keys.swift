extension Specimen {
  /// P-256, PKCS#8.
  static let privateKey = Specimen(
    "privateKey", "PRIVATE KEY",
    """
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgoRlHPfK2wYaaVD5RBPbbYfItg4MUA4uAn07TJzHeZRahRANCAAQn\
    oCzsoBtIYTqprT1DBgb4EOKEd3rABWzdmcHFZT2y9jD9DDTT7eU7SW+kSNDw+KdltFx/1n9BT01DYBfUt/Kt
    """)

  /// The same in SEC1.
  static let sec1Key = Specimen(
    "sec1Key", "EC PRIVATE KEY",
    """
    MHcCAQEEIKEZRz3ytsGGmlQ+UQT222HyLYODFAOLgJ9O0ycx3mUWoAoGCCqGSM49AwEHoUQDQgAEJ6As7KAbSGE6qa09QwYG+BDi\
    hHd6wAVs3ZnBxWU9svYw/Qw00+3lO0lvpEjQ8PinZbRcf9Z/QU9NQ2AX1LfyrQ==
    """)

  /// Its public half.
  static let publicKey = Specimen(
    "publicKey", "PUBLIC KEY",
    """
    MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEJ6As7KAbSGE6qa09QwYG+BDihHd6wAVs3ZnBxWU9svYw/Qw00+3lO0lvpEjQ8Pin\
    ZbRcf9Z/QU9NQ2AX1LfyrQ==
    """)

  /// The same locked with "word", PBES2.
  static let lockedKey = Specimen(
    "lockedKey", "ENCRYPTED PRIVATE KEY",
    """
    MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjLAo9O7/lwUAICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoE\
    EOJ0Zs4IbOoQ8YQ6vrca028EgZClIPdG/hxuNaFzzgeF0+Ylt76/65pU86fBfijI9Fg3YYTQPYwAsQS/3hMEXkgM8Qb6PaQIbB3C\
    qN6gatdSe14JsOK/VqZoL/e6mdQcFMgNPIt8IDB7O3Xt8I8agoBNWo71M84LnYexiVbKNmqKdzVvlFSo0gBqbaPKW+qRKMQssYT7\
    +Dru5ffqNnnj+/vNcIk=
    """)

  /// The same locked with "word", SHA-1 and RC2-40.
  static let legacyLockedKey = Specimen(
    "legacyLockedKey", "ENCRYPTED PRIVATE KEY",
    """
    MIGxMBwGCiqGSIb3DQEMAQYwDgQIguAXJPT/6SwCAggABIGQ3TseZm0mhQf+grl+hmDgwssm43cs/nOEJlFUCrCPooC9aYxQV9kM\
    HhhuiV/ed2jA1Fh6mS16uNKaCyx4N9IiPdociMpdH6E6ge9EgA82u3cmaxkFuUhwr4wAoDFq88uOamkNcJTy8jU/sDVkUxpxzLSe\
    rmZyhdLBtipxaY4OjGcYei2RTUw/rjXN0iNKoYXe
    """)

  /// Ed25519.
  static let ed25519Key = Specimen(
    "ed25519Key", "PRIVATE KEY",
    """
    MC4CAQAwBQYDK2VwBCIEIECn0ezeAZXpG7FVXSVddlnAQFiYsocQ1MDZiZ8XEusb
    """)

  /// RSA of 1,024 bits, PKCS#1.
  static let rsaKey = Specimen(
    "rsaKey", "RSA PRIVATE KEY",
    """
    MIICWwIBAAKBgQDrkdmLOKybE274SNW3YZcWHlU0dk8OM8X6EOVaIYIkkgS/Ro2eI0hwt4wDWbEW9pA857ku6IyKBcv2Vjhp2rJP\
    XtoJevLeUqBBTltUQJHZKaPNa3nxTQ9aXk+mvS1xHDew5v4Qp6XeavPgwMOBEH14qz5MLsKRTaHwxaAyut4wiwIDAQABAoGAeldA\
    1+ETI2awVxnchGSWhtIyBhD7dbDFvN1Rf8GvSTbcaEpH+jzwvjlU6diG9BoRRtBBiG8VrgjcqI6WtcLynu7GExYJ24OsXD5J3sdT\
    fqtkfZuQ0ZbU1II9OHTHjPiuenT2QeCBMyAaOhRLR/cu8nyYuPova/06je7rCsxwDWECQQD8HQ2TpU1dV7GvqPbFFzROTqWWVIBC\
    aFIwMyAy0LRqVNoqlbmakNqN8f2ALyx52/Y9BqhQP5swhwHqxwOLXPSFAkEA7zOCDiL7sOY9xEIMAEK6xID7qo5+EkasEH528OUD\
    NtbfA4ZnjCQuXV+O9ocuVLDmnqGe2mMGJP+myc/+yAxlzwJAVFvAVDwGlAoo2Xc3AyHNjbpBK/kgZZgUkC47QuWUyNOVoJQy46Y+\
    iyqCwWaHgkr4rNjSbu+plOZH3PA0nmg/JQJATuGBhf/rWE7VF59gLcXTqXGPjJMo6AX+QAI0XwRmpvL84EC2bPSRhaE5l/rEQJGF\
    u9I4fHQjVpgn/G1m67mK6QJAAgwBvCP6iqivj1pLUe1HdtMtTOA9pWQfbk4DCM/FYyq8a6/JtfrCiUDW4DKDQKVdqMd+MUZOgh+d\
    yd+hfZGq1g==
    """)

  /// Its RSAPublicKey.
  static let rsaPublicKey = Specimen(
    "rsaPublicKey", "RSA PUBLIC KEY",
    """
    MIGJAoGBAOuR2Ys4rJsTbvhI1bdhlxYeVTR2Tw4zxfoQ5VohgiSSBL9GjZ4jSHC3jANZsRb2kDznuS7ojIoFy/ZWOGnask9e2gl6\
    8t5SoEFOW1RAkdkpo81refFND1peT6a9LXEcN7Dm/hCnpd5q8+DAw4EQfXirPkwuwpFNofDFoDK63jCLAgMBAAE=
    """)

  /// Its SubjectPublicKeyInfo.
  static let rsaPublicKeyInfo = Specimen(
    "rsaPublicKeyInfo", "PUBLIC KEY",
    """
    MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDrkdmLOKybE274SNW3YZcWHlU0dk8OM8X6EOVaIYIkkgS/Ro2eI0hwt4wDWbEW\
    9pA857ku6IyKBcv2Vjhp2rJPXtoJevLeUqBBTltUQJHZKaPNa3nxTQ9aXk+mvS1xHDew5v4Qp6XeavPgwMOBEH14qz5MLsKRTaHw\
    xaAyut4wiwIDAQAB
    """)

  /// Ed25519, comment me@here.
  static let sshKey = Specimen(
    "sshKey", "OPENSSH PRIVATE KEY",
    """
    b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQAAACA9IEwBqnddTn9dCZf0\
    8BAgm76Vq3bL6WRJcTnaUlzhuwAAAJDAEpsqwBKbKgAAAAtzc2gtZWQyNTUxOQAAACA9IEwBqnddTn9dCZf08BAgm76Vq3bL6WRJ\
    cTnaUlzhuwAAAEBoi7A3HUQaYjaJo8BN1nRExCa78EVqK/biYBNCuI2Mpj0gTAGqd11Of10Jl/TwECCbvpWrdsvpZElxOdpSXOG7\
    AAAAB21lQGhlcmUBAgMEBQY=
    """)

  /// The same sort, locked with "word".
  static let lockedSSHKey = Specimen(
    "lockedSSHKey", "OPENSSH PRIVATE KEY",
    """
    b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABCZuIXGdpinGQ7bfkHriHyPAAAAEAAAAAEAAAAz\
    AAAAC3NzaC1lZDI1NTE5AAAAIElgYMH+xr5dYkG9YPhOiYatXaDbRX9t1VjiHWNaVENMAAAAkFVdS27ix0cC0PfkLpW6j+99OfXQ\
    by7z13MVR+jNkwZI7R5eJEnP4MzkiOoHnPSGegAxzqeSttZTMroRgjg8WjidvFALc9qX3870lsXbEl6MSK2IFn3Ef5lGf8/ZO4UL\
    fUiYXC3fg/3InFkhJD+7jF+eWLss1/N8hJoD6j7cSD99Ihr2xz41bJ4QLyqc2MmUBg==
    """)

  /// RSA of 1,024 bits.
  static let sshRSAKey = Specimen(
    "sshRSAKey", "OPENSSH PRIVATE KEY",
    """
    b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAlwAAAAdzc2gtcnNhAAAAAwEAAQAAAIEAsGzkh+GGXMDD\
    i6ot5xZ3MzCRXaXjK0iLuhjF9UsgxzXRi1QxjoF0Si/7ThFh/7+6gyZb+GoPhfqmFiYNOQy5/YDvPrUGpTYFk+bfNhwrp7E5RL2Q\
    i4RrQe75v0d2l8l1y6BfRJ1RvFopJkYpz/MIwMD/9eBMTiHa3ATcyKcW4ZEAAAH430YRSt9GEUoAAAAHc3NoLXJzYQAAAIEAsGzk\
    h+GGXMDDi6ot5xZ3MzCRXaXjK0iLuhjF9UsgxzXRi1QxjoF0Si/7ThFh/7+6gyZb+GoPhfqmFiYNOQy5/YDvPrUGpTYFk+bfNhwr\
    p7E5RL2Qi4RrQe75v0d2l8l1y6BfRJ1RvFopJkYpz/MIwMD/9eBMTiHa3ATcyKcW4ZEAAAADAQABAAAAgBic6HkIfo08G0vFzyeZ\
    G8IZeX4+IWYtdcjdoehptcX0/SnZ8hv2dXnQHdgzVp+uaN/ZHyWV7lp7sGYQovGdk+jNnzCJKc1SLNcByg8BY8s8maXsvdJviW8j\
    2QmYet/CdCjGwxJqtN3MpwAr7zv6ZBf7LUh80levYbyGvnV8O4n9AAAAQGHsdYCylFbm3AYyqWFG8Snsw9tCVWRMXO5UqBE3aRkD\
    WAeQQx4m3T1zWx5asBd9nK1I5lDX7cnBD+mgDTd2yTEAAABBANk2+KmC11HrUjfYQg1jqDKhXfTy0ExsIdXwcNC1x1R1zCoe1ae+\
    fV3BXqvOmhwJfuSCErGWhv2TdjLODEQ1l+cAAABBAM/taZEJCmYScImP2VVm2ZmdvRwBhE0yJk5JW2nGtyoMJKzwZ9qFCT2CjV2d\
    Jtex8KetWyhb4pbJCczvHjKGK8cAAAABcgEC
    """)

  /// P-256.
  static let sshECKey = Specimen(
    "sshECKey", "OPENSSH PRIVATE KEY",
    """
    b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAaAAAABNlY2RzYS1zaGEyLW5pc3RwMjU2AAAACG5pc3Rw\
    MjU2AAAAQQRfUqwadTb6qc2y1iGYSmFPqvCSNhWHirXyidpdJ7lTg5wASwL4rY3MKwM0EZ+kizPFnfbP6UsHUW7UvpZ/BLQKAAAA\
    oI69GqeOvRqnAAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBF9SrBp1NvqpzbLWIZhKYU+q8JI2FYeKtfKJ\
    2l0nuVODnABLAvitjcwrAzQRn6SLM8Wd9s/pSwdRbtS+ln8EtAoAAAAgVe2PNTaeoIJ3WoULOZV5wnRmRrl48lqNLgru08ZuRikA\
    AAABZQECAwQFBgc=
    """)

  /// `privateKey` under header fields, locked with "word".
  static let traditionalKey = Specimen(
    "traditionalKey", "EC PRIVATE KEY",
    """
    4Y7ewVpkOhfjkdnT21oxeMg+iQv2fOFLZIW2qFVRZRnlhtrNVHCz/5Rvms1DcT8VBX/h8saGn5huREJnvk+ZWKOuQlcCYKG9VMzb\
    o1/Kv21k677oUvE/8XK3x/kBFRnRRj8iudr+cJgggZ9pLlG8EfV/wCm8/ElW3yQiC4MXqgQ=
    """)

  /// The DEK-Info of `traditionalKey`.
  static let dekInfo = "AES-256-CBC,95B52B944D1ECD8BDF59879993E39371"
  /// A line of a public key file.
  static let sshLine =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAID0gTAGqd11Of10Jl/TwECCbvpWrdsvpZElxOdpSXOG7 me@here"
  /// The RSA key of `sshRSAKey` as a line.
  static let sshRSALine =
    """
    ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQCwbOSH4YZcwMOLqi3nFnczMJFdpeMrSIu6GMX1SyDHNdGLVDGOgXRKL/tOEWH/\
    v7qDJlv4ag+F+qYWJg05DLn9gO8+tQalNgWT5t82HCunsTlEvZCLhGtB7vm/R3aXyXXLoF9EnVG8WikmRinP8wjAwP/14ExOIdrc\
    BNzIpxbhkQ== r
    """
  /// A certificate for `sshKey`, for the user joe.
  static let sshCertificateLine =
    """
    ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29tAAAAIBz42IlTfbqyE+Q\
    nWJcnclJnjC+SQEgC9wOoIg2C1wEhAAAAID0gTAGqd11Of10Jl/TwECCbvpWrdsvpZElxOdpSXOG7AAAAAAAAAAAAAAABAAAAAml\
    kAAAABwAAAANqb2UAAAAAAAAAAP//////////AAAAAAAAAIIAAAAVcGVybWl0LVgxMS1mb3J3YXJkaW5nAAAAAAAAABdwZXJtaXQ\
    tYWdlbnQtZm9yd2FyZGluZwAAAAAAAAAWcGVybWl0LXBvcnQtZm9yd2FyZGluZwAAAAAAAAAKcGVybWl0LXB0eQAAAAAAAAAOcGV\
    ybWl0LXVzZXItcmMAAAAAAAAAAAAAADMAAAALc3NoLWVkMjU1MTkAAAAgPSBMAap3XU5/XQmX9PAQIJu+lat2y+lkSXE52lJc4bs\
    AAABTAAAAC3NzaC1lZDI1NTE5AAAAQLEZJMq0bCaBfWzCIZFg/yFgnWU9QcGCcZfNDX7TVk8Vvz4qsa0mGoAy/s3YpDSuIKWTAo5\
    Fq8OzCyStJmGu1wk= me@here
    """
  /// `sshLine` after RFC 4716.
  static let rfc4716 = """
    ---- BEGIN SSH2 PUBLIC KEY ----
    Comment: "256-bit ED25519, converted by root@vm from OpenSSH"
    AAAAC3NzaC1lZDI1NTE5AAAAID0gTAGqd11Of10Jl/TwECCbvpWrdsvpZElxOdpSXOG7
    ---- END SSH2 PUBLIC KEY ----
    """
}
