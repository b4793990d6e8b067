import TestKit

/// Somebody at a terminal, played by Python's pty.
enum Pseudoterminal {
  static let isThere = InstalledTool("python3").isThere

  /// What became of a program at a terminal.
  struct Ending {
    /// Its exit status; minus the signal where one ended it.
    let status: Int
    /// Whether the terminal shows again what is typed.
    let echoes: Bool
    /// Everything that stood on the terminal.
    let screen: String
  }

  /// Runs pki at a terminal of its own; after `prompt` has appeared, types `answer`, or sends `signal`.
  static func run(
    _ words: [String], in folder: String, prompt: String, answers: [String] = [], signal: Int32 = 0,
    environment: [String: String] = [:]
  ) throws -> Ending {
    let tool = InstalledTool("python3").program(
      folder: folder,
      environment: ["PROMPT": prompt, "ANSWERS": answers.joined(separator: "\n"), "SIGNAL": "\(signal)"]
        .merging(environment) { $1 })
    let result = try tool.run(["-c", player, Pki.path] + words)
    let parts = result.text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard result.status == 0, parts.count == 3, let status = Int(parts[0]) else {
      struct Failure: Error { let result: Program.Result }
      throw Failure(result: result)
    }
    return Ending(status: status, echoes: parts[1] == "True", screen: parts[2])
  }

  private static let player = """
    import os, pty, sys, time, termios, select, signal
    prompt, number = os.environ["PROMPT"].encode(), int(os.environ["SIGNAL"])
    answers = [a for a in os.environ["ANSWERS"].split("\\n") if a]
    master, slave = pty.openpty()
    pid = os.fork()
    if pid == 0:
      for each in range(1, 65): signal.signal(each, signal.SIG_DFL) if each not in (9, 19, 32, 33) else None
      os.close(master)
      os.login_tty(slave) if hasattr(os, "login_tty") else (os.setsid(), __import__("fcntl").ioctl(slave, termios.TIOCSCTTY, 0), [os.dup2(slave, n) for n in (0, 1, 2)])
      os.execv(sys.argv[1], sys.argv[1:])
    screen, from_here, sent, status = b"", 0, False, None
    end = time.monotonic() + 60
    while status is None and time.monotonic() < end:
      if select.select([master], [], [], 0.005)[0]:
        try: screen += os.read(master, 4096)
        except OSError: pass
      done, code = os.waitpid(pid, os.WNOHANG)
      if done: status = os.waitstatus_to_exitcode(code)
      found = screen.find(prompt, from_here)
      # The prompt is shown after the echo is off, never before.
      if found >= 0 and status is None:
        from_here = found + len(prompt)
        if number and not sent:
          sent = True
          os.kill(pid, number)
        elif answers: os.write(master, answers.pop(0).encode() + b"\\n")
    while select.select([master], [], [], 0.02)[0]:
      try: screen += os.read(master, 4096)
      except OSError: break
    if status is None: os.kill(pid, 9)
    print(-99 if status is None else status)
    print(bool(termios.tcgetattr(slave)[3] & termios.ECHO))
    sys.stdout.flush()
    os.write(1, screen)
    """
}
