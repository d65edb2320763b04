import SwjsCLI

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

exit(Main.run(Array(CommandLine.arguments.dropFirst())))
