import SwjsCLI

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// A program that is started without its standard descriptors would find its first file in their place.
for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 { _ = open("/dev/null", O_RDWR) }

exit(Command.run(Array(CommandLine.arguments.dropFirst())))
