internal import Glibc

/// Lets so many calls through at the same time, of them so many to one host, and none sooner after another than is asked
/// for. May be used on many threads.
@safe package final class CallGate: @unchecked Sendable {
  // Everything below is touched with the lock taken only.
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var running = 0
  private var perHost: [[UInt8]: Int] = [:]
  private var nextStart = 0
  private var waiters: [Waiter] = []
  private let most: Int
  private let mostPerHost: Int
  private let spacing: Int

  /// A gate for `most` calls, `mostPerHost` of them to one host, their beginnings `spacing` milliseconds apart.
  package init(most: Int, perHost: Int, spacing: Int) {
    self.most = max(1, most)
    mostPerHost = max(1, perHost)
    self.spacing = max(0, spacing)
    unsafe pthread_mutex_init(lock, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(lock)
    unsafe lock.deallocate()
  }

  /// Makes a call once there is room for it; nil where there was none by the deadline, and it was not made.
  package func pass<Answer>(_ host: [UInt8], by deadline: Deadline?, _ call: () -> Answer) -> Answer? {
    guard enter(host, by: deadline) else { return nil }
    defer { leave(host) }
    return call()
  }

  private func enter(_ host: [UInt8], by deadline: Deadline?) -> Bool {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    if deadline?.hasPassed != true, take(host) { return true }
    let waiter = Waiter(host)
    waiters.append(waiter)
    defer {
      waiters.removeAll { $0 === waiter }
      // The room that it was called to, and did not take, is another's.
      callNext()
    }
    while true {
      let left = deadline?.millisecondsLeft
      if left == 0 { return false }
      if take(host) { return true }
      let pause = hasRoom(host) ? nextStart - Clock.monotonicMilliseconds : Int.max
      waiter.isCalled = false
      unsafe waiter.wait(min(pause, left ?? .max), lock)
    }
  }

  /// Takes the room that there is for a call to this host, if it is time for one.
  private func take(_ host: [UInt8]) -> Bool {
    guard hasRoom(host) else { return false }
    // Without spacing nobody looks at the clock.
    if spacing > 0 {
      let now = Clock.monotonicMilliseconds
      guard nextStart <= now else { return false }
      nextStart = now + spacing
    }
    running += 1
    perHost[host, default: 0] += 1
    return true
  }

  private func hasRoom(_ host: [UInt8]) -> Bool { running < most && perHost[host, default: 0] < mostPerHost }

  private func leave(_ host: [UInt8]) {
    unsafe pthread_mutex_lock(lock)
    running -= 1
    let others = perHost[host, default: 1] - 1
    perHost[host] = others > 0 ? others : nil
    callNext()
    unsafe pthread_mutex_unlock(lock)
  }

  /// Calls the first of those that wait that has room now, if there is one.
  private func callNext() {
    guard let next = waiters.first(where: { !$0.isCalled && hasRoom($0.host) }) else { return }
    next.isCalled = true
    next.call()
  }
}

/// Who waits for room, with a signal of its own: where all are called for the room of one, they wake up for nothing.
@safe private final class Waiter {
  let host: [UInt8]
  /// Whether it was called and did not look yet.
  var isCalled = false
  private let signal = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(_ host: [UInt8]) {
    self.host = host
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(signal, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(signal)
    unsafe signal.deallocate()
  }

  func call() { unsafe pthread_cond_signal(signal) }

  /// Waits until it is called, at most so many milliseconds; `.max` for as long as it takes. The corresponding C
  /// functions are `pthread_cond_wait` and `pthread_cond_timedwait`.
  func wait(_ milliseconds: Int, _ lock: UnsafeMutablePointer<pthread_mutex_t>) {
    guard milliseconds < .max else {
      unsafe pthread_cond_wait(signal, lock)
      return
    }
    let end = Clock.monotonicMilliseconds + milliseconds
    var time = timespec(tv_sec: end / 1_000, tv_nsec: end % 1_000 * 1_000_000)
    unsafe pthread_cond_timedwait(signal, lock, &time)
  }
}
