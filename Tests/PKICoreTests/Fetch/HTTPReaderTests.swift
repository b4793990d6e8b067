@testable import PKICore
import TestKit
import Testing

/// The reader of answers on bytes, however they are cut up and damaged.
@Suite struct HTTPReaderTests {
  /// The rows whose bytes are known beforehand.
  static let rows = (FetcherTests.good + FetcherTests.bad).compactMap { row -> (name: String, bytes: [UInt8])? in
    guard case .raw(let bytes) = row.answer else { return nil }
    return (row.name, bytes)
  }

  /// What comes of bytes that arrive in pieces of so many.
  private static func read(_ bytes: [UInt8], pieces: Int) -> Result<[UInt8], FetchFailure> {
    var reader = HTTPReader(limit: 5_000)
    var rest = bytes[...]
    do throws(FetchFailure) {
      let response = try reader.response { (buffer: inout [UInt8]) throws(FetchFailure) -> Int in
        let piece = rest.prefix(pieces)
        buffer += piece
        rest = rest.dropFirst(pieces)
        return piece.count
      }
      return response.status == 200 ? .success(response.body) : .failure(.status(response.status))
    } catch {
      return .failure(error)
    }
  }

  @Test(arguments: rows.map(\.name), [1, 2, 3, 7, 64]) func readsTheSameHoweverItIsCut(_ name: String, _ pieces: Int)
    throws
  {
    let bytes = try #require(Self.rows.first { $0.name == name }).bytes
    #expect(Self.read(bytes, pieces: pieces) == Self.read(bytes, pieces: .max))
  }

  /// Damage of every sort leads to an answer or a failure, and never to more than is taken.
  @Test func survivesDamage() {
    var random = Numbers(state: 20_261_121)
    var answers = 0
    for _ in 0..<20_000 {
      var bytes = Self.rows[random.next(Self.rows.count)].bytes
      if bytes.count > 1_000 { bytes.removeSubrange(500..<(bytes.count - 200)) }
      for _ in 0...random.next(3) where !bytes.isEmpty {
        let place = random.next(bytes.count)
        switch random.next(4) {
        case 0: bytes[place] = UInt8(random.next(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: bytes[place...].prefix(random.next(40)), at: random.next(bytes.count))
        default: bytes.removeSubrange(place...)
        }
      }
      if case .success(let body) = Self.read(bytes, pieces: 1 + random.next(100)) {
        answers += 1
        if body.count > 5_000 { Issue.record("\(body.count) bytes") }
      }
    }
    #expect((1_000..<19_000).contains(answers))
  }

  /// Numbers that are the same in every run.
  private struct Numbers {
    var state: UInt64

    mutating func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }
}
