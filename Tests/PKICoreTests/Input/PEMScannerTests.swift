import Testing

@testable import PKICore

@Suite struct PEMScannerTests {
  /// What text gives: labels of intact blocks, and problems with their lines.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let found: [String]
    var testDescription: String { name }

    static let body = "MAMCAQE="
    static let block = "-----BEGIN A B-----\n\(body)\n-----END A B-----\n"

    static let all: [Case] = [
      Case(name: "nothing", text: "", found: []),
      Case(name: "one", text: block, found: ["1 A B"]),
      Case(name: "two", text: block + block, found: ["1 A B", "4 A B"]),
      Case(name: "no final newline", text: String(block.dropLast()), found: ["1 A B"]),
      Case(
        name: "carriage returns and line feeds",
        text: block.split(separator: "\n").joined(separator: "\r\n") + "\r\n" + block, found: ["1 A B", "4 A B"]),
      Case(
        name: "carriage returns", text: String(block.map { $0 == "\n" ? "\r" : $0 }) + block,
        found: ["1 A B", "4 A B"]),
      Case(
        name: "text around", text: "subject=x\n\n" + block + "-- \nbye",
        found: ["1 > subject=x", "3 A B", "6 > -- ", "7 > bye"]),
      Case(name: "one line", text: "-----BEGIN A B-----\(body)-----END A B-----", found: ["1 A B"]),
      Case(
        name: "indented", text: "  -----BEGIN A B-----\n  MAMC\n\tAQE=  \n  -----END A B-----\n", found: ["1 A B"]),
      Case(
        name: "blank lines inside", text: "-----BEGIN A B-----\n\n\nMAMC\n\nAQE=\n\n-----END A B-----", found: ["1 A B"]
      ),
      Case(name: "a mark before", text: "\u{feff}" + block, found: ["1 A B"]),
      Case(name: "Ctrl-Z behind", text: block + "\u{1a}", found: ["1 A B"]),
      Case(
        name: "escaped line ends", text: "-----BEGIN A B-----\\nMAMCAQE=\\n-----END A B-----\\n",
        found: ["1 A B", "1 > \\n"]),
      Case(
        name: "header fields",
        text: "-----BEGIN A B-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: X,\n 0102\n\n\(body)\n-----END A B-----\n",
        found: ["1 A B Proc-Type=4,ENCRYPTED DEK-Info=X,0102"]),
      Case(
        name: "no END line", text: "-----BEGIN A B-----\n\(body)\n",
        found: ["1 A B! 3: the file ends before the END line"]),
      Case(
        name: "nothing but the BEGIN line", text: "\n-----BEGIN A B-----\n\n",
        found: ["2 A B! 4: the file ends before the END line"]),
      Case(
        name: "nothing but header fields", text: "-----BEGIN A B-----\na: b\n",
        found: ["1 A B! 3: the file ends before the END line"]),
      Case(
        name: "no END line, another block", text: "-----BEGIN A B-----\n\(body)\n" + block,
        found: ["1 A B! 3: the next block begins before the END line", "3 A B"]),
      Case(
        name: "another END line", text: "-----BEGIN A B-----\n\(body)\n-----END C-----\n" + block,
        found: ["1 A B! 3: the END line says C, the BEGIN line A B", "4 A B"]),
      Case(
        name: "a short END line", text: "-----BEGIN A B-----\n\(body)\n-----END A B--\n" + block,
        found: ["1 A B! 3: the END line is damaged", "4 A B"]),
      Case(
        name: "a wrong character", text: "-----BEGIN A B-----\nMAMC\nAQ!=\n-----END A B-----\n" + block,
        found: ["1 A B! 3: '!' is no base64", "5 A B"]),
      Case(
        name: "a missing character", text: "-----BEGIN A B-----\nMAMCA\n-----END A B-----\n",
        found: ["1 A B! 3: the base64 is cut off: a character is missing"]),
      Case(
        name: "base64 behind its padding", text: "-----BEGIN A B-----\nMAMCAQE=\nMAMC\n-----END A B-----\n",
        found: ["1 A B! 3: base64 goes on after its padding"]),
      Case(name: "no label", text: "-----BEGIN -----\nMAMC\n", found: ["1 > -----BEGIN -----", "2 > MAMC"]),
      Case(name: "a label without end", text: "-----BEGIN A\n" + block, found: ["1 > -----BEGIN A", "2 A B"]),
    ]
  }

  @Test(arguments: Case.all) func finds(_ one: Case) {
    let bytes = Array(one.text.utf8)
    #expect(scan(bytes, pieces: bytes.count + 1) == one.found)
  }

  @Test(arguments: Case.all) func findsTheSameInPieces(_ one: Case) {
    for size in 1...9 { #expect(scan(Array(one.text.utf8), pieces: size) == one.found, "in pieces of \(size)") }
  }

  @Test func boundsABlock() {
    let text = "-----BEGIN A-----\n" + String(repeating: "AAAA", count: 500) + "\n-----END A-----\n" + Case.block
    #expect(scan(Array(text.utf8), pieces: 100, limit: 1_000) == ["1 A! 1: this block holds more than 0 MiB", "4 A B"])
  }

  @Test func boundsALine() {
    let text = String(repeating: "x", count: 200_000) + "\n" + Case.block
    #expect(scan(Array(text.utf8), pieces: 1_000).last == "2 A B")
  }

  private func scan(_ bytes: [UInt8], pieces: Int, limit: Int = 1 << 20) -> [String] {
    var scanner = PEMScanner(blockLimit: limit)
    var found: [String] = []
    var start = 0
    var atEnd = false
    while true {
      while let event = scanner.next(atEnd: atEnd) { found.append(words(event, scanner.buffer)) }
      if atEnd { return found }
      scanner.compact()
      let end = min(start + pieces, bytes.count)
      scanner.buffer += bytes[start..<end]
      atEnd = start == end
      start = end
    }
  }

  private func words(_ event: PEMScanner.Event, _ buffer: [UInt8]) -> String {
    switch event {
    case .text(let line, let number): return "\(number) > " + String(decoding: buffer[line], as: UTF8.self)
    case .block(let block):
      if let problem = block.problem { return "\(block.line) \(block.label)! \(problem.line): \(problem.text)" }
      #expect(block.octets == [0x30, 0x03, 0x02, 0x01, 0x01])
      return "\(block.line) \(block.label)" + block.headers.map { " \($0.name)=\($0.value)" }.joined()
    }
  }
}
