internal import CLibuv

/// A file system call, described but not made yet: `sync()` makes it here and now, `async` on the thread pool.
///
/// Memory that a call reads into or writes from must stay in place until the call is done.
/// https://docs.libuv.org/en/v1.x/fs.html
public struct FileRequest<Output> {
    let start: (UnsafeMutablePointer<uv_loop_t>?, UnsafeMutablePointer<uv_fs_t>, uv_fs_cb?) -> Int32
    let decode: (UnsafeMutablePointer<uv_fs_t>) -> Output

    /// Makes the call and waits for it.
    public func sync() throws(UVError) -> Output {
        var failure: Int32 = 0
        let output = withUnsafeTemporaryAllocation(of: uv_fs_t.self, capacity: 1) { memory -> Output? in
            let request = memory.baseAddress!
            request.initialize(to: uv_fs_t())
            failure = start(nil, request, nil)
            let output = failure < 0 ? nil : decode(request)
            uv_fs_req_cleanup(request)
            return output
        }
        guard let output else { throw UVError(code: failure) }
        return output
    }

    /// Makes the call on the thread pool.
    /// - Parameter completion: called once, on the loop, also when the call could not be started.
    public func async(on loop: Loop = .default, _ completion: @escaping (Result<Output, UVError>) -> Void) {
        let request = UnsafeMutablePointer<uv_fs_t>.allocate(capacity: 1)
        request.initialize(to: uv_fs_t())
        let decode = decode
        let finish = FinishBox { request in
            let result = request.pointee.result
            let answer: Result<Output, UVError> =
                result < 0 ? .failure(UVError(code: Int32(result))) : .success(decode(request))
            uv_fs_req_cleanup(request)
            request.deallocate()
            completion(answer)
        }
        request.pointee.data = Unmanaged.passRetained(finish).toOpaque()
        let result = start(loop.raw, request) { request in
            Unmanaged<FinishBox>.fromOpaque(request!.pointee.data).takeRetainedValue().body(request!)
        }
        if result < 0 {
            // Refused before it began (EINVAL, ENOMEM): the answer still comes from the loop, never from within this call.
            Unmanaged<FinishBox>.fromOpaque(request.pointee.data).release()
            uv_fs_req_cleanup(request)
            request.deallocate()
            let timer = Timer(loop) { timer in
                timer.close()
                completion(.failure(UVError(code: result)))
            }
            timer.start(timeout: 0)
        }
    }
}

/// What an asynchronous call does when it is done.
private final class FinishBox {
    let body: (UnsafeMutablePointer<uv_fs_t>) -> Void
    init(_ body: @escaping (UnsafeMutablePointer<uv_fs_t>) -> Void) { self.body = body }
}
