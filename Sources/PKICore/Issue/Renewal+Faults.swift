import Vocabulary

extension Renewal {
  /// What is asked for and no request of ours would ask for, though the certificate has it: a subject or a name that
  /// could not be typed for `pki csr`. Each with what would mend it; empty where all is well.
  package var faults: [PKIError] { subjectFaults + nameFaults }

  private static let force = "--force asks for it as it is"

  private var subjectFaults: [PKIError] {
    var faults: [PKIError] = []
    for one in subject.attributes {
      guard let attribute = SubjectAttribute.allCases.first(where: { $0.type == one.type }) else { continue }
      do throws(PKIError) {
        _ = try SubjectSyntax.checked(one.text, attribute)
      } catch {
        let name = attribute.rawValue
        let remedy = error.hint ?? "\(name):VALUE gives another, and an empty \(name): takes it away"
        faults.append(PKIError(.refused, "", error.message, hint: "\(remedy); \(Renewal.force)"))
      }
    }
    return faults
  }

  private var nameFaults: [PKIError] {
    if let damageOfNames {
      return [
        PKIError(
          .refused, "", "its alternative names are damaged: \(damageOfNames)",
          hint: "subjectAltName:LIST gives others; --force leaves them out")
      ]
    }
    if subject.isEmpty, extensions.alternativeNames.isEmpty {
      return [PKIError(.refused, "", "it names nobody", hint: "give CN: or subjectAltName:; \(Renewal.force)")]
    }
    var faults: [PKIError] = []
    for name in extensions.alternativeNames {
      do throws(PKIError) {
        try AlternativeNameSyntax.verify(name)
      } catch {
        faults.append(
          PKIError(.refused, "", error.message, hint: "--drop-san NAME leaves a name out; \(Renewal.force)"))
      }
    }
    return faults
  }
}
