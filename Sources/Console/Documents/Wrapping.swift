extension String {
  /// The words in lines of at most `width` columns; a longer word has a line of its own.
  package func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var columns = 0
    for word in split(separator: " ") {
      let wide = Escaping.columns(of: String(word))
      if !line.isEmpty, columns + 1 + wide > width {
        lines.append(line)
        (line, columns) = ("", 0)
      }
      if !line.isEmpty {
        line += " "
        columns += 1
      }
      line += word
      columns += wide
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
