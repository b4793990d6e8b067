import Console

extension About {
  /// What `pki` says of itself.
  static let pki = About(
    name: Tool.name, tagline: "keys, requests, certificates and chains for video and voice platforms",
    discussion: [
      "Makes keys and certificate requests, signs them, checks that key, certificate and chain fit together, and says in "
        + "plain words what is wrong and what to do. The commands are those of the Cisco Meeting Server's pki, and more."
    ],
    topics: topics, seeAlso: ["openssl(1)", "ssh-keygen(1)"])

  /// Pages that are no command's.
  static let topics = [
    Topic(
      "rules", "what roles need, and every rule that certificates are held against", isReference: true, RuleText.page),
    Topic(
      "exit-codes", "what the exit codes mean",
      [
        .paragraph("They are the same for all commands. Of several inputs the worst counts."),
        .terms([
          Term("0", "done; or checked, and good"),
          Term("1", "checked, and the answer is no: no match, not verified, expired, refused"),
          Term("2", "could not do it or could not tell: file, parse, passphrase, disk"),
          Term("64", "used wrongly: unknown option, bad attribute, missing argument"),
        ]),
        .paragraph(
          "--format nagios alone has the codes of monitoring plugins: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN, which is also "
            + "what a wrong command line comes to."),
      ]),
    Topic(
      "passphrases", "where passphrases come from",
      [
        .paragraph(
          "Never from an argument, which every user of the machine can read. --passin is for what is read, --passout for "
            + "what is written."),
        .terms([
          Term("prompt", "asked for at the terminal without echo, twice where one is set; the default"),
          Term("env:VAR", "the environment variable VAR; an empty one is the empty passphrase"),
          Term("file:PATH", "the first line of a file"),
          Term("fd:N", "the first line that the open descriptor N gives"),
          Term("stdin", "the first line of standard input"),
        ]),
      ]),
    Topic(
      "files", "what is read and how it is written",
      [
        .paragraph(
          "Every command reads every format, told by its content: PEM with any number of blocks, DER, PKCS#7, PKCS#12, "
            + "OpenSSH keys. - is standard input."),
        .paragraph(
          "Private keys are written with mode 0600, complete or not at all, and nothing is overwritten without --force. A "
            + "key that is replaced is kept as NAME.key.bak."),
      ]),
    Topic(
      "environment", "which variables count",
      [
        .terms([
          Term("NO_COLOR", "no colours where it is set and not empty"),
          Term("TERM", "no colours where it is dumb"),
        ])
      ]),
  ]
}
