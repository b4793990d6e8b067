internal import CPlatform
internal import Glibc
internal import Synchronization

/// Work on several threads, for as long as a call lasts.
package enum Workers {
  /// How many processors this process may use; at least 1.
  package static var count: Int { Int(pki_processor_count()) }

  /// The bytes of stack a worker has: what libcrypto needs for a chain, and some.
  private static let stackSize = 1 << 20

  /// Applies `body` to every item, on at most `workers` threads of which the calling one is the first, and
  /// gives the results in the order of the items.
  ///
  /// Where the system has no more threads, fewer do the work.
  package static func parallelMap<Item: Sendable, Result: Sendable>(
    _ items: [Item], workers: Int = count, _ body: @Sendable (Item) -> Result
  ) -> [Result] {
    let threads = min(workers, items.count)
    if threads <= 1 { return items.map(body) }
    let next = Atomic(0)
    let results = UnsafeMutableBufferPointer<Result>.allocate(capacity: items.count)
    nonisolated(unsafe) let slots = unsafe results
    run(threads: threads - 1) {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= items.count { return }
        unsafe slots.initializeElement(at: index, to: body(items[index]))
      }
    } meanwhile: {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= items.count { return }
        unsafe slots.initializeElement(at: index, to: body(items[index]))
      }
    }
    defer { unsafe results.deallocate() }
    return unsafe Array(unsafeUninitializedCapacity: items.count) { buffer, filled in
      _ = unsafe buffer.moveInitialize(fromContentsOf: results)
      filled = items.count
    }
  }

  /// Runs `work` on so many new threads, `meanwhile` on this one, and returns when all have ended.
  ///
  /// The threads leave signals to this one.
  static func run<Failure: Error>(
    threads: Int, _ work: @Sendable () -> Void, meanwhile: () throws(Failure) -> Void
  ) throws(Failure) {
    try withoutActuallyEscaping(work) { work throws(Failure) in
      let started = start(threads, work)
      defer { for thread in started { pthread_join(thread, nil) } }
      try meanwhile()
    }
  }

  /// Runs `work` on a thread that nobody waits for; false where the system grants none.
  ///
  /// It holds what it needs itself, since it may outlive whoever started it.
  @discardableResult
  package static func startDetached(_ work: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = start(1, work).first else { return false }
    pthread_detach(thread)
    return true
  }

  /// As many of the threads as the system grants.
  private static func start(_ count: Int, _ work: @escaping @Sendable () -> Void) -> [pthread_t] {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, stackSize)
    return Signals.held {
      var started: [pthread_t] = []
      for _ in 0..<count {
        var thread = pthread_t()
        let job = unsafe Unmanaged.passRetained(Job(work))
        let result = unsafe pthread_create(&thread, &attributes, Job.main, job.toOpaque())
        if result != 0 {
          unsafe job.release()
          break
        }
        started.append(thread)
      }
      return started
    }
  }
}

/// What a thread is given to do.
private final class Job: Sendable {
  let work: @Sendable () -> Void

  init(_ work: @escaping @Sendable () -> Void) { self.work = work }

  static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
    guard let argument = unsafe argument else { return nil }
    let job = unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue()
    job.work()
    return nil
  }
}
