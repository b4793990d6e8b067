internal import CPlatform
internal import Glibc
internal import Synchronization

/// The pages that secrets lie in. Some are kept for the next secret: to map, lock and unmap a page takes as long as to
/// sign.
enum SecretPages {
  private static let page = Int(sysconf(Int32(_SC_PAGESIZE)))
  private static let kept = Mutex(Kept())

  /// The most pages that are kept.
  static let most = 16

  /// Single pages that are mapped, locked and overwritten.
  @safe private struct Kept: @unchecked Sendable {
    var pages: [UnsafeMutableRawPointer] = unsafe []
  }

  /// How many pages are kept now.
  static var keptCount: Int { kept.withLock { unsafe $0.pages.count } }

  /// The octets of the pages that hold `capacity` octets.
  static func size(for capacity: Int) -> Int { max(1, (capacity + page - 1) / page) * page }

  /// Pages of zeros, kept out of swap and core files where the system allows; nil where there are none.
  ///
  /// The caller gives them back. The corresponding C functions are `mmap`, `mlock` and `madvise`.
  static func take(_ size: Int) -> UnsafeMutableRawBufferPointer? {
    if size == page, let start = unsafe kept.withLock({ unsafe $0.pages.popLast() }) {
      return unsafe UnsafeMutableRawBufferPointer(start: start, count: size)
    }
    let start = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let start = unsafe start, unsafe start != pki_MAP_FAILED() else { return nil }
    unsafe mlock(start, size)
    unsafe madvise(start, size, Int32(MADV_DONTDUMP))
    return unsafe UnsafeMutableRawBufferPointer(start: start, count: size)
  }

  /// Takes pages back that their owner has overwritten.
  static func giveBack(_ pages: UnsafeMutableRawBufferPointer) {
    guard let start = pages.baseAddress else { return }
    if pages.count == page {
      let isKept = kept.withLock { kept in
        guard unsafe kept.pages.count < most else { return false }
        unsafe kept.pages.append(start)
        return true
      }
      if isKept { return }
    }
    unsafe munmap(start, pages.count)
  }
}
