internal import CPlatform
internal import Synchronization

/// A few places for many threads, for what takes so much memory that not all may do it at the same time.
package final class Places: Sendable {
  private let free: Atomic<Int>

  /// So many places.
  package init(_ count: Int) { free = Atomic(count) }

  /// Takes a place, which must be given back; false where none is free by the deadline.
  package func take(by deadline: Deadline) -> Bool {
    while true {
      var count = free.load(ordering: .relaxed)
      while count > 0 {
        let (done, seen) = free.compareExchange(expected: count, desired: count - 1, ordering: .acquiring)
        if done { return true }
        count = seen
      }
      if deadline.hasPassed { return false }
      // Seldom asked for, and never for long: looking again is enough.
      Deadline.pause(milliseconds: 2, by: deadline)
    }
  }

  /// Gives a place back, and to the system the memory that was needed in it: the C library keeps what each thread has
  /// freed for that thread. The corresponding C function is `malloc_trim`.
  package func giveBack() {
    pki_return_memory()
    free.wrappingAdd(1, ordering: .releasing)
  }
}
