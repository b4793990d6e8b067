import TestKit
import Testing

/// Work that is cut by other people's engines comes to what one run on one machine comes to.
@Suite(.enabled(if: Tools.areThere)) struct EnginesTests {
  private static let parallel = InstalledTool("parallel")

  /// A folder `certs` of certificates, a damaged file and one with a hostile name among them, and their names in `names`.
  private static func bench() throws -> Workbench {
    let bench = try Workbench()
    let key = try bench.reuseKey()
    var names: [String] = []
    for number in 0..<40 {
      try bench.pkiMust("selfsigned c CN:n\(number).example.org --force \(key)")
      names.append("certs/\(number % 4)/n \(number).crt")
      try bench.folder.write(bench.folder.bytes("c.crt"), to: names[number])
    }
    try bench.folder.write(Array(bench.folder.bytes("c.crt").prefix(300)), to: "certs/cut.crt")
    names.append("certs/cut.crt")
    try bench.folder.write(names.map { "\(bench.folder.path)/\($0)\n" }.joined(), to: "names")
    return bench
  }

  /// What one run on one machine says, a line each, in an order of their own.
  private static func alone(_ bench: Workbench, _ words: String = "inspect") throws -> [Substring] {
    let result = try bench.pki("\(words) --format ndjson --files-from names")
    #expect(result.status == 2 && result.text.contains("cut.crt"), "\(result)")
    let lines = result.text.split(separator: "\n").sorted()
    #expect(lines.count == 41)
    return lines
  }

  private static func shell(_ commands: String, _ bench: Workbench) throws -> Program.Result {
    let pki = try #require(Repository.builtProgram)
    return try InstalledTool("bash").program(folder: bench.folder.path, environment: ["PKI": pki]).run(["-c", commands])
  }

  struct Recipe: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let commands: String

    static let all = [
      Recipe(
        testDescription: "a shard for each job",
        commands: "parallel -j 4 '$PKI inspect --format ndjson --files-from names --shard {}/4' ::: 1 2 3 4"),
      Recipe(
        testDescription: "a bunch of names for each job",
        commands: "parallel -j 4 --pipe -N 7 '$PKI inspect --format ndjson --files-from -' < names"),
      Recipe(
        testDescription: "names that end with NUL",
        commands: "find \"$PWD/certs\" -type f -print0 | parallel -j 4 -0 --pipe --recend '\\0' -N 5 "
          + "'$PKI inspect --format ndjson -0 --files-from -'"),
      Recipe(
        testDescription: "a shell's own jobs",
        commands:
          "for i in 1 2 3; do $PKI inspect --format ndjson --files-from names --shard $i/3 > out.$i & done; wait; "
          + "cat out.*; exit 1"),
    ]
  }

  @Test(.enabled(if: parallel.isThere), arguments: Recipe.all) func onOneMachine(_ recipe: Recipe) throws {
    let bench = try Self.bench()
    let expected = try Self.alone(bench)
    let result = try Self.shell(recipe.commands, bench)
    #expect(result.text.split(separator: "\n").sorted() == expected, "\(result)")
    // One file is damaged: one job has failed, and parallel counts it.
    #expect(result.status == 1, "\(result)")
  }

  @Test(.enabled(if: parallel.isThere)) func storesOfTheirOwn() throws {
    let bench = try Workbench()
    var table = "name,CN,key_type\n"
    for number in 0..<50 { table += "h\(number),h\(number).example.org,ec:p256\n" }
    try bench.folder.write(table, to: "hosts.csv")
    let result = try Self.shell(
      "parallel -j 2 'mkdir store{} && $PKI -C store{} csr --from ../hosts.csv --shard {}/3' ::: 1 2 3", bench)
    #expect(result.status == 0, "\(result)")
    let made = (1...3).map { Set(Disk.filesBelow(bench.folder.path("store\($0)"))).subtracting(["manifest.ndjson"]) }
    #expect(made.map(\.count) == [34, 34, 32])
    #expect(made[0].union(made[1]).union(made[2]).count == 100)
    // Together they are what one machine makes: put into one store, nothing is missing and everything fits.
    let gathered = "mkdir all && cp store*/*.key store*/*.csr all && cat store*/manifest.ndjson > all/manifest.ndjson"
    #expect(try Self.shell(gathered, bench).status == 0)
    let again = try bench.pki("-C all csr --from ../hosts.csv")
    expect(again, exit: 0, says: "Passed over 50 rows: all there and fitting")
  }

  /// Fewer names than jobs: a job that has nothing to do says nothing.
  @Test func aShardWithNothingInIt() throws {
    let bench = try Workbench()
    for line in [
      "inspect --files-from -", "inspect --files-from - --shard 2/3", "verify --trust ca.crt --files-from -",
    ] {
      try bench.pkiMust("selfsigned ca --force \(try bench.reuseKey())")
      let input = line.contains("shard") ? Array("ca.crt\n".utf8) : []
      let result = try bench.pki("\(line) --format ndjson", input: input)
      #expect(result.status == 0 && result.output.isEmpty, "\(line): \(result)")
    }
  }

  /// Spark runs on this machine alone, on ports that the system chooses, and ends with the Python that started it.
  @Test(.enabled(if: python != nil && java.isThere)) func spark() throws {
    let bench = try Self.bench()
    let expected = try Self.alone(bench)
    var python = try #require(Self.python)
    python.folder = bench.folder.path
    python.secondsAllowed = 180
    let here = ["SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": bench.folder.path, "TMPDIR": bench.folder.path]
    python.environment.merge(here) { _, new in new }
    let pki = try #require(Repository.builtProgram)
    let result = try python.run(["-c", Self.job, pki, "names"])
    #expect(result.status == 0, "\(result.errorText.suffix(2_000))")
    #expect(result.text.split(separator: "\n").sorted() == expected, "\(result.text)")
  }

  private static let java = InstalledTool("java")

  /// A Python with Spark in it: the one that `make deps` has made, or one of the machine's.
  private static let python: Program? = {
    let candidates = ["\(Repository.path)/.build/spark/bin/python", InstalledTool("python3").path].compactMap { $0 }
    let found = candidates.map { Program($0) }.first { (try? $0.run(["-c", "import pyspark"]))?.status == 0 }
    if found == nil { InstalledTool.sayAloud("skipped: no python3 with pyspark; make deps installs it") }
    return found
  }()

  private static let job = """
    import sys
    from pyspark.sql import SparkSession
    settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    spark = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    names = spark.sparkContext.textFile(sys.argv[2], 6)
    for line in names.pipe(f"{sys.argv[1]} inspect --format ndjson --files-from -").collect(): print(line)
    spark.stop()
    """
}
