#if SWJS_SANITIZE
import CSwjs
#endif

/// What is no cell is forbidden memory in an instrumented build (`scripts/sanitize`): the use of a freed cell, or of the bytes behind
/// one, is found there. In an ordinary build these functions are empty.
enum Poison {
    @inline(__always)
    static func forbid(_ memory: UnsafeMutableRawPointer, _ size: Int) {
        #if SWJS_SANITIZE
        swjs_poison(memory, size)
        #endif
    }

    @inline(__always)
    static func permit(_ memory: UnsafeMutableRawPointer, _ size: Int) {
        #if SWJS_SANITIZE
        swjs_unpoison(memory, size)
        #endif
    }

    /// Forbids the cells of a block that the collection has found dead.
    @inline(__always)
    static func forbidDead(_ block: Block) {
        #if SWJS_SANITIZE
        for i in 0..<Block.bitmapWords {
            var dead = block.live[i] & ~block.marks[i]
            while dead != 0 {
                let granule = i * 64 + dead.trailingZeroBitCount
                dead &= dead - 1
                swjs_poison(block.base + granule * Block.granule, block.cellSize)
            }
        }
        #endif
    }
}
