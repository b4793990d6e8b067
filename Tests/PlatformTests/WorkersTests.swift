import Glibc
@testable import Platform
import Synchronization
import Testing

@Suite struct WorkersTests {
  @Test(arguments: [1, 2, 7, 64]) func mapsInOrder(_ workers: Int) {
    let items = Array(0..<1_000)
    #expect(Workers.parallelMap(items, workers: workers) { "\($0)" } == items.map { "\($0)" })
    #expect(Workers.parallelMap([Int](), workers: workers) { $0 } == [])
  }

  @Test func blockingWorkOverlaps() {
    let before = Clock.monotonicMilliseconds
    _ = Workers.parallelMap(Array(0..<32), workers: 32) { _ in usleep(100_000) }
    // One after the other it would take 3,200.
    #expect(Clock.monotonicMilliseconds - before < 1_500)
  }

  struct Shape: CustomTestStringConvertible, Sendable {
    let count: Int
    let workers: Int
    let chunk: Int
    let window: Int?
    var testDescription: String { "\(count) by \(workers), \(chunk) each" }

    static let all: [Shape] = [
      Shape(count: 0, workers: 4, chunk: 1, window: nil), Shape(count: 1, workers: 4, chunk: 1, window: nil),
      Shape(count: 1_000, workers: 1, chunk: 1, window: nil),
      Shape(count: 1_000, workers: 4, chunk: 1, window: nil),
      Shape(count: 1_001, workers: 4, chunk: 32, window: nil),
      Shape(count: 1_000, workers: 8, chunk: 7, window: 1),
      Shape(count: 5, workers: 64, chunk: 2, window: 1_000),
    ]
  }

  @Test(arguments: Shape.all) func ordersWhatIsMadeInAnyOrder(_ shape: Shape) {
    var seen: [Int] = []
    Workers.parallelOrdered(
      count: shape.count, workers: shape.workers, chunk: shape.chunk, window: shape.window
    ) { index in
      if index % 17 == 0 { usleep(200) }
      return index * 2
    } consume: { index, value in
      #expect(value == index * 2)
      seen.append(index)
    }
    #expect(seen == Array(0..<shape.count))
  }

  @Test func memoryStaysFlat() {
    let ahead = Mutex((made: 0, taken: 0, most: 0))
    Workers.parallelOrdered(count: 500, workers: 4, window: 10) { index in
      ahead.withLock {
        $0.made += 1
        $0.most = max($0.most, $0.made - $0.taken)
      }
      return index
    } consume: { _, _ in
      usleep(100)
      ahead.withLock { $0.taken += 1 }
    }
    // The one that is being consumed has left its place.
    #expect(ahead.withLock { $0.most } <= 11)
  }

  struct Enough: Error, Equatable {}

  @Test(arguments: [1, 4]) func stopsWhenTheConsumerThrows(_ workers: Int) {
    let made = Atomic(0)
    var taken = 0
    #expect(throws: Enough()) {
      try Workers.parallelOrdered(count: 100_000, workers: workers, window: 8) { index in
        made.add(1, ordering: .relaxed)
        return index
      } consume: { index, _ throws(Enough) in
        taken += 1
        if index == 5 { throw Enough() }
      }
    }
    #expect(taken == 6)
    #expect(made.load(ordering: .relaxed) < 100)
  }

  @Test func worksWithoutThreads() async {
    await #expect(processExitsWith: .exitCode(0)) {
      // Root has no limit on threads.
      if isRoot, setuid(65_534) != 0 { _exit(2) }
      var limit = rlimit(rlim_cur: 0, rlim_max: 0)
      unsafe setrlimit(__rlimit_resource_t(6), &limit)
      let mapped = Workers.parallelMap([1, 2, 3], workers: 3) { $0 * 2 }
      var sum = 0
      Workers.parallelOrdered(count: 100, workers: 4) {
        $0
      } consume: { _, value in
        sum += value
      }
      _exit(mapped == [2, 4, 6] && sum == 4_950 ? 0 : 1)
    }
  }

  @Test func atLeastOneProcessor() {
    #expect(Workers.count >= 1)
    #expect(Workers.count <= sysconf(Int32(_SC_NPROCESSORS_CONF)))
  }
}
