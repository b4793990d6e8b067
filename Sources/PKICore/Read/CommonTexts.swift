internal import Synchronization

/// Texts that many elements share, such as the name of their issuer: each is kept once.
final class CommonTexts: Sendable {
  static let shared = CommonTexts()

  private struct State {
    var numbers: [String: UInt32] = [:]
    var texts: [String] = [""]
  }

  private let state = Mutex(State())

  /// The number of a text; 0 is the empty one.
  func number(of text: String) -> UInt32 {
    guard !text.isEmpty else { return 0 }
    return state.withLock { state in
      if let known = state.numbers[text] { return known }
      let number = UInt32(state.texts.count)
      state.texts.append(text)
      state.numbers[text] = number
      return number
    }
  }

  /// The text of a number.
  func text(_ number: UInt32) -> String {
    state.withLock { $0.texts[Int(number)] }
  }
}
