extension PathRule {
  static var lints: [PathRule] { [] }
}
