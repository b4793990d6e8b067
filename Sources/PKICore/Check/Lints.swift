extension PathRule {
  var asks: String { "" }
  var zlint: [String] { [] }
  static var lints: [PathRule] { [] }
}
