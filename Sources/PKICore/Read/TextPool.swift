internal import Synchronization

/// Texts of which there are many, each its own: kept end to end, since a string of its own costs three times as much.
final class TextPool: Sendable {
  static let shared = TextPool()

  /// Where a text lies.
  struct Place: Sendable {
    fileprivate var start: UInt32 = 0
    fileprivate var count: UInt32 = 0

    /// The place of the empty text.
    static let empty = Place()
  }

  private static let blockSize = 256 << 10

  /// Blocks that never move, so that growing copies nothing; a text lies in one of them.
  private let blocks = Mutex<[[UInt8]]>([])

  /// Keeps a text; what is longer than a block, or one too many, is cut off.
  func keep(_ text: String) -> Place {
    guard !text.isEmpty else { return .empty }
    var octets = Array(text.utf8)
    if octets.count > TextPool.blockSize { octets.removeSubrange(TextPool.blockSize...) }
    return blocks.withLock { blocks in
      if (blocks.last?.count ?? TextPool.blockSize) + octets.count > TextPool.blockSize {
        guard UInt32(exactly: (blocks.count + 1) * TextPool.blockSize) != nil else { return .empty }
        blocks.append([])
        blocks[blocks.count - 1].reserveCapacity(TextPool.blockSize)
      }
      let block = blocks.count - 1
      let start = block * TextPool.blockSize + blocks[block].count
      blocks[block].append(contentsOf: octets)
      return Place(start: UInt32(start), count: UInt32(octets.count))
    }
  }

  /// The text of a place.
  func text(_ place: Place) -> String {
    guard place.count > 0 else { return "" }
    let (block, start) = Int(place.start).quotientAndRemainder(dividingBy: TextPool.blockSize)
    return blocks.withLock { blocks in
      String(decoding: blocks[block][start..<start + Int(place.count)], as: UTF8.self)
    }
  }
}
