internal import Glibc

/// Lets so many calls through at the same time, of them so many to one host, and none sooner after another than is asked
/// for. May be used on many threads.
@safe package final class CallGate: @unchecked Sendable {
  // Everything below is touched with the lock taken only.
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var running = 0
  private var perHost: [[UInt8]: Int] = [:]
  private var nextStart = 0
  private let most: Int
  private let mostPerHost: Int
  private let spacing: Int

  /// A gate for `most` calls, `mostPerHost` of them to one host, their beginnings `spacing` milliseconds apart.
  package init(most: Int, perHost: Int, spacing: Int) {
    self.most = max(1, most)
    mostPerHost = max(1, perHost)
    self.spacing = max(0, spacing)
    unsafe pthread_mutex_init(lock, nil)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(changed, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(lock)
    unsafe changed.deallocate()
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
    while true {
      let left = deadline?.millisecondsLeft
      if left == 0 { return false }
      if running < most, perHost[host, default: 0] < mostPerHost {
        let now = Clock.monotonicMilliseconds
        if nextStart <= now {
          running += 1
          perHost[host, default: 0] += 1
          nextStart = now + spacing
          return true
        }
        wait(min(nextStart - now, left ?? .max))
      } else {
        wait(left)
      }
    }
  }

  private func leave(_ host: [UInt8]) {
    unsafe pthread_mutex_lock(lock)
    running -= 1
    let others = perHost[host, default: 1] - 1
    perHost[host] = others > 0 ? others : nil
    // Who waits may wait for another host's turn: all look again.
    unsafe pthread_cond_broadcast(changed)
    unsafe pthread_mutex_unlock(lock)
  }

  /// The corresponding C functions are `pthread_cond_wait` and `pthread_cond_timedwait`.
  private func wait(_ milliseconds: Int?) {
    guard let milliseconds else {
      unsafe pthread_cond_wait(changed, lock)
      return
    }
    let end = Clock.monotonicMilliseconds + milliseconds
    var time = timespec(tv_sec: end / 1_000, tv_nsec: end % 1_000 * 1_000_000)
    unsafe pthread_cond_timedwait(changed, lock, &time)
  }
}
