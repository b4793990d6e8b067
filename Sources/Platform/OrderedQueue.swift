internal import Glibc

/// A window of places between threads that make things in any order and one that takes them in order.
@safe final class OrderedQueue<Element: Sendable>: @unchecked Sendable {
  // Everything below is touched with the lock taken only.
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let arrived = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let freed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var places: [Element?]
  private let count: Int
  private var nextClaimed = 0
  private var nextTaken = 0
  private var isClosed = false

  /// A queue for `count` elements, of which at most `places` are claimed and not yet taken.
  init(count: Int, places: Int) {
    self.count = count
    self.places = Array(repeating: nil, count: places)
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(arrived, nil)
    unsafe pthread_cond_init(freed, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(freed)
    unsafe pthread_cond_destroy(arrived)
    unsafe pthread_mutex_destroy(lock)
    unsafe freed.deallocate()
    unsafe arrived.deallocate()
    unsafe lock.deallocate()
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    return body()
  }

  /// The number of the next element to make, once there is a place for it; nil when there is no more to do.
  func claim() -> Int? {
    locked {
      while !isClosed, nextClaimed < count, nextClaimed - nextTaken >= places.count {
        unsafe pthread_cond_wait(freed, lock)
      }
      if isClosed || nextClaimed >= count { return nil }
      nextClaimed += 1
      return nextClaimed - 1
    }
  }

  /// Puts a claimed element in its place.
  func put(_ element: Element, at number: Int) {
    locked {
      places[number % places.count] = element
      if number == nextTaken { unsafe pthread_cond_signal(arrived) }
    }
  }

  /// The next element, once it is there.
  ///
  /// Nil where no thread has even begun it: the caller makes it himself.
  func take() -> Element? {
    locked {
      if nextTaken == nextClaimed {
        nextClaimed += 1
        nextTaken += 1
        return nil
      }
      let place = nextTaken % places.count
      while places[place] == nil { unsafe pthread_cond_wait(arrived, lock) }
      let element = places[place]
      places[place] = nil
      nextTaken += 1
      unsafe pthread_cond_signal(freed)
      return element
    }
  }

  /// Nothing more is wanted.
  func close() {
    locked {
      isClosed = true
      unsafe pthread_cond_broadcast(freed)
    }
  }
}
