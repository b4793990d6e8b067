extension Workers {
  /// Makes `count` results on at most `workers` threads and hands each to `consume` on the calling thread, in
  /// order, with its index.
  ///
  /// At most about `window` results wait, so memory stays flat however many there are. `chunk` results are made
  /// in a row by one thread: many where one is cheap, 1 where each may take long. When `consume` throws, no
  /// more are begun, and the error is thrown on once the threads have ended.
  package static func parallelOrdered<Result: Sendable, Failure: Error>(
    count: Int, workers: Int = Workers.count, chunk: Int = 1, window: Int? = nil,
    produce: @Sendable (Int) -> Result, consume: (Int, Result) throws(Failure) -> Void
  ) throws(Failure) {
    let chunk = max(1, chunk)
    let chunks = (count + chunk - 1) / chunk
    let threads = min(workers, chunks)
    if threads <= 1 {
      for index in 0..<max(0, count) { try consume(index, produce(index)) }
      return
    }
    let places = max(threads, window.map { $0 / chunk } ?? threads * 4)
    let queue = OrderedQueue<[Result]>(count: chunks, places: places)
    @Sendable func make(_ number: Int) -> [Result] {
      (number * chunk..<min(count, (number + 1) * chunk)).map(produce)
    }
    try run(threads: threads) {
      while let number = queue.claim() { queue.put(make(number), at: number) }
    } meanwhile: { () throws(Failure) in
      defer { queue.close() }
      for number in 0..<chunks {
        let results = queue.take() ?? make(number)
        for (offset, result) in results.enumerated() { try consume(number * chunk + offset, result) }
      }
    }
  }
}
