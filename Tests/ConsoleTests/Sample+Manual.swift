/// The manual pages that the sample gives.
extension Sample {
  static let manual = #"""
    .Dd January 1, 2026
    .Dt BAKE 1
    .Os
    .Sh NAME
    .Nm bake
    .Nd Bread from the command line
    .Sh SYNOPSIS
    .Nm bake
    .Op Ar GLOBAL OPTIONS
    .Ar COMMAND
    .Op Ar OPTION \&| ARGUMENT \&...
    .Sh DESCRIPTION
    Flour, water, salt and time.
    Nothing else is needed.
    .Ss Commands
    .Bl -tag -width Ds
    .It Cm loaf
    Make a loaf.
    See bake-loaf(1).
    .El
    .Ss Afterwards
    .Bl -tag -width Ds
    .It Cm slice
    Cut a loaf.
    See bake-slice(1).
    .It Cm clean
    Wipe the table.
    See bake-clean(1).
    .El
    .Ss Global options
    They stand before or after the command.
    .Bl -tag -width Ds
    .It Fl \&C , Fl \-dir Ar \&DIR
    The kitchen (default: the current folder).
    .It Fl \-format Ar FORMAT
    How to answer (text, json or ndjson; default: text).
    .It Fl \-json
    \-\-format json.
    .It Fl q , Fl \-quiet
    Only the result.
    .It Fl h , Fl \-help
    Show help and exit.
    .It Fl \-version
    Show the version and exit.
    .El
    .Sh FLOURS
    Rye is dark.
    .Bd -literal -offset indent
    wheat  light
    rye    dark
    .Ed
    .Sh EXIT STATUS
    .Bl -tag -width Ds
    .It 0
    Done.
    .It 1
    Burnt.
    .It 64
    Used wrongly.
    .El
    .Sh \&SEE ALSO
    .Sy bake-clean Ns (1) ,
    .Sy bake-loaf Ns (1) ,
    .Sy bake-slice Ns (1) ,
    .Sy oven Ns (1)

    """#

  static let loafManual = #"""
    .Dd January 1, 2026
    .Dt BAKE-LOAF 1
    .Os
    .Sh NAME
    .Nm bake-loaf
    .Nd Make a loaf
    .Sh SYNOPSIS
    .Nm bake loaf
    .Op Ar OPTION \&...
    .Ar NAME
    .Op Ar SEED \&...
    .Sh DESCRIPTION
    Make a loaf.
    .Pp
    Kneads, waits and bakes.
    The dough rests for a night if \-\-salt is given, for an hour if it is
    not, and for as long as you like if you forget it.
    .Pp
    The arguments are as follows:
    .Bl -tag -width Ds
    .It Ar NAME
    What the loaf is called.
    .It Ar SEED
    What is strewn on it.
    .El
    .Pp
    The options are as follows:
    .Bl -tag -width Ds
    .It Fl \-heat Ar \&N
    Degrees Celsius (default: 230).
    .It Fl \-steam Ns Oo = Ns Ar MINUTES Oc
    Let steam in at first (10 if no value is given).
    .It Fl \-flour Ar FLOUR
    What it is made of (wheat, rye or spelt; default: wheat).
    .It Fl \-weight Ar WEIGHT
    How much of it (default: 500g).
    .It Fl w , Fl \-with Ar FILE
    Another recipe to mix in (repeatable).
    .It Fl o , Fl \-out Ar FILE
    Where it goes.
    .It Fl \-salt
    With salt.
    .It Fl \-no\-crust
    Cut the crust off.
    .El
    .Sh EXAMPLES
    A dark one.
    .Dl bake loaf monday \-\-flour rye
    .Pp
    For visitors.
    .Dl bake loaf tuesday poppy \-\-with=butter.txt
    .Sh \&SEE ALSO
    .Sy bake Ns (1)

    """#
}
