/// The headings that `pki help` lists commands under.
enum Group {
  static let look = "Look"
  static let check = "Check"
  static let issue = "Issue"
  static let convert = "Convert"
  static let help = "Help"
}
