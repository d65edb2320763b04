#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// swjs-fuzz MODE --count N [--seed S] [--grammar FILE] [--corpus FOLDER]... [--failures FOLDER] [--print]
//
// MODE: `programs` (random programs from the grammar through parser, compiler and verifier), `mutations` (damaged files of the corpus
// through the same), `run` (random programs that are run). Programs are tried in child processes; the text of one that ends its
// process or takes too long is written to the folder for failures. Exit code 1 when there was any.

exit(Fuzzer(Arguments()).run())
