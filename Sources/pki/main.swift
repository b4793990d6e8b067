import PKITool
import Platform

ProcessGuard.begin()
Signals.install()
ProcessGuard.exit(Tool.main(CommandLine.arguments))
