@testable import Platform
import Synchronization
import Testing

@Suite struct PlacesTests {
  @Test func noMoreThanThereAre() {
    let places = Places(3)
    let inside = Atomic(0)
    let most = Atomic(0)
    _ = Workers.parallelMap(Array(0..<24), workers: 12) { _ in
      #expect(places.take(by: Deadline(milliseconds: 60_000)))
      let count = inside.wrappingAdd(1, ordering: .relaxed).newValue
      most.max(count, ordering: .relaxed)
      inside.wrappingSubtract(1, ordering: .relaxed)
      places.giveBack()
    }
    #expect((1...3).contains(most.load(ordering: .relaxed)))
  }

  @Test func whoComesTooLateHasNone() {
    let places = Places(1)
    #expect(places.take(by: Deadline(milliseconds: 0)))
    #expect(!places.take(by: Deadline(milliseconds: 10)))
    places.giveBack()
    #expect(places.take(by: Deadline(milliseconds: 0)))
  }
}
