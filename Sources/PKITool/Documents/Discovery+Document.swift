import Console
import PKICore
import Platform

extension ServiceDiscovery {
  /// What a domain offers: in text what there is, in JSON every kind that was asked for.
  func fields(_ view: ProbeView) -> [Field] {
    var rows: [[Document]] = []
    for kind in kinds {
      for service in kind.services {
        rows.append([
          .text(kind.service.name), .text(kind.record), .number(Int(service.priority)), .number(Int(service.weight)),
          .number(Int(service.port)), .text(service.target),
        ])
      }
    }
    let columns = [
      Column("type", "Type"), Column("record", "Record", shrinkable: true), Column("priority", "Priority"),
      Column("weight", "Weight"), Column("port", "Port"), Column("target", "Target", shrinkable: true),
    ]
    return [
      Field("type", "DISCOVERY"), Field("domain", .text(domain)),
      Field("status", .text(findings.isEmpty ? "ok" : "unreachable")),
      Field("naptr", "NAPTR records", .spoken(pointers.map(\.line), as: .list(pointers.map(\.document)))),
      .said("Services of \(domain)", .table(Table(columns, rows: rows))),
      Field("discovered", .list(kinds.map(\.document))),
      Field("comments", "", .spoken(view.comments([], findings), as: .list(findings.map { $0.comment() }))),
      Field("error", findings.first?.failureDocument ?? .null),
    ]
  }
}

extension ServiceDiscovery.Kind {
  /// A kind of service with its records.
  fileprivate var document: Document {
    let state = failure != nil ? "failed" : isOffered ? "offered" : !services.isEmpty ? "off" : "none"
    return .fields([
      Field("type", .text(service.name)), Field("record", .text(record)), Field("state", .text(state)),
      Field("srv", .list(services.map { $0.document(named: record) })),
      Field("error", failure?.document ?? .null),
    ])
  }
}

extension DNSPointer {
  /// The record.
  var document: Document {
    .fields([
      Field("order", .number(Int(order))), Field("preference", .number(Int(preference))), Field("flags", .text(flags)),
      Field("services", .text(services)), Field("replacement", .text(replacement)),
    ])
  }

  /// The record in a line.
  var line: Line { Line("\(order) \(preference) \(services) \(replacement)") }
}

extension DNSService {
  /// The record, and its name.
  func document(named name: String?) -> Document {
    .fields([
      Field("name", .text(orNull: name)), Field("priority", .number(Int(priority))),
      Field("weight", .number(Int(weight))), Field("port", .number(Int(port))), Field("target", .text(target)),
    ])
  }

  /// The record in a line.
  var line: Line { Line("\(priority) \(weight) \(port) \(target)") }
}
