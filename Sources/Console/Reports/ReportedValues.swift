/// Values of a report. Very many need not be at hand: they are made, each when its turn comes.
package struct ReportedValues<Value: Sendable>: Sequence, ExpressibleByArrayLiteral, Sendable {
  private var count = 0
  private var make: @Sendable (Int) -> Value? = { _ in nil }
  private var given: [Value]

  /// What is made of the places below `count`; nil where one has no value.
  package init(count: Int, _ make: @escaping @Sendable (Int) -> Value?) {
    self.count = count
    self.make = make
    self.given = []
  }

  /// Values that are at hand.
  package init(_ values: [Value]) { self.given = values }

  /// Values that are at hand.
  package init(arrayLiteral values: Value...) { self.init(values) }

  /// One more, behind the others.
  package mutating func append(_ value: Value) { given.append(value) }

  /// The values in their order.
  package func makeIterator() -> some IteratorProtocol<Value> {
    var (place, made) = ((0..<count).lazy.compactMap(make).makeIterator(), given.makeIterator())
    return AnyIterator { place.next() ?? made.next() }
  }
}
