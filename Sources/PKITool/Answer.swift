package import Console
package import PKICore
package import Platform

/// What a command answers: how many inputs it was asked about, and the answer to each.
///
/// A command never prints and never writes a file: `Tool` does both, in the order of the inputs, on as many cores as
/// there are, with only a few answers in memory at a time.
package struct Answer: Sendable {
  /// The number of inputs.
  package let count: Int
  /// Whether inputs may be worked on at the same time.
  package let inParallel: Bool
  /// The input as it was named; "-" is standard input.
  package let source: @Sendable (Int) -> String
  /// The answer to one input; elements of long answers go to the sink as they come.
  package let each: @Sendable (Int, Sink) -> Outcome
  /// What is to be said once all inputs are done, from what they came to.
  package let summary: @Sendable (Tally) -> [Field]
  /// What is said beside the inputs: a list that JSON gives by itself, at the top of the document.
  package var beside: [Field] = []
  /// What the document says at its top once all inputs are done; with it, the last line of NDJSON is the summary.
  package var closing: @Sendable () -> [Field] = { [] }
  /// What the list of JSON is called where its elements are what the inputs were found to be, each by itself, and not the
  /// inputs; NDJSON has a line for each then. nil where inputs are the elements.
  package var elements: String?
  /// What is counted at a terminal while the work goes on, in the plural; nil for nothing.
  package var progress: String?
  /// Whether what an input came to goes out at once: who waits for others has somebody who reads along.
  package var flows = false
  /// How many inputs are worked on at the same time; nil for as many as there are processors.
  package var workers: Int?
  /// What a report says of itself, for commands that have one.
  package var outline = ReportOutline()
  /// The answer where all inputs were passed over, or there is none; nil where nothing is to be said of that.
  package var whenNothing: Outcome?

  /// Answers to many inputs.
  package init(
    count: Int, inParallel: Bool = true, source: @escaping @Sendable (Int) -> String,
    summary: @escaping @Sendable (Tally) -> [Field] = { _ in [] },
    each: @escaping @Sendable (Int, Sink) -> Outcome
  ) {
    self.count = count
    self.inParallel = inParallel
    self.source = source
    self.each = each
    self.summary = summary
  }

  /// The answer to the only input.
  package init(_ outcome: Outcome) {
    self.init(count: 1, inParallel: false, source: { _ in outcome.source }) { _, _ in outcome }
  }

  /// Text that is the whole result and goes out as it is, such as a man page; JSON gives it as `text`.
  package init(text: String, source: String) {
    var outcome = Outcome(source: source)
    outcome.raw = Array(text.utf8)
    outcome.fields = [Field("text", .text(text))]
    self.init(outcome)
  }

  /// Lines that are the whole result, such as a page of help; JSON gives them as `text`.
  package init(page lines: [Line], source: String) {
    var outcome = Outcome(source: source)
    outcome.fields = [.said(lines), Field("text", .text(lines.map(\.plain).joined(separator: "\n")))]
    self.init(outcome)
  }
}

/// What one input came to.
package struct Outcome: Sendable {
  /// The input as it was named; "-" is standard input.
  package var source: String
  /// Good, no, or failed; an error counts for itself.
  package var status = ExitStatus.good
  /// What is said about it, after its items.
  package var fields: [Field] = []
  /// Why it could not be done.
  package var error: PKIError?
  /// What is wrong with parts of it, beside `error`; JSON says it at those parts.
  package var problems: [PKIError] = []
  /// What to write, all or none, before anything is said.
  package var files: [FileToWrite] = []
  /// What gets another name once all files are written.
  package var moves: [FileMove] = []
  /// Whether files are only named, not written.
  package var isDryRun = false
  /// Bytes that are the result itself in text: PEM or DER on standard output, a man page.
  package var raw: [UInt8]?
  /// Whether nothing is to be said of it: a file of a folder that holds nothing of ours.
  package var isPassedOver = false
  /// Whether text leaves an empty line between it and the one before.
  package var standsApart = false
  /// What it comes to in a report; nil where the command has none.
  package var report: ReportedInput?
  /// What is worth knowing beside the result.
  package var notes: [String] = []

  /// An answer about `source`.
  package init(source: String) {
    self.source = source
  }

  /// A failure to answer.
  package init(source: String, error: PKIError) {
    self.source = source
    self.error = error
    self.status = error.status
  }
}

extension Outcome {
  /// Gives text that is the result itself to standard output; JSON has it as `pem`.
  mutating func put(_ pem: [UInt8]) {
    raw = pem
    fields.append(Field("pem", .text(String(decoding: pem, as: UTF8.self))))
  }
}

/// A file that gets another name.
package struct FileMove: Sendable, Hashable {
  /// The name that it has.
  package let old: String
  /// The name that it gets, which nothing has.
  package let new: String
}

extension PKIError {
  /// The exit status that the kind of failure leads to.
  package var status: ExitStatus {
    switch kind {
    case .refused: .no
    case .usage: .usage
    default: .failed
    }
  }
}

/// What the inputs came to, counted.
package struct Tally: Sendable {
  /// The inputs answered.
  package var inputs = 0
  /// The elements handed to sinks.
  package var items = 0
  /// Those that came to each status.
  package var good = 0, no = 0, failed = 0
  /// The worst status of all.
  package var status = ExitStatus.good

  init(status: ExitStatus = .good) {
    self.status = status
  }

  mutating func count(_ outcome: Outcome, items: Int) {
    inputs += 1
    self.items += items
    switch outcome.status {
    case .good: good += 1
    case .no: no += 1
    case .failed, .usage: failed += 1
    }
    status = max(status, outcome.status)
  }
}
