/// An answer in units: lines, and bodies of PEM blocks, which may have another number of lines each time.
struct Reply {
  var units: [String] = []

  init(_ lines: [String]) {
    var isBody = false, body: [String] = []
    for line in lines {
      if isBody, line.contains("-----END ") {
        if !body.isEmpty { units.append(body.joined(separator: "\n")) }
        (isBody, body) = (false, [])
      }
      if isBody { body.append(line) } else { units.append(line) }
      if line.contains("-----BEGIN "), !line.contains("-----END ") { isBody = true }
    }
    units += body
  }

  /// The lines again.
  var lines: [String] { units.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) } }

  /// What two runs have in common; nil where they differ in more than masks can hide.
  func merged(with other: Reply) -> Reply? {
    guard units.count == other.units.count else { return nil }
    var merged = self
    for index in units.indices {
      guard let unit = Mask.merged(units[index], other.units[index]) else { return nil }
      merged.units[index] = unit
    }
    return merged
  }

  /// The differences from what was expected, with signs before all lines; nil where there are none.
  func differences(from expected: Reply) -> [String]? {
    // What a mask stands for is written as the mask, so that only true differences differ.
    let found = units.map { unit in expected.units.first { Mask.matches($0, unit) } ?? unit }
    if found == expected.units { return nil }
    let difference = found.difference(from: expected.units)
    var removed: [Int: String] = [:], inserted: [Int: String] = [:]
    for change in difference {
      switch change {
      case .remove(let offset, let unit, _): removed[offset] = unit
      case .insert(let offset, let unit, _): inserted[offset] = unit
      }
    }
    var lines: [String] = [], next = 0
    for (index, unit) in expected.units.enumerated() {
      if let unit = removed[index] {
        lines.append("- \(unit)")
        continue
      }
      while let unit = inserted[next] { (lines, next) = (lines + ["+ \(unit)"], next + 1) }
      (lines, next) = (lines + ["  \(unit)"], next + 1)
    }
    while let unit = inserted[next] { (lines, next) = (lines + ["+ \(unit)"], next + 1) }
    return lines
  }
}
