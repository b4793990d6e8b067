package import PKICore
package import Platform

extension World {
  /// The passphrase of `subject`, from the source given or from a terminal. Throws where there is neither.
  package func passphrase(of subject: String, from source: PassphraseSource?) throws(PKIError) -> Secret {
    try read(source ?? .prompt, subject: subject, prompt: "Passphrase of \(subject): ", option: "--passin")
  }

  /// A passphrase to lock `subject` with: asked for twice at a terminal.
  package func newPassphrase(of subject: String, from source: PassphraseSource?) throws(PKIError) -> Secret {
    let option = "--passout"
    let first = try read(source ?? .prompt, subject: subject, prompt: "New passphrase of \(subject): ", option: option)
    guard source ?? .prompt == .prompt else { return first }
    let second = try read(.prompt, subject: subject, prompt: "The same once more: ", option: option)
    guard first.isEqual(to: second) else {
      throw PKIError(.passphrase, subject, "the two passphrases differ", hint: "nothing was written; try again")
    }
    return first
  }

  private func read(
    _ source: PassphraseSource, subject: String, prompt: String, option: String
  ) throws(PKIError) -> Secret {
    if source == .prompt {
      do {
        return try ask(prompt)
      } catch .noTerminal {
        throw PKIError(
          .passphrase, subject, "a passphrase is needed, and there is no terminal to ask at",
          hint: "give it with \(option) env:VAR, file:PATH, fd:N or stdin")
      } catch {
        throw PKIError(.passphrase, subject, "no passphrase: \(error.message)")
      }
    }
    do {
      let answer = try source.read(folder: folder)
      if answer.isExposed { note("the passphrase file can be read by others: chmod 600 would close it") }
      return answer.secret.copy()
    } catch {
      throw PKIError(.passphrase, subject, "no passphrase: \(error.message)")
    }
  }
}
