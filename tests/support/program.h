// The program as a process of its own, spoken to over pipes as an editor does.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "lsp/json.h"
#include "support/folder.h"
#include "transport/framing.h"

namespace cribsheet::tests {

using lsp::Json;

class Program {
 public:
  // Runs CRIBSHEET_BINARY, or `command`'s own first word where it is a path, with these arguments and `environment` ("NAME=value") on top.
  explicit Program(std::vector<std::string> command, std::vector<std::string> environment = {});
  ~Program();  // ends it, if it still runs
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  int pid() const { return pid_; }
  // False: the program reads no longer.
  bool write(std::string_view bytes);
  void send(const Json& message) { write(transport::frame(lsp::dump(message))); }
  void tell(std::string_view method, Json params) { send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}); }
  // The whole answer; null where none comes within the time.
  Json ask(std::string_view method, Json params);
  // `initialize` and `initialized` with this folder as the workspace.
  Json initialize(const std::string& folder, Json capabilities = Json::object());
  // The next message that the program sends; nothing at the end of its output or of the time.
  std::optional<Json> next();
  // Every message so far that was no answer to `ask`.
  const std::vector<Json>& seen() const { return seen_; }
  void forget() { seen_.clear(); }
  // Reads on until a message of this method came; null: none did.
  Json wait_for(std::string_view method);
  void close_input();
  void close_output();
  // Waits for its end: the exit code, or -signal, or -1000 where it does not end in time.
  int finish();
  long resident_kilobytes() const;

  static constexpr std::chrono::seconds kPatience{120};  // the machine may be busy

 private:
  int pid_ = -1, in_ = -1, out_ = -1, next_id_ = 1;
  transport::Framer framer_;
  std::vector<Json> seen_;
};

}  // namespace cribsheet::tests
