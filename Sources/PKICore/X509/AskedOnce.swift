internal import Synchronization

/// A truth that costs something to find: found at the first question, by whichever thread asks, and known from then on.
struct AskedOnce: ~Copyable, Sendable {
  private enum Answer: UInt8, AtomicRepresentable {
    case unknown
    case no
    case yes
  }

  private let answer = Atomic<Answer>(.unknown)

  /// The answer; two threads that ask at the same time both find it, and find the same.
  func callAsFunction(_ find: () -> Bool) -> Bool {
    let known = answer.load(ordering: .relaxed)
    guard known == .unknown else { return known == .yes }
    let found = find()
    answer.store(found ? .yes : .no, ordering: .relaxed)
    return found
  }
}
