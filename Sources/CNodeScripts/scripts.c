#include "node_scripts.h"

// Each script is an array below and one line of the table; paths are relative to this file. Keep both sorted by module name.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char script__http_agent[] = {
#embed "../NodeModules/HTTP/deprecated/_http_agent.js"
};
static const unsigned char script__http_client[] = {
#embed "../NodeModules/HTTP/deprecated/_http_client.js"
};
static const unsigned char script__http_common[] = {
#embed "../NodeModules/HTTP/deprecated/_http_common.js"
};
static const unsigned char script__http_incoming[] = {
#embed "../NodeModules/HTTP/deprecated/_http_incoming.js"
};
static const unsigned char script__http_outgoing[] = {
#embed "../NodeModules/HTTP/deprecated/_http_outgoing.js"
};
static const unsigned char script__http_server[] = {
#embed "../NodeModules/HTTP/deprecated/_http_server.js"
};
static const unsigned char script__stream_duplex[] = {
#embed "../NodeModules/Stream/deprecated/_stream_duplex.js"
};
static const unsigned char script__stream_passthrough[] = {
#embed "../NodeModules/Stream/deprecated/_stream_passthrough.js"
};
static const unsigned char script__stream_readable[] = {
#embed "../NodeModules/Stream/deprecated/_stream_readable.js"
};
static const unsigned char script__stream_transform[] = {
#embed "../NodeModules/Stream/deprecated/_stream_transform.js"
};
static const unsigned char script__stream_writable[] = {
#embed "../NodeModules/Stream/deprecated/_stream_writable.js"
};
static const unsigned char script_assert[] = {
#embed "../NodeModules/Assert/assert.js"
};
static const unsigned char script_assert_strict[] = {
#embed "../NodeModules/Assert/strict.js"
};
static const unsigned char script_async_hooks[] = {
#embed "../NodeModules/AsyncHooks/async_hooks.js"
};
static const unsigned char script_buffer[] = {
#embed "../NodeModules/Buffer/buffer.js"
};
static const unsigned char script_child_process[] = {
#embed "../NodeModules/ChildProcess/child_process.js"
};
static const unsigned char script_cluster[] = {
#embed "../NodeModules/Cluster/cluster.js"
};
static const unsigned char script_console[] = {
#embed "../NodeModules/Console/console.js"
};
static const unsigned char script_constants[] = {
#embed "../NodeModules/Constants/constants.js"
};
static const unsigned char script_dgram[] = {
#embed "../NodeModules/Dgram/dgram.js"
};
static const unsigned char script_diagnostics_channel[] = {
#embed "../NodeModules/DiagnosticsChannel/diagnostics_channel.js"
};
static const unsigned char script_dns[] = {
#embed "../NodeModules/DNS/dns.js"
};
static const unsigned char script_dns_promises[] = {
#embed "../NodeModules/DNS/promises.js"
};
static const unsigned char script_events[] = {
#embed "../NodeModules/Events/events.js"
};
static const unsigned char script_fs[] = {
#embed "../NodeModules/FS/fs.js"
};
static const unsigned char script_fs_promises[] = {
#embed "../NodeModules/FS/promises.js"
};
static const unsigned char script_http[] = {
#embed "../NodeModules/HTTP/http.js"
};
static const unsigned char script_http2[] = {
#embed "../NodeModules/HTTP/http2.js"
};
static const unsigned char script_https[] = {
#embed "../NodeModules/HTTP/https.js"
};
static const unsigned char script_internal_abort_controller[] = {
#embed "../NodeModules/Events/abort_controller.js"
};
static const unsigned char script_internal_assert_assertion_error[] = {
#embed "../NodeModules/Assert/assertion_error.js"
};
static const unsigned char script_internal_blob[] = {
#embed "../NodeModules/Buffer/blob.js"
};
static const unsigned char script_internal_child_process[] = {
#embed "../NodeModules/ChildProcess/child.js"
};
static const unsigned char script_internal_child_process_sync[] = {
#embed "../NodeModules/ChildProcess/spawn_sync.js"
};
static const unsigned char script_internal_cluster_child[] = {
#embed "../NodeModules/Cluster/child.js"
};
static const unsigned char script_internal_cluster_primary[] = {
#embed "../NodeModules/Cluster/primary.js"
};
static const unsigned char script_internal_cluster_worker[] = {
#embed "../NodeModules/Cluster/worker.js"
};
static const unsigned char script_internal_console_table[] = {
#embed "../NodeModules/Console/table.js"
};
static const unsigned char script_internal_dom_exception[] = {
#embed "../NodeModules/Events/dom_exception.js"
};
static const unsigned char script_internal_error_messages[] = {
#embed "../NodeModules/Errors/error_messages.js"
};
static const unsigned char script_internal_errors[] = {
#embed "../NodeModules/Errors/errors.js"
};
static const unsigned char script_internal_event_target[] = {
#embed "../NodeModules/Events/event_target.js"
};
static const unsigned char script_internal_events_statics[] = {
#embed "../NodeModules/Events/statics.js"
};
static const unsigned char script_internal_fs_files[] = {
#embed "../NodeModules/FS/files.js"
};
static const unsigned char script_internal_fs_recursive_watch[] = {
#embed "../NodeModules/FS/recursive_watch.js"
};
static const unsigned char script_internal_fs_streams[] = {
#embed "../NodeModules/FS/streams.js"
};
static const unsigned char script_internal_fs_trees[] = {
#embed "../NodeModules/FS/trees.js"
};
static const unsigned char script_internal_fs_utils[] = {
#embed "../NodeModules/FS/utils.js"
};
static const unsigned char script_internal_fs_watchers[] = {
#embed "../NodeModules/FS/watchers.js"
};
static const unsigned char script_internal_http_agent[] = {
#embed "../NodeModules/HTTP/agent.js"
};
static const unsigned char script_internal_http_client[] = {
#embed "../NodeModules/HTTP/client.js"
};
static const unsigned char script_internal_http_early_hints[] = {
#embed "../NodeModules/HTTP/early_hints.js"
};
static const unsigned char script_internal_http_incoming[] = {
#embed "../NodeModules/HTTP/incoming.js"
};
static const unsigned char script_internal_http_outgoing[] = {
#embed "../NodeModules/HTTP/outgoing.js"
};
static const unsigned char script_internal_http_server[] = {
#embed "../NodeModules/HTTP/server.js"
};
static const unsigned char script_internal_http_server_sockets[] = {
#embed "../NodeModules/HTTP/server_sockets.js"
};
static const unsigned char script_internal_ipc_channel[] = {
#embed "../NodeModules/IPC/channel.js"
};
static const unsigned char script_internal_ipc_handles[] = {
#embed "../NodeModules/IPC/handles.js"
};
static const unsigned char script_internal_ipc_process_channel[] = {
#embed "../NodeModules/IPC/process_channel.js"
};
static const unsigned char script_internal_ipc_socket_list[] = {
#embed "../NodeModules/IPC/socket_list.js"
};
static const unsigned char script_internal_net_block_list[] = {
#embed "../NodeModules/Net/block_list.js"
};
static const unsigned char script_internal_net_connect_several[] = {
#embed "../NodeModules/Net/connect_several.js"
};
static const unsigned char script_internal_net_server[] = {
#embed "../NodeModules/Net/server.js"
};
static const unsigned char script_internal_net_socket[] = {
#embed "../NodeModules/Net/socket.js"
};
static const unsigned char script_internal_path_posix[] = {
#embed "../NodeModules/Path/posix_functions.js"
};
static const unsigned char script_internal_path_win32[] = {
#embed "../NodeModules/Path/win32_functions.js"
};
static const unsigned char script_internal_performance[] = {
#embed "../NodeModules/PerfHooks/performance.js"
};
static const unsigned char script_internal_process_stdio[] = {
#embed "../NodeModules/Process/stdio.js"
};
static const unsigned char script_internal_readline_cursor[] = {
#embed "../NodeModules/Readline/cursor.js"
};
static const unsigned char script_internal_readline_interface[] = {
#embed "../NodeModules/Readline/interface.js"
};
static const unsigned char script_internal_readline_keys[] = {
#embed "../NodeModules/Readline/keys.js"
};
static const unsigned char script_internal_streams_add_abort_signal[] = {
#embed "../NodeModules/Stream/add_abort_signal.js"
};
static const unsigned char script_internal_streams_async_iterator[] = {
#embed "../NodeModules/Stream/async_iterator.js"
};
static const unsigned char script_internal_streams_compose[] = {
#embed "../NodeModules/Stream/compose.js"
};
static const unsigned char script_internal_streams_destroy[] = {
#embed "../NodeModules/Stream/destroy.js"
};
static const unsigned char script_internal_streams_duplex[] = {
#embed "../NodeModules/Stream/duplex.js"
};
static const unsigned char script_internal_streams_duplex_pair[] = {
#embed "../NodeModules/Stream/duplex_pair.js"
};
static const unsigned char script_internal_streams_end_of_stream[] = {
#embed "../NodeModules/Stream/end_of_stream.js"
};
static const unsigned char script_internal_streams_legacy[] = {
#embed "../NodeModules/Stream/legacy.js"
};
static const unsigned char script_internal_streams_operators[] = {
#embed "../NodeModules/Stream/operators.js"
};
static const unsigned char script_internal_streams_pipeline[] = {
#embed "../NodeModules/Stream/pipeline.js"
};
static const unsigned char script_internal_streams_readable[] = {
#embed "../NodeModules/Stream/readable.js"
};
static const unsigned char script_internal_streams_readable_from[] = {
#embed "../NodeModules/Stream/readable_from.js"
};
static const unsigned char script_internal_streams_readable_pipe[] = {
#embed "../NodeModules/Stream/readable_pipe.js"
};
static const unsigned char script_internal_streams_transform[] = {
#embed "../NodeModules/Stream/transform.js"
};
static const unsigned char script_internal_streams_utils[] = {
#embed "../NodeModules/Stream/utils.js"
};
static const unsigned char script_internal_streams_writable[] = {
#embed "../NodeModules/Stream/writable.js"
};
static const unsigned char script_internal_test_mock[] = {
#embed "../NodeModules/Test/mock.js"
};
static const unsigned char script_internal_test_report[] = {
#embed "../NodeModules/Test/report.js"
};
static const unsigned char script_internal_text_decoder[] = {
#embed "../NodeModules/Buffer/text_decoder.js"
};
static const unsigned char script_internal_url[] = {
#embed "../NodeModules/URL/whatwg.js"
};
static const unsigned char script_internal_url_host[] = {
#embed "../NodeModules/URL/host.js"
};
static const unsigned char script_internal_url_legacy[] = {
#embed "../NodeModules/URL/legacy.js"
};
static const unsigned char script_internal_url_parser[] = {
#embed "../NodeModules/URL/parser.js"
};
static const unsigned char script_internal_url_search_params[] = {
#embed "../NodeModules/URL/search_params.js"
};
static const unsigned char script_internal_util[] = {
#embed "../NodeModules/Util/internal_util.js"
};
static const unsigned char script_internal_util_comparisons[] = {
#embed "../NodeModules/Util/comparisons.js"
};
static const unsigned char script_internal_util_format[] = {
#embed "../NodeModules/Util/format.js"
};
static const unsigned char script_internal_util_inspect[] = {
#embed "../NodeModules/Util/inspect.js"
};
static const unsigned char script_internal_util_inspect_collections[] = {
#embed "../NodeModules/Util/inspect_collections.js"
};
static const unsigned char script_internal_util_inspect_error[] = {
#embed "../NodeModules/Util/inspect_error.js"
};
static const unsigned char script_internal_util_inspect_text[] = {
#embed "../NodeModules/Util/inspect_text.js"
};
static const unsigned char script_internal_util_parse_args[] = {
#embed "../NodeModules/Util/parse_args.js"
};
static const unsigned char script_internal_validators[] = {
#embed "../NodeModules/Errors/validators.js"
};
static const unsigned char script_net[] = {
#embed "../NodeModules/Net/net.js"
};
static const unsigned char script_os[] = {
#embed "../NodeModules/OS/os.js"
};
static const unsigned char script_path[] = {
#embed "../NodeModules/Path/path.js"
};
static const unsigned char script_path_posix[] = {
#embed "../NodeModules/Path/posix.js"
};
static const unsigned char script_path_win32[] = {
#embed "../NodeModules/Path/win32.js"
};
static const unsigned char script_perf_hooks[] = {
#embed "../NodeModules/PerfHooks/perf_hooks.js"
};
static const unsigned char script_punycode[] = {
#embed "../NodeModules/URL/punycode.js"
};
static const unsigned char script_querystring[] = {
#embed "../NodeModules/QueryString/querystring.js"
};
static const unsigned char script_readline[] = {
#embed "../NodeModules/Readline/readline.js"
};
static const unsigned char script_readline_promises[] = {
#embed "../NodeModules/Readline/promises.js"
};
static const unsigned char script_repl[] = {
#embed "../NodeModules/REPL/repl.js"
};
static const unsigned char script_stream[] = {
#embed "../NodeModules/Stream/stream.js"
};
static const unsigned char script_stream_consumers[] = {
#embed "../NodeModules/Stream/consumers.js"
};
static const unsigned char script_stream_promises[] = {
#embed "../NodeModules/Stream/promises.js"
};
static const unsigned char script_string_decoder[] = {
#embed "../NodeModules/StringDecoder/string_decoder.js"
};
static const unsigned char script_swjs_jq[] = {
#embed "../NodeModules/DataFormats/jq.js"
};
static const unsigned char script_swjs_yaml[] = {
#embed "../NodeModules/DataFormats/yaml.js"
};
static const unsigned char script_test[] = {
#embed "../NodeModules/Test/test.js"
};
static const unsigned char script_timers_promises[] = {
#embed "../NodeModules/Timers/promises.js"
};
static const unsigned char script_tty[] = {
#embed "../NodeModules/TTY/tty.js"
};
static const unsigned char script_url[] = {
#embed "../NodeModules/URL/url.js"
};
static const unsigned char script_util[] = {
#embed "../NodeModules/Util/util.js"
};
static const unsigned char script_util_types[] = {
#embed "../NodeModules/Util/types.js"
};
static const unsigned char script_v8[] = {
#embed "../NodeModules/V8/v8.js"
};
static const unsigned char script_vm[] = {
#embed "../NodeModules/VMModule/vm.js"
};
static const unsigned char script_worker_threads[] = {
#embed "../NodeModules/WorkerThreads/worker_threads.js"
};

#define SCRIPT(name, bytes) {name, bytes, sizeof bytes}

const struct node_script node_scripts[] = {
    SCRIPT("_http_agent", script__http_agent),
    SCRIPT("_http_client", script__http_client),
    SCRIPT("_http_common", script__http_common),
    SCRIPT("_http_incoming", script__http_incoming),
    SCRIPT("_http_outgoing", script__http_outgoing),
    SCRIPT("_http_server", script__http_server),
    SCRIPT("_stream_duplex", script__stream_duplex),
    SCRIPT("_stream_passthrough", script__stream_passthrough),
    SCRIPT("_stream_readable", script__stream_readable),
    SCRIPT("_stream_transform", script__stream_transform),
    SCRIPT("_stream_writable", script__stream_writable),
    SCRIPT("assert", script_assert),
    SCRIPT("assert/strict", script_assert_strict),
    SCRIPT("async_hooks", script_async_hooks),
    SCRIPT("buffer", script_buffer),
    SCRIPT("child_process", script_child_process),
    SCRIPT("cluster", script_cluster),
    SCRIPT("console", script_console),
    SCRIPT("constants", script_constants),
    SCRIPT("dgram", script_dgram),
    SCRIPT("diagnostics_channel", script_diagnostics_channel),
    SCRIPT("dns", script_dns),
    SCRIPT("dns/promises", script_dns_promises),
    SCRIPT("events", script_events),
    SCRIPT("fs", script_fs),
    SCRIPT("fs/promises", script_fs_promises),
    SCRIPT("http", script_http),
    SCRIPT("http2", script_http2),
    SCRIPT("https", script_https),
    SCRIPT("internal/abort_controller", script_internal_abort_controller),
    SCRIPT("internal/assert/assertion_error", script_internal_assert_assertion_error),
    SCRIPT("internal/blob", script_internal_blob),
    SCRIPT("internal/child_process", script_internal_child_process),
    SCRIPT("internal/child_process/sync", script_internal_child_process_sync),
    SCRIPT("internal/cluster/child", script_internal_cluster_child),
    SCRIPT("internal/cluster/primary", script_internal_cluster_primary),
    SCRIPT("internal/cluster/worker", script_internal_cluster_worker),
    SCRIPT("internal/console/table", script_internal_console_table),
    SCRIPT("internal/dom_exception", script_internal_dom_exception),
    SCRIPT("internal/error_messages", script_internal_error_messages),
    SCRIPT("internal/errors", script_internal_errors),
    SCRIPT("internal/event_target", script_internal_event_target),
    SCRIPT("internal/events/statics", script_internal_events_statics),
    SCRIPT("internal/fs/files", script_internal_fs_files),
    SCRIPT("internal/fs/recursive-watch", script_internal_fs_recursive_watch),
    SCRIPT("internal/fs/streams", script_internal_fs_streams),
    SCRIPT("internal/fs/trees", script_internal_fs_trees),
    SCRIPT("internal/fs/utils", script_internal_fs_utils),
    SCRIPT("internal/fs/watchers", script_internal_fs_watchers),
    SCRIPT("internal/http/agent", script_internal_http_agent),
    SCRIPT("internal/http/client", script_internal_http_client),
    SCRIPT("internal/http/early-hints", script_internal_http_early_hints),
    SCRIPT("internal/http/incoming", script_internal_http_incoming),
    SCRIPT("internal/http/outgoing", script_internal_http_outgoing),
    SCRIPT("internal/http/server", script_internal_http_server),
    SCRIPT("internal/http/server-sockets", script_internal_http_server_sockets),
    SCRIPT("internal/ipc/channel", script_internal_ipc_channel),
    SCRIPT("internal/ipc/handles", script_internal_ipc_handles),
    SCRIPT("internal/ipc/process_channel", script_internal_ipc_process_channel),
    SCRIPT("internal/ipc/socket_list", script_internal_ipc_socket_list),
    SCRIPT("internal/net/block_list", script_internal_net_block_list),
    SCRIPT("internal/net/connect-several", script_internal_net_connect_several),
    SCRIPT("internal/net/server", script_internal_net_server),
    SCRIPT("internal/net/socket", script_internal_net_socket),
    SCRIPT("internal/path/posix", script_internal_path_posix),
    SCRIPT("internal/path/win32", script_internal_path_win32),
    SCRIPT("internal/performance", script_internal_performance),
    SCRIPT("internal/process/stdio", script_internal_process_stdio),
    SCRIPT("internal/readline/cursor", script_internal_readline_cursor),
    SCRIPT("internal/readline/interface", script_internal_readline_interface),
    SCRIPT("internal/readline/keys", script_internal_readline_keys),
    SCRIPT("internal/streams/add-abort-signal", script_internal_streams_add_abort_signal),
    SCRIPT("internal/streams/async_iterator", script_internal_streams_async_iterator),
    SCRIPT("internal/streams/compose", script_internal_streams_compose),
    SCRIPT("internal/streams/destroy", script_internal_streams_destroy),
    SCRIPT("internal/streams/duplex", script_internal_streams_duplex),
    SCRIPT("internal/streams/duplex-pair", script_internal_streams_duplex_pair),
    SCRIPT("internal/streams/end-of-stream", script_internal_streams_end_of_stream),
    SCRIPT("internal/streams/legacy", script_internal_streams_legacy),
    SCRIPT("internal/streams/operators", script_internal_streams_operators),
    SCRIPT("internal/streams/pipeline", script_internal_streams_pipeline),
    SCRIPT("internal/streams/readable", script_internal_streams_readable),
    SCRIPT("internal/streams/readable_from", script_internal_streams_readable_from),
    SCRIPT("internal/streams/readable_pipe", script_internal_streams_readable_pipe),
    SCRIPT("internal/streams/transform", script_internal_streams_transform),
    SCRIPT("internal/streams/utils", script_internal_streams_utils),
    SCRIPT("internal/streams/writable", script_internal_streams_writable),
    SCRIPT("internal/test/mock", script_internal_test_mock),
    SCRIPT("internal/test/report", script_internal_test_report),
    SCRIPT("internal/text_decoder", script_internal_text_decoder),
    SCRIPT("internal/url", script_internal_url),
    SCRIPT("internal/url/host", script_internal_url_host),
    SCRIPT("internal/url/legacy", script_internal_url_legacy),
    SCRIPT("internal/url/parser", script_internal_url_parser),
    SCRIPT("internal/url/search_params", script_internal_url_search_params),
    SCRIPT("internal/util", script_internal_util),
    SCRIPT("internal/util/comparisons", script_internal_util_comparisons),
    SCRIPT("internal/util/format", script_internal_util_format),
    SCRIPT("internal/util/inspect", script_internal_util_inspect),
    SCRIPT("internal/util/inspect_collections", script_internal_util_inspect_collections),
    SCRIPT("internal/util/inspect_error", script_internal_util_inspect_error),
    SCRIPT("internal/util/inspect_text", script_internal_util_inspect_text),
    SCRIPT("internal/util/parse_args", script_internal_util_parse_args),
    SCRIPT("internal/validators", script_internal_validators),
    SCRIPT("net", script_net),
    SCRIPT("os", script_os),
    SCRIPT("path", script_path),
    SCRIPT("path/posix", script_path_posix),
    SCRIPT("path/win32", script_path_win32),
    SCRIPT("perf_hooks", script_perf_hooks),
    SCRIPT("punycode", script_punycode),
    SCRIPT("querystring", script_querystring),
    SCRIPT("readline", script_readline),
    SCRIPT("readline/promises", script_readline_promises),
    SCRIPT("repl", script_repl),
    SCRIPT("stream", script_stream),
    SCRIPT("stream/consumers", script_stream_consumers),
    SCRIPT("stream/promises", script_stream_promises),
    SCRIPT("string_decoder", script_string_decoder),
    SCRIPT("swjs:jq", script_swjs_jq),
    SCRIPT("swjs:yaml", script_swjs_yaml),
    SCRIPT("test", script_test),
    SCRIPT("timers/promises", script_timers_promises),
    SCRIPT("tty", script_tty),
    SCRIPT("url", script_url),
    SCRIPT("util", script_util),
    SCRIPT("util/types", script_util_types),
    SCRIPT("v8", script_v8),
    SCRIPT("vm", script_vm),
    SCRIPT("worker_threads", script_worker_threads),
    {NULL, NULL, 0},
};
