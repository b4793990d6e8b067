/// The pages of help that the sample gives.
extension Sample {
  static let overviewHelp = #"""
    Usage: bake [GLOBAL OPTIONS] COMMAND [OPTION | ARGUMENT ...]

    Bread from the command line.

    Flour, water, salt and time. Nothing else is needed.

    Commands:
      loaf        Make a loaf

    Afterwards:
      slice       Cut a loaf
      clean       Wipe the table

    Global options:
      -C, --dir DIR        the kitchen (default: the current folder)
          --format FORMAT  how to answer (text, json or ndjson; default: text)
          --json           --format json
      -q, --quiet          only the result
      -h, --help           show help and exit
          --version        show the version and exit

    Topics:
      exit-codes  what the exit status says
      flours      which flour for what

    bake help COMMAND or TOPIC tells more.

    Bread is better on the second day.

    """#

  static let loafHelp = #"""
    Usage: bake loaf [OPTION ...] NAME [SEED ...]

    Make a loaf.

    Kneads, waits and bakes. The dough rests for a night if --salt is given, for an
    hour if it is not, and for as long as you like if you forget it.

    Arguments:
      NAME  what the loaf is called
      SEED  what is strewn on it

    Options:
          --heat N           degrees Celsius (default: 230)
          --steam[=MINUTES]  let steam in at first (10 if no value is given)
          --flour FLOUR      what it is made of (wheat, rye or spelt; default:
                             wheat)
          --weight WEIGHT    how much of it (default: 500g)
      -w, --with FILE        another recipe to mix in (repeatable)
      -o, --out FILE         where it goes
          --salt             with salt
          --no-crust         cut the crust off

    Examples:
      bake loaf monday --flour rye
          a dark one
      bake loaf tuesday poppy --with=butter.txt
          for visitors

    Global options, told by bake help: -C DIR, --format FORMAT, --json, -q, -h,
    --version.

    """#

  static let flourHelp = #"""
    flours: which flour for what

    Rye is dark.

      wheat  light
      rye    dark

    """#
}
