/// A program whose memory is measured.
///
/// What the system tells of a child that has ended counts the memory of the process that made it, which for tests is theirs.
/// So a small process makes it and writes down what the system says: Python, which must be there.
package struct MeasuredProgram: Sendable {
  /// The program.
  package var program: Program
  /// Whether programs can be measured here; where not, a line says so.
  package static var isPossible: Bool { python.isThere }

  private static let python = InstalledTool("python3")
  private static let script = """
    import resource, subprocess, sys
    status = subprocess.run(sys.argv[3:], timeout=float(sys.argv[2])).returncode
    with open(sys.argv[1], "w") as file:
        file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
    sys.exit(status if status >= 0 else 128 - status)
    """

  /// A program to be measured.
  package init(_ program: Program) { self.program = program }

  /// Runs it to its end; gives also the most memory that was resident at once, in KiB.
  package func run(_ arguments: [String]) throws -> (result: Program.Result, kibibytes: Int) {
    let notes = try TemporaryFolder()
    var observer = program
    observer.path = Self.python.path ?? Self.python.name
    // Python ends the program before it is ended itself.
    observer.secondsAllowed += 5
    let words = ["-I", "-c", Self.script, notes.path("peak"), "\(program.secondsAllowed)", program.path]
    let result = try observer.run(words + arguments)
    return (result, Int(try notes.text("peak")) ?? .max)
  }
}
