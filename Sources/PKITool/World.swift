import Console
import PKICore
package import Platform
package import Vocabulary

/// The world as a command sees it: files, clock, terminal, and the options that hold for all commands.
package struct World: Sendable {
  /// The store, and the folder that all paths are relative to.
  package var folder: Folder
  /// The options that stand before or after any command.
  package var globals: GlobalOptions
  /// The time.
  package var clock: Clock
  /// Where results go.
  package var output: Output
  /// Where everything else goes.
  package var errors: Output
  /// What the environment says: `NO_COLOR`, `TERM`, ….
  package var environment: @Sendable (String) -> String?
  /// Asks for a passphrase; throws where nobody can be asked.
  package var ask: @Sendable (String) throws(PromptFailure) -> Secret
  /// The columns of the terminal that results go to; nil where they go elsewhere.
  package var width: Int?

  /// The instant that dates are judged by: `--at`, else now.
  package var instant: Instant { globals.instant ?? clock.now }

  /// The world of this process.
  package static func current() throws(SystemError) -> World {
    World(
      folder: try Folder("."), globals: GlobalOptions(), clock: .system, output: .standardOutput,
      errors: .standardError, environment: { Environment.value($0) },
      ask: { prompt throws(PromptFailure) in try Terminal.askSecret(prompt: prompt) },
      width: Terminal.isTerminal(1) ? Terminal.width(of: 1) : nil)
  }

  /// Whether somebody sees the result as it comes, also at a terminal that does not say how wide it is.
  var isSeen: Bool { width != nil || output.descriptor.map { Terminal.isTerminal($0) } ?? false }

  /// How results are coloured.
  var colour: Colour {
    switch globals.colour {
    case .always: return .ansi
    case .never: return .never
    case .auto:
      let plain = width == nil || environment("TERM") == "dumb" || !(environment("NO_COLOR") ?? "").isEmpty
      return plain ? .never : .ansi
    }
  }
}
