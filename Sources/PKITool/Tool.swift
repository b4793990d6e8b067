package import Console
package import PKICore
import Platform

/// The program: its commands in the order of the help, and what happens around them.
package enum Tool {
  /// What it is called.
  package static let name = "pki"
  /// Its version.
  package static let version = "0.1.0"

  /// All commands, in the order that help lists them.
  package static let commands: [CommandEntry<World, Answer, PKIError>] = [
    .init(ListCommand.self),
    .init(InspectCommand.self),
    .init(MatchCommand.self),
    .init(DiffCommand.self),
    .init(VerifyCommand.self),
    .init(CheckCommand.self),
    .init(ProbeCommand.self),
    .init(RolesCommand.self),
    .init(CSRCommand.self),
    .init(RenewCommand.self),
    .init(SelfSignedCommand.self),
    .init(SignCommand.self),
    .init(CompleteCommand.self),
    .init(UserCommand.self),
    .init(RevokeCommand.self),
    .init(CRLCommand.self),
    .init(BundleCommand.self),
    .init(ExportCommand.self),
    .init(ImportCommand.self),
    .init(UnlockCommand.self),
    .init(LockCommand.self),
    .init(PKCS12ToSSHCommand.self),
    .init(HelpCommand.self),
    .init(ManCommand.self),
    .init(CompletionCommand.self),
  ]

  /// Everything that is known of the command line.
  package static let table = CommandTable(About.pki, globals: GlobalOptions.self, commands: commands)

  /// Runs the program on the words behind its name; gives the exit status.
  package static func run(_ words: [String], in world: World) -> Int32 {
    var world = world
    let invocation = table.parse(words)
    world.globals = invocation.globals
    if world.globals.debug { LinkedLibrary.traceErrors() }
    var code: Int32
    do throws(PKIError) {
      try world.enterStore()
      code = try perform(invocation, in: world)
    } catch {
      code = world.exitCode(of: error.status)
      world.fail(error, command: invocation.command)
    }
    world.say(LinkedLibrary.tracedErrors.map { Line([Span("\(name): "), Span("openssl: ", .faint), Span($0)]) })
    return finish(code, in: world)
  }

  private static func perform(
    _ invocation: Invocation<GlobalOptions, World, Answer, PKIError>, in world: World
  ) throws(PKIError) -> Int32 {
    let command = invocation.command ?? "pki"
    let answer: Answer
    if case .success(let action) = invocation.action,
      let mistake = unsupported(world.globals.format, by: action, command)
    {
      world.fail(mistake, command: invocation.command)
      return world.exitCode(of: .usage)
    }
    switch invocation.action {
    case .failure(let mistake):
      world.fail(mistake, command: invocation.command)
      return world.exitCode(of: .usage)
    case .success(.help): answer = try HelpCommand.page(invocation.command.map { [$0] } ?? [], in: world)
    case .success(.version): answer = versionAnswer
    case .success(.nothing): answer = try StoreOverview.answer(in: world)
    case .success(.run(let run)): answer = try run(world)
    }
    let writer = ResultWriter(world, command: command)
    writer.write(answer)
    return writer.exitCode
  }

  /// What to say where a command has no such report.
  private static func unsupported(
    _ format: Format, by action: Invocation<GlobalOptions, World, Answer, PKIError>.Action, _ command: String
  ) -> UsageError? {
    guard let report = format.report else { return nil }
    var own: [ReportFormat] = []
    if case .run = action { own = commands.first { $0.name == command }?.formats ?? [] }
    if own.contains(report) { return nil }
    let formats = ["text", "json", "ndjson"] + own.map(\.rawValue)
    let others = commands.filter { $0.formats.contains(report) }.map(\.name)
    return UsageError(
      "--format \(format.rawValue): not a format of \(command), which writes \(formats.joined(separator: ", "))",
      hint: others.isEmpty ? nil : "\(others.joinedAsList) can write it")
  }

  /// A full disk behind standard output is a failure like any other; a reader that went away is one in silence.
  private static func finish(_ code: Int32, in world: World) -> Int32 {
    do {
      try world.output.flush()
      return code
    } catch {
      if !error.isBrokenPipe {
        world.report(PKIError(.io, error.object, "cannot \(error.operation): \(error.reason)"))
      }
      return world.exitCode(of: max(ExitStatus(rawValue: code) ?? .failed, .failed))
    }
  }

  private static var versionAnswer: Answer {
    var outcome = Outcome(source: name)
    outcome.fields = [
      .said(Line("\(name) \(version), with \(LinkedLibrary.version)")),
      Field("version", .text(version)), Field("openssl", .text(LinkedLibrary.version)),
    ]
    return Answer(outcome)
  }
}

extension World {
  /// Goes where `-C` says.
  mutating func enterStore() throws(PKIError) {
    guard let path = globals.folder else { return }
    do {
      folder = try Folder(path, in: folder)
    } catch {
      throw PKIError(
        .unreadable, path, "cannot \(error.operation): \(error.reason)", hint: "-C names the folder of the store")
    }
  }

  /// Says why the whole command could not be done: on standard error, and as the document where one was asked for.
  func fail(_ error: PKIError, command: String?) {
    report(error)
    writeDocument(of: error, command: command)
  }

  /// Says what is wrong with the command line.
  func fail(_ mistake: UsageError, command: String?) {
    say(mistake.lines(program: Tool.name))
    let error = PKIError(.usage, "", mistake.message, hint: mistake.hint)
    writeDocument(of: error, command: command)
  }

  /// The error as a document of the same form as a result without inputs.
  private func writeDocument(of error: PKIError, command: String?) {
    guard globals.format.isJSON else { return writeReport(of: error, command: command) }
    var fields = [Field("schema", .text(ResultWriter.schema)), Field("command", .text(orNull: command))]
    if globals.format == .json { fields.append(Field("inputs", .list([]))) }
    fields.append(Field("error", error.document))
    if globals.format == .json { fields.append(Field("summary", .fields(Tally(status: error.status).fields))) }
    let document = Document.fields(fields)
    var bytes: [UInt8] = []
    document.appendJSON(pretty: globals.format == .json, to: &bytes)
    output.write(bytes)
  }
}

extension Tool {
  /// Runs the program of this process: `arguments` as the system gave them, the program's own name first.
  package static func main(_ arguments: [String]) -> Int32 {
    let world: World
    do {
      world = try World.current()
    } catch {
      Output.standardError.write("\(name): error: \(error.message)\n")
      return ExitStatus.failed.rawValue
    }
    do {
      try LinkedLibrary.start()
    } catch {
      world.report(error)
      return ExitStatus.failed.rawValue
    }
    return run(Array(arguments.dropFirst()), in: world)
  }
}
