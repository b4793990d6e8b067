import Glibc
@testable import Platform
import Testing

/// A pseudoterminal that is the controlling one of this process, and a child in the foreground of it who asks
/// for a passphrase: it ends with 0 where it was told "swordfish".
///
/// To be used in a process of its own, which becomes the leader of a session.
private struct Asking {
  let master: Int32
  let child: pid_t

  init?() {
    signal(SIGTTOU, SIG_IGN)
    setsid()
    master = openMaster()
    guard master >= 0, let name = slaveName(of: master) else { return nil }
    let slave = unsafe open(name, O_RDWR)
    guard slave >= 0, isatty(slave) == 1 else { return nil }
    typealias Fork = @convention(c) () -> pid_t
    guard let symbol = unsafe dlsym(nil, "fork") else { return nil }
    child = unsafe unsafeBitCast(symbol, to: Fork.self)()
    if child == 0 {
      usleep(20_000)
      Asking.ask()
    }
    setpgid(child, child)
    tcsetpgrp(slave, child)
  }

  private static func ask() -> Never {
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] { signal(number, SIG_DFL) }
    // The thread that the test began on holds all signals back.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
    // Whatever goes wrong, nobody waits for ever.
    alarm(20)
    do {
      let secret = try Terminal.askSecret(prompt: "Passphrase: ")
      _exit(secret.isEqual(to: Secret(copying: [UInt8]("swordfish"))) ? 0 : 10)
    } catch PromptFailure.cancelled {
      _exit(11)
    } catch PromptFailure.tooLong {
      _exit(12)
    } catch { _exit(13) }
  }

  var echoes: Bool {
    var mode = termios()
    unsafe tcgetattr(master, &mode)
    return mode.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Waits, a few seconds at most, until the echo is on or off.
  func waits(echo: Bool) -> Bool {
    for _ in 0..<500 {
      if echoes == echo { return true }
      usleep(10_000)
    }
    return false
  }

  func type(_ text: String) { unsafe write(master, text, text.utf8.count) }

  /// What waitpid(2) says of the child.
  func status(_ options: Int32 = 0) -> Int32 {
    var status: Int32 = 0
    unsafe waitpid(child, &status, options)
    return status
  }

  /// What the terminal shows by now.
  var shown: String {
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe read(master, &buffer, buffer.count)
    return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
  }
}

/// The side of a new pseudoterminal that a terminal emulator would hold.
private func openMaster() -> Int32 { unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY) }

/// Unlocks the other side and gives its path.
///
/// The requests are TIOCSPTLCK and TIOCGPTN.
private func slaveName(of master: Int32) -> String? {
  var number: Int32 = 0
  if unsafe ioctl(master, 0x4004_5431, &number) != 0 || ioctl(master, 0x8004_5430, &number) != 0 {
    return nil
  }
  return "/dev/pts/\(number)"
}

/// Ends this process with the number of the step that went wrong.
private func step(_ number: Int32, _ condition: Bool) {
  if !condition { _exit(number) }
}

@Suite struct TerminalTests {
  @Test func asksWithoutEcho() async {
    await #expect(processExitsWith: .exitCode(0)) {
      guard let asking = Asking() else { _exit(1) }
      step(2, asking.waits(echo: false))
      asking.type("swordfish\n")
      step(3, asking.status() == 0)
      step(4, asking.echoes)
      let shown = asking.shown
      step(5, shown.hasPrefix("Passphrase: "))
      step(6, !shown.contains("swordfish"))
      _exit(0)
    }
  }

  struct Answer: CustomTestStringConvertible, Sendable, Codable {
    let name: String
    let typed: String
    let status: Int32
    var testDescription: String { name }

    static let all: [Answer] = [
      Answer(name: "the end of input", typed: "\u{4}", status: 11),
      Answer(name: "too much", typed: String(repeating: "x", count: 1_025) + "\n", status: 12),
      Answer(name: "as much as may be", typed: String(repeating: "x", count: 1_024) + "\n", status: 10),
      Answer(name: "nothing", typed: "\n", status: 10),
      Answer(name: "a correction", typed: "swordfisk\u{7f}h\n", status: 0),
    ]
  }

  @Test(arguments: Answer.all) func takes(_ answer: Answer) async {
    await #expect(processExitsWith: .exitCode(0)) { [answer = answer as Answer] in
      guard let asking = Asking() else { _exit(1) }
      step(2, asking.waits(echo: false))
      asking.type(answer.typed)
      let status = asking.status()
      step(3, status == answer.status << 8)
      step(4, asking.echoes)
      _exit(0)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT]) func echoIsBackAfterASignal(_ number: Int32) async {
    await #expect(processExitsWith: .exitCode(0)) { [number = number as Int32] in
      guard let asking = Asking() else { _exit(1) }
      step(2, asking.waits(echo: false))
      if number == SIGINT { asking.type("\u{3}") } else { kill(asking.child, number) }
      step(3, asking.status() & 0x7F == number)
      step(4, asking.echoes)
      _exit(0)
    }
  }

  @Test func echoIsBackWhileStopped() async {
    await #expect(processExitsWith: .exitCode(0)) {
      guard let asking = Asking() else { _exit(1) }
      for _ in 0..<3 {
        step(2, asking.waits(echo: false))
        asking.type("\u{1A}")
        step(3, asking.status(WUNTRACED) & 0xFF == 0x7F)
        step(4, asking.echoes)
        kill(asking.child, SIGCONT)
      }
      step(5, asking.waits(echo: false))
      asking.type("swordfish\n")
      step(6, asking.status() == 0)
      step(7, asking.echoes)
      _exit(0)
    }
  }

  @Test func withoutATerminalItFailsAtOnce() async {
    await #expect(processExitsWith: .exitCode(0)) {
      setsid()
      do {
        _ = try Terminal.askSecret(prompt: "?")
      } catch PromptFailure.noTerminal { _exit(0) }
      _exit(1)
    }
  }

  @Test func widthAndKind() throws {
    #expect(!Terminal.isTerminal(-1))
    let file = unsafe Descriptor(open("/dev/null", O_RDONLY))
    #expect(!Terminal.isTerminal(file.number))
    let master = Descriptor(openMaster())
    #expect(Terminal.isTerminal(master.number))
    var size = winsize(ws_row: 24, ws_col: 97, ws_xpixel: 0, ws_ypixel: 0)
    unsafe #expect(ioctl(master.number, UInt(TIOCSWINSZ), &size) == 0)
    #expect(Terminal.width(of: master.number) == 97)
  }
}
