import Glibc

/// A thread that nobody waits for.
package final class Detached: Sendable {
  private let work: @Sendable () -> Void

  private init(_ work: @escaping @Sendable () -> Void) { self.work = work }

  /// Runs `work` on a thread of its own, or not at all where the system grants none.
  package static func run(_ work: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let job = unsafe Unmanaged.passRetained(Detached(work))
    let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
      if let argument = unsafe argument { unsafe Unmanaged<Detached>.fromOpaque(argument).takeRetainedValue().work() }
      return nil
    }
    if unsafe pthread_create(&thread, nil, main, job.toOpaque()) == 0 {
      pthread_detach(thread)
    } else {
      unsafe job.release()
    }
  }
}
