import Glibc
import PKICore
import TestKit
import Testing
import Vocabulary

/// Something that may stand where a command wants a file.
struct HostileFile: Sendable, CustomTestStringConvertible {
  /// What it is.
  let name: String
  /// Words, one of which the error must have.
  let says: [String]
  /// The statuses of the commands that do something else than refuse it.
  let others: [String: Set<Int32>]
  /// Makes it in a folder under a name; false where this machine cannot.
  let make: @Sendable (TemporaryFolder, String) throws -> Bool

  var testDescription: String { name }

  init(
    _ name: String, says: String..., others: [String: Set<Int32>] = [:],
    make: @escaping @Sendable (TemporaryFolder, String) throws -> Bool
  ) {
    self.name = name
    self.says = says
    self.others = others
    self.make = make
  }

  /// A file with these bytes.
  init(
    _ name: String, says: String..., others: [String: Set<Int32>] = [:],
    bytes: @escaping @Sendable () throws -> [UInt8]
  ) {
    self.name = name
    self.says = says
    self.others = others
    self.make = { folder, name in
      try folder.write(try bytes(), to: name)
      return true
    }
  }

  /// A file with this text.
  init(_ name: String, says: String..., others: [String: Set<Int32>] = [:], text: String) {
    self.name = name
    self.says = says
    self.others = others
    self.make = { folder, name in
      try folder.write(text, to: name)
      return true
    }
  }
}

extension HostileFile {
  /// What is no file, or cannot be read.
  static let places: [HostileFile] = [
    HostileFile(
      "nothing", says: "no such file or folder", others: ["crl revoked": [0], "crl old": [0]], make: { _, _ in true }),
    HostileFile("a folder", says: "a folder", others: walked) {
      try Disk.makeFolder($0.path($1))
      return true
    },
    HostileFile("a link to itself", says: "symbolic link") { unsafe symlink($1, $0.path($1)) == 0 },
    HostileFile("a link to nothing", says: "no such file or folder") { unsafe symlink("nowhere", $0.path($1)) == 0 },
    HostileFile("a link to a device", says: "a device") { unsafe symlink("/dev/zero", $0.path($1)) == 0 },
    HostileFile("a device", says: "a device") { unsafe mknod($0.path($1), S_IFCHR | 0o666, 0x105) == 0 },
    HostileFile("a socket", says: "a socket") { unsafe mknod($0.path($1), S_IFSOCK | 0o666, 0) == 0 },
    HostileFile("100 MB", says: "larger than 67108864 bytes") {
      try $0.write("", to: $1)
      return unsafe truncate($0.path($1), 100_000_000) == 0
    },
  ]

  /// What a folder is to the commands that walk through one.
  private static let walked: [String: Set<Int32>] = [
    "list": [0], "inspect": [0], "inspect --full": [0], "match": [1], "match with": [1],
  ]
}

extension HostileFile {
  /// Files of another kind than any command wants.
  static let foreign: [HostileFile] = [
    HostileFile("an empty file", says: "an empty file", others: ["crl revoked": [0]], text: ""),
    HostileFile("white space", says: "an empty file", others: ["crl revoked": [0]], text: " \r\n\t\n"),
    HostileFile("a text", says: "text", text: "Dear all,\nthe certificate is on its way.\n"),
    HostileFile("an HTML page", says: "an HTML page", text: "<!DOCTYPE html>\n<html><body>404</body></html>\n"),
    HostileFile(
      "PGP", says: "PGP", text: "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBF\n-----END PGP PUBLIC KEY BLOCK-----\n"),
    HostileFile(
      "a Java keystore", says: "JKS",
      bytes: { [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2] + [UInt8](repeating: 0, count: 64) }),
    HostileFile("a PNG", says: "a PNG image", bytes: { [0x89] + Array("PNG\r\n\u{1a}\n".utf8) + [0, 0, 0, 13] }),
    HostileFile("control bytes", says: "binary data", bytes: { Array(0...255) + Array(0...255) }),
  ]

  /// Files that look right and are damaged.
  static let damaged: [HostileFile] = [
    HostileFile(
      "half a certificate", says: "cut off", "ends before", bytes: { Array(Fixture.certificate.utf8.prefix(400)) }),
    HostileFile("half a certificate in DER", says: "runs past the end", bytes: { Array(certificate.prefix(200)) }),
    HostileFile(
      "a certificate with one byte changed", says: "an ASN.1 SEQUENCE",
      bytes: {
        var bytes = certificate
        bytes[4] ^= 0x40
        return bytes
      }),
    HostileFile("a BEGIN line without its end", says: "BEGIN", text: "-----BEGIN CERTIFICATE----\nAAAA\n"),
    HostileFile(
      "a label that lies", says: "damaged", text: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
  ]

  /// Files that cost much to those who do not look first.
  static let dear: [HostileFile] = [
    HostileFile("100,000 levels of DER", says: "an ASN.1 SEQUENCE", bytes: { Forge.nested(100_000) }),
    HostileFile(
      "100,000 levels of BER", says: "an ASN.1 SEQUENCE", "binary data",
      bytes: {
        [0x30, 0x80, 2, 1, 0] + (0..<400_000).map { $0 < 200_000 ? ($0 % 2 == 0 ? 0x30 : 0x80) : 0 }
      }),
    HostileFile(
      "a certificate of 100,000 levels", says: "octets in one certificate",
      bytes: {
        PEMEncoding.block("CERTIFICATE", Forge.nested(100_000))
      }),
    HostileFile(
      "two milliard rounds", says: "2000000000 rounds", others: ["list": [0], "inspect --full": [0]],
      bytes: {
        PEMEncoding.block("ENCRYPTED PRIVATE KEY", Forge.lockedKey(rounds: 2_000_000_000))
      }),
    HostileFile(
      "PKCS#12 of two milliard rounds", says: "2000000000 rounds",
      bytes: {
        Forge.pkcs12(rounds: 2_000_000_000)
      }),
    HostileFile(
      "3,000 relative distribution points", says: "relative distribution point",
      bytes: {
        try Forge.certificate([bomb])
      }),
    HostileFile(
      "10,001 alternative names", says: "alternative names", bytes: { try Forge.certificate([names(10_001)]) }),
    HostileFile("more than 64 KiB", says: "octets in one certificate", bytes: { try Forge.certificate([large]) }),
  ]

  static let certificate = Fixture.base64(
    Fixture.certificate.split(separator: "\n").dropFirst().dropLast().joined())

  private static let bomb = Forge.Field(.cRLDistributionPoints) { writer in
    let point = Forge.der {
      $0.sequence {
        $0.put(DERTag.context(0)) {
          $0.put(DERTag.context(1)) {
            $0.sequence {
              $0.objectIdentifier(.commonName)
              $0.put(DERTag.printableString, Array("part".utf8))
            }
          }
        }
      }
    }
    writer.sequence { for _ in 0..<3_000 { $0.raw(point) } }
  }

  private static let large = Forge.Field(.netscapeComment) {
    $0.put(DERTag.ia5String, [UInt8](repeating: 0x61, count: 70_000))
  }

  /// So many alternative names of one letter.
  static func names(_ count: Int) -> Forge.Field {
    Forge.Field(.subjectAlternativeName) { writer in
      writer.sequence { for _ in 0..<count { $0.put(DERTag.context(2, constructed: false), [0x61]) } }
    }
  }
}
