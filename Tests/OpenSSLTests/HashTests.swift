import COpenSSL
import Testing
import Vocabulary

@testable import OpenSSL

@Suite struct HashTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let algorithm: Digest
    let message: String
    let hex: String
    var testDescription: String { "\(algorithm.shown) of \"\(message)\"" }

    static let all: [Case] = [
      Case(algorithm: .md5, message: "abc", hex: "900150983cd24fb0d6963f7d28e17f72"),
      Case(algorithm: .sha1, message: "abc", hex: "a9993e364706816aba3e25717850c26c9cd0d89d"),
      Case(
        algorithm: .sha224, message: "abc", hex: "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
      Case(
        algorithm: .sha256, message: "", hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      Case(
        algorithm: .sha256, message: "abc", hex: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ]
  }

  @Test(arguments: Case.all) func knownAnswer(_ row: Case) {
    #expect(Hexadecimal.text(Hash.digest(row.algorithm, of: Array(row.message.utf8))) == row.hex)
  }

  @Test func everyFunctionHasItsLength() {
    let lengths: [Digest: Int] = [.md5: 16, .sha1: 20, .sha224: 28, .sha256: 32, .sha384: 48, .sha512: 64]
    for algorithm in Digest.allCases { #expect(Hash.digest(algorithm, of: [1]).count == lengths[algorithm]) }
  }

  @Test func rangeIsHashedAloneAndDigesterStartsAnew() {
    let message = Array("xxabcyy".utf8)
    let expected = Hash.digest(.sha256, of: Array("abc".utf8))
    #expect(Hash.digest(.sha256, of: message, in: 2..<5) == expected)
    var digester = Digester(.sha256)
    #expect(digester.digest(of: Array("other".utf8)) != expected)
    #expect(digester.digest(of: message, in: 2..<5) == expected)
    #expect(digester.digest(of: message, in: 2..<5) == expected)
  }
}

@Suite struct RandomTests {
  @Test func serialsArePositiveShortAndDifferent() throws {
    var seen: Set<SerialNumber> = []
    for _ in 0..<200 {
      let serial = try Random.serial()
      #expect(!serial.isNegative && !serial.isZero && serial.content.count <= 20)
      seen.insert(serial)
    }
    #expect(seen.count == 200)
  }

  @Test func bytesComeInTheNumberAskedFor() throws {
    #expect(try Random.bytes(0).isEmpty)
    #expect(try Random.bytes(33).count == 33)
    #expect(try Random.bytes(16) != Random.bytes(16))
  }
}

@Suite struct LibraryTests {
  @Test func startsAgainAndAgain() throws {
    try Library.start()
    try Library.start()
    #expect(Library.version.hasPrefix("OpenSSL "))
  }

  @Test func randomNumbersHaveTheStrengthOfTheLongestKeys() throws {
    try Library.start()
    let generators = unsafe [RAND_get0_primary(nil), RAND_get0_public(nil), RAND_get0_private(nil)]
    for place in unsafe generators.indices {
      #expect(unsafe EVP_RAND_get_strength(generators[place]) == 256)
      #expect(unsafe EVP_RAND_get_state(generators[place]) == EVP_RAND_STATE_READY)
    }
  }

  @Test func latticeKeysAreSaidToBeUnsupportedWhereTheyAre() throws {
    #expect(KeyType.ec(.p256).isAvailable && KeyType.rsa(bits: 2048).isAvailable && KeyType.ed448.isAvailable)
    guard !KeyType.mlDSA(65).isAvailable else {
      #expect(try PrivateKey.generate(.mlDSA(65)).typeName == "ML-DSA-65")
      return
    }
    do {
      _ = try PrivateKey.generate(.mlDSA(65))
      Issue.record("a key of an unknown algorithm was made")
    } catch {
      #expect(error.isUnsupported)
      #expect(error.reason.contains("ML-DSA-65"))
    }
  }
}
