/// What a monitoring plugin said, taken apart by the grammar of the plugin guidelines; nil where it is none of it.
///
///     output    = text [ "|" perfdata ] LF *( longtext LF )
///     text      = PROGRAM SP ( "OK" / "WARNING" / "CRITICAL" / "UNKNOWN" ) SP "-" SP 1*( any but "|" )
///     perfdata  = datum *( SP datum )
///     datum     = ( 1*( any but SP, "'", "=" ) / "'" 1*( any but "'", "=" / "''" ) "'" ) "=" number [ unit ] *4( ";" [ range ] )
///     longtext  = *( any but "|" )
package struct PluginOutput: Equatable {
  /// A number with its limits, as they are written.
  package struct Datum: Equatable {
    /// What it is called, without quotes.
    package let label: String
    /// The number.
    package let value: Double
    /// Warning, critical, minimum and maximum, as far as they are given.
    package let limits: [String]

    /// A number.
    package init(label: String, value: Double, limits: [String] = []) {
      (self.label, self.value, self.limits) = (label, value, limits)
    }
  }

  /// The word for the state.
  package let state: String
  /// What was said behind it.
  package let text: String
  /// The numbers.
  package let data: [Datum]
  /// The lines below.
  package let lines: [String]

  /// Takes the output apart.
  package init?(_ output: String) {
    guard output.last == "\n" else { return nil }
    var lines = output.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let first = lines.removeFirst()
    guard lines.allSatisfy({ !$0.contains("|") && !$0.isEmpty }),
      let match = first.wholeMatch(of: /[A-Z]+ (OK|WARNING|CRITICAL|UNKNOWN) - ([^|]+)(?:\|([^|]+))?/),
      let data = PluginOutput.data(match.3.map { String($0) })
    else { return nil }
    (state, text, self.data, self.lines) = (String(match.1), String(match.2), data, lines)
  }

  private static func data(_ text: String?) -> [Datum]? {
    guard var rest = text.map({ Substring($0) }) else { return [] }
    var data: [Datum] = []
    let datum =
      /(?:'((?:[^'=]|'')+)'|([^' =]+))=(-?[0-9]+(?:\.[0-9]+)?)(?:s|us|ms|%|B|KB|MB|GB|TB|c)?((?:;[-0-9.:~@]*){0,4})/
    while let match = rest.prefixMatch(of: datum), let value = Double(match.3) {
      let label = (match.1 ?? match.2).map(String.init) ?? ""
      let limits = match.4.split(separator: ";", omittingEmptySubsequences: false).dropFirst().map(String.init)
      data.append(Datum(label: label.replacing("''", with: "'"), value: value, limits: limits))
      rest = rest[match.range.upperBound...]
      if rest.isEmpty { return data }
      guard rest.removeFirst() == " " else { return nil }
    }
    return nil
  }
}
