extension PublicSuffixes {
  /// The suffixes met most often; `--suffixes FILE` adds all of them.
  package static let builtIn = PublicSuffixes(registry: registries, company: companies)

  /// Second levels by country: `co.uk`.
  private static let registries: [String] = {
    let levels: [(String, String)] = [
      ("ac", "com edu gov mil net org"), ("ae", "ac co gov mil net org sch"),
      ("ar", "com edu gob gov int mil net org tur"),
      ("at", "ac co gv or"), ("au", "asn com edu gov id net org"), ("bd", "ac com edu gov net org"),
      ("br", "adv art blog com eco edu eng gov ind jus leg mil net org tv"), ("cn", "ac com edu gov mil net org"),
      ("co", "com edu gov mil net nom org"), ("cr", "ac co ed fi go or sa"), ("cy", "ac com gov ltd net org"),
      ("eg", "com edu gov mil net org sci"), ("es", "com edu gob nom org"), ("fr", "asso com gouv nom prd tm"),
      ("gr", "com edu gov net org"), ("hk", "com edu gov idv net org"), ("hu", "co info org priv"),
      ("id", "ac co go mil net or sch web"), ("il", "ac co gov idf k12 muni net org"),
      ("in", "ac co edu firm gen gov ind mil net nic org res"), ("it", "edu gov"), ("jp", "ac ad co ed go gr lg ne or"),
      ("ke", "ac co go info me mobi ne or sc"), ("kr", "ac co go hs kg mil ms ne or pe re sc"),
      ("mx", "com edu gob net org"), ("my", "com edu gov mil name net org"), ("ng", "com edu gov mil name net org sch"),
      ("nz", "ac co cri geek gen govt health iwi kiwi maori mil net org parliament school"),
      ("pe", "com edu gob mil net nom org"), ("ph", "com edu gov mil net ngo org"), ("pk", "com edu gov net org"),
      ("pl", "com edu gov info mil net org"), ("pt", "com edu gov int net nome org publ"),
      ("ro", "arts com firm info nom nt org rec store tm www"), ("rs", "ac co edu gov in org"),
      ("ru", "ac edu gov int mil"),
      ("sa", "com edu gov med net org pub sch"), ("sg", "com edu gov net org per"), ("th", "ac co go in mi net or"),
      ("tr", "av bbs bel biz com dr edu gen gov info k12 mil name net org pol tel tv web"),
      ("tw", "club com ebiz edu game gov idv mil net org"), ("ua", "com edu gov in net org"),
      ("ug", "ac co com go ne or org sc"), ("uk", "ac co gov ltd me net nhs org plc police sch"),
      ("us", "dni fed isa nsn"),
      ("uy", "com edu gub mil net org"), ("ve", "co com edu gob info mil net org web"),
      ("vn", "ac biz com edu gov health info int name net org pro"),
      ("za", "ac agric alt co edu gov grondar law mil net ngo nis nom org school tm web"),
    ]
    return levels.flatMap { country, words in words.split(separator: " ").map { "\($0).\(country)" } }
  }()

  private static let companies = [
    "appspot.com", "azurewebsites.net", "blogspot.com", "cloudapp.net", "cloudfront.net", "elasticbeanstalk.com",
    "firebaseapp.com", "fly.dev", "github.io", "gitlab.io", "glitch.me", "herokuapp.com", "myshopify.com",
    "netlify.app",
    "ngrok.io", "onrender.com", "pages.dev", "readthedocs.io", "s3.amazonaws.com", "sourceforge.io",
    "trafficmanager.net",
    "vercel.app", "web.app", "wordpress.com", "workers.dev",
  ]
}
