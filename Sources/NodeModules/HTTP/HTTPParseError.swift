/// Why a message was refused: the code and reason that llhttp gives, which Node shows as `error.code` and `error.reason`.
enum HTTPParseError: Sendable {
    case invalidMethod, spaceAfterMethod, urlStart, urlCharacter, urlPathCharacter, protocolName, iceMethod, version, afterVersion
    case headerToken, headerValue, headerFold, headerLineFeed, headerCarriageReturn, headerOverflow
    case duplicateLength, lengthCharacter, emptyLength, lengthOverflow, lengthWithEncoding
    case encodingWithLength, encodingValue, encodingNotChunked
    case chunkSizeCharacter, chunkSizeOverflow, chunkSizeLine, chunkDataEnd, chunkExtensionsOverflow
    case http2Preface, afterClose, endOfInput, status, closedByCallback

    var code: StaticString {
        switch self {
        case .invalidMethod, .spaceAfterMethod: "HPE_INVALID_METHOD"
        case .urlStart, .urlCharacter, .urlPathCharacter: "HPE_INVALID_URL"
        case .protocolName, .iceMethod: "HPE_INVALID_CONSTANT"
        case .version, .afterVersion: "HPE_INVALID_VERSION"
        case .headerToken, .headerValue, .headerFold: "HPE_INVALID_HEADER_TOKEN"
        case .headerLineFeed: "HPE_LF_EXPECTED"
        case .headerCarriageReturn, .chunkSizeLine: "HPE_CR_EXPECTED"
        case .headerOverflow: "HPE_HEADER_OVERFLOW"
        case .duplicateLength: "HPE_UNEXPECTED_CONTENT_LENGTH"
        case .lengthCharacter, .emptyLength, .lengthOverflow, .lengthWithEncoding: "HPE_INVALID_CONTENT_LENGTH"
        case .encodingWithLength, .encodingValue, .encodingNotChunked: "HPE_INVALID_TRANSFER_ENCODING"
        case .chunkSizeCharacter, .chunkSizeOverflow: "HPE_INVALID_CHUNK_SIZE"
        case .chunkDataEnd: "HPE_STRICT"
        case .chunkExtensionsOverflow: "HPE_CHUNK_EXTENSIONS_OVERFLOW"
        case .http2Preface: "HPE_PAUSED_H2_UPGRADE"
        case .afterClose: "HPE_CLOSED_CONNECTION"
        case .endOfInput: "HPE_INVALID_EOF_STATE"
        case .status: "HPE_INVALID_STATUS"
        case .closedByCallback: "HPE_USER"
        }
    }

    var reason: StaticString {
        switch self {
        case .invalidMethod: "Invalid method encountered"
        case .spaceAfterMethod: "Expected space after method"
        case .urlStart: "Unexpected start char in url"
        case .urlCharacter: "Invalid characters in url"
        case .urlPathCharacter: "Invalid char in url path"
        case .protocolName: "Expected HTTP/, RTSP/ or ICE/"
        case .iceMethod: "Expected SOURCE method for ICE/x.x request"
        case .version: "Invalid HTTP version"
        case .afterVersion: "Expected CRLF after version"
        case .headerToken: "Invalid header token"
        case .headerValue: "Invalid header value char"
        case .headerFold: "Unexpected whitespace after header value"
        case .headerLineFeed: "Missing expected LF after header value"
        case .headerCarriageReturn: "Missing expected CR after header value"
        case .headerOverflow: "Header overflow"
        case .duplicateLength: "Duplicate Content-Length"
        case .lengthCharacter: "Invalid character in Content-Length"
        case .emptyLength: "Empty Content-Length"
        case .lengthOverflow: "Content-Length overflow"
        case .lengthWithEncoding: "Content-Length can't be present with Transfer-Encoding"
        case .encodingWithLength: "Transfer-Encoding can't be present with Content-Length"
        case .encodingValue: "Invalid `Transfer-Encoding` header value"
        case .encodingNotChunked: "Request has invalid `Transfer-Encoding`"
        case .chunkSizeCharacter: "Invalid character in chunk size"
        case .chunkSizeOverflow: "Chunk size overflow"
        case .chunkSizeLine: "Missing expected CR after chunk size"
        case .chunkDataEnd: "Expected LF after chunk data"
        case .chunkExtensionsOverflow: "Chunk extensions overflow"
        case .http2Preface: "Pause on PRI/Upgrade"
        case .afterClose: "Data after `Connection: close`"
        case .endOfInput: "Invalid EOF state"
        case .status: "Invalid status code"
        case .closedByCallback: "Closed"
        }
    }
}
