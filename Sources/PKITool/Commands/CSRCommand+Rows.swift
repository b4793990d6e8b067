import Console
import PKICore
import Platform
import Vocabulary

// `pki csr --from hosts.csv`: a row is a request.
extension CSRCommand {
  /// Makes the requests of a table, after all its rows have been found good.
  func runTable(_ path: String, in world: World) throws(PKIError) -> Answer {
    // What is wrong on the command line is said before the file is opened.
    _ = try AttributeSyntax(operands, nearest: Suggestion.nearest)
    let table = try world.table(path)
    let columns: [String: RowColumn]
    do { columns = try table.columns() } catch { throw error.about(table.source) }
    let reader = try RequestRowReader(self, columns: columns)
    var outcome = Outcome(source: path)
    var survey = RowSurvey(table, reader, in: world)
    survey.run()
    guard survey.failed == 0 else {
      outcome.add(survey.errors, of: survey.failed)
      outcome.fields = [
        .said(Line("\(survey.failed.rows) of \(table.count) cannot be used; nothing was written", .bad)),
        Field("rows", .number(table.count)), Field("created", 0), Field("passed_over", 0),
        Field("failed", .number(survey.failed)), Field("errors", .list(survey.errors.map(\.document))),
      ]
      return Answer(outcome)
    }
    if survey.dotted > 0 {
      outcome.notes.append(
        "\(survey.dotted == 1 ? "1 name holds" : "\(survey.dotted) names hold") dots, which the Meeting Server does not take"
      )
    }
    if survey.strayed > 0 {
      outcome.notes.append(
        "\(survey.strayed.rows) with a common name that is no host name and no alternative names, which browsers and many "
          + "servers want")
    }
    try make(table, reader, survey.specimens.mapValues(\.keyDescription.text), &outcome, in: world)
    return Answer(outcome)
  }

  private func make(
    _ table: RowTable, _ reader: RequestRowReader, _ specimens: [KeyType: String], _ outcome: inout Outcome,
    in world: World
  ) throws(PKIError) {
    try Manifest.verifyKind(in: world)
    let journal: Journal?
    do { journal = writing.isDryRun ? nil : try Journal(Manifest.file, in: world.folder) } catch {
      throw PKIError(writing: error)
    }
    let isFresh: Bool
    do {
      isFresh = try !world.folder.holds { name in
        let name = name.lowercased()
        return name.hasSuffix(".key") || name.hasSuffix(".csr")
      }
    } catch { throw PKIError(writing: .system(error)) }
    let maker = RequestMaker(
      command: self, world: world, known: try Manifest.known(in: world), isFresh: isFresh, specimens: specimens)
    let shard = many.shard
    var run = BulkRun("requests", total: shard.count(of: table.count), journal: journal, in: world)
    try run.run(count: shard.count(of: table.count), chunk: key.type.isSlow ? 1 : 16) { number in
      do throws(TableError) {
        let row = try table.row(shard.index(number))
        let (request, errors) = reader.request(row)
        guard let request else { throw errors.first ?? TableError(row.place, PKIError(.content, "", "not a request")) }
        return maker.make(request)
      } catch {
        return BulkStep(error: error.about(table.source))
      }
    }
    outcome.add(run.errors, of: run.failed)
    outcome.fields = run.fields(rows: table.count, made: "keys and requests", dryRun: writing.isDryRun)
  }
}

/// Looks at all rows of a table before the first key is made.
struct RowSurvey {
  /// How many rows cannot be used.
  private(set) var failed = 0
  /// What is wrong with the first of them, in their order.
  private(set) var errors: [PKIError] = []
  /// How many names hold a dot.
  private(set) var dotted = 0
  /// How many have a common name for a host that is none, and no other name.
  private(set) var strayed = 0

  private let table: RowTable
  private let reader: RequestRowReader
  private let world: World
  private var faultCount = 0
  private var names = NameMarks()
  /// A key of each type that rows ask for.
  private(set) var specimens: [KeyType: SubjectPublicKeyInfo] = [:]

  init(_ table: RowTable, _ reader: RequestRowReader, in world: World) {
    self.table = table
    self.reader = reader
    self.world = world
  }

  /// Looks at every row.
  mutating func run() {
    if table.count == 0 {
      failed = 1
      errors = [PKIError(.content, table.source, "the table has no rows")]
    }
    let (table, reader, world) = (table, reader, world)
    Workers.parallelOrdered(count: table.count, chunk: 64) { index in
      RowSurvey.look(at: index, table, reader, world)
    } consume: { index, found in
      self.take(index, found.request, found.errors)
    }
  }

  private static func look(
    at index: Int, _ table: RowTable, _ reader: RequestRowReader, _ world: World
  ) -> (request: RequestRow?, errors: [TableError]) {
    do throws(TableError) {
      let row = try table.row(index)
      let found = reader.request(row)
      guard let request = found.request, let file = request.keyFile else { return found }
      do throws(PKIError) {
        let key = try world.signingKey(file, passin: reader.command.passin.source)
        try request.needs.checkKey(key.publicKey)
      } catch {
        throw TableError(row.place, error)
      }
      return found
    } catch {
      return (nil, [error])
    }
  }

  private mutating func take(_ index: Int, _ request: RequestRow?, _ faults: [TableError]) {
    let before = faultCount
    for fault in faults { add(fault) }
    if let request { take(index, request) }
    if faultCount > before { failed += 1 }
  }

  private mutating func take(_ index: Int, _ request: RequestRow) {
    if request.name.hasDot { dotted += 1 }
    if request.names.strayHostName != nil { strayed += 1 }
    let place = table.place(of: index)
    if let other = names.insert(request.name.text, index) {
      let line = table.place(of: other).line
      add(TableError(place, PKIError(.content, "", "\(request.name.text): line \(line) has the same name")))
    }
    guard request.keyFile == nil else { return }
    do throws(PKIError) {
      if specimens[request.keyType] == nil {
        specimens[request.keyType] = try SubjectPublicKeyInfo.specimen(of: request.keyType)
      }
      if let specimen = specimens[request.keyType] { try request.needs.checkKey(specimen) }
    } catch {
      add(TableError(place, error))
    }
  }

  private mutating func add(_ fault: TableError) {
    faultCount += 1
    guard errors.count < BulkRun.mostErrors else { return }
    // What is wrong in a file is no misuse of the command line.
    let error = fault.about(table.source)
    errors.append(
      error.kind == .usage
        ? PKIError(.content, error.subject, error.message, hint: error.hint, reason: error.reason) : error)
  }
}

extension Int {
  /// "1 row", "7 rows".
  var rows: String { self == 1 ? "1 row" : "\(self) rows" }
}

extension KeyType {
  /// Whether making one takes so long that each is handed out by itself.
  var isSlow: Bool { if case .rsa = self { true } else { false } }
}
